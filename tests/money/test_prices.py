"""Prices: what a lot is paid depends on who wins it."""

from fractions import Fraction

import pytest

from lotdesign.evaluation import Evaluation
from lotdesign.money.design_cost import compute_baseline
from lotdesign.money.lot_cost import compute_lot_account
from tests.rules.office import PROVIDERS, Row, design, office, unit

ANY: Row = {"services": "*"}
PRICED = [
    PROVIDERS[0] | {"price": "102.5%"},
    PROVIDERS[1] | ANY,
    PROVIDERS[2] | ANY | {"price": 97},
]
PLAIN = [row | ANY for row in PROVIDERS]
UNITS = [unit("a", "centre", "100.20", "ash"), unit("b", "centre", "0.20", "bree")]
SCALE: Row = {"scale": [{"value": 0, "saving": "10%"}], "contract_management": 5}


@pytest.mark.parametrize(
    ("price", "paid"),
    [
        # 100.20 + 0.20 = 100.40 at par; the scale saving is 10% of that, 10.04, at any price.
        (Fraction(100), 100_40 - 10_04),
        # 102.5% of 100.40 is 102.91.
        (Fraction(205, 2), 102_91 - 10_04),
        # 97% of 100.40 is 97.388, 97.39 to the penny.
        (Fraction(97), 97_39 - 10_04),
    ],
)
def test_the_price_is_of_gross_value_and_rounded_once(price: Fraction, paid: int) -> None:
    """The scale saving is taken of gross value, not of the price."""
    scenario = office(units=UNITS, providers=PRICED, money=SCALE, term={"initial": 1})
    assert compute_lot_account(scenario, (0, 1), price).paid == (paid,)


def test_price_and_saving_are_rounded_one_by_one() -> None:
    """103% of 20p is 20.6p, 21p; 2% of it is 0.4p, nothing. Together they would be 20.2p, 20p."""
    money: Row = {"scale": [{"value": 0, "saving": "2%"}]}
    scenario = office(units=UNITS, providers=PRICED, money=money, term={"initial": 1})
    assert compute_lot_account(scenario, (1,), Fraction(103)).paid == (21,)


def test_a_half_penny_is_rounded_away_from_zero() -> None:
    """102.5% of 20p is 20.5p."""
    scenario = office(units=UNITS, providers=PRICED, term={"initial": 1})
    assert compute_lot_account(scenario, (1,), Fraction(205, 2)).paid == (21,)


def test_a_blank_price_is_par_and_all_blank_is_no_price() -> None:
    """Once any cell is filled who wins matters, and a certificate is asked for."""
    priced = office(units=UNITS, providers=PRICED)
    assert priced.prices == (Fraction(205, 2), 100, 97)
    assert priced.needs_certificate
    plain = office(units=UNITS, providers=PLAIN)
    assert (plain.prices, plain.needs_certificate) == (None, False)


def test_the_ledger_pays_each_winner_its_price() -> None:
    """Without an award everything is shown at par."""
    scenario = office(units=UNITS, providers=PRICED, term={"initial": 1})
    drawn = design(scenario, "a", "b")
    par = Evaluation(scenario, drawn)
    assert [a.paid for a in par.lot_accounts] == [(100_20,), (20,)]
    won = par.with_award((0, 2))
    # 102.5% of 100.20 is 102.705; 97% of 0.20 is 0.194.
    assert [a.paid for a in won.lot_accounts] == [(102_71,), (19,)]
    assert won.values == par.values


@pytest.mark.parametrize(
    ("provider", "price"), [("big", Fraction(205, 2)), ("tiny-1", 97), ("tiny", 97), ("", 100)]
)
def test_the_baseline_pays_todays_provider(provider: str, price: Fraction) -> None:
    """At its price, of a counted one its copies'; at par where nobody is named."""
    rows = [PRICED[0], PRICED[1], PRICED[2] | {"count": 2}]
    units = [unit("a", "centre", 100, "ash", provider=provider)]
    scenario = office(units=units, providers=rows, term={"initial": 1})
    assert compute_baseline(scenario) == (100 * price,)
