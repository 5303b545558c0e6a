"""Measures of the market, by hand."""

from fractions import Fraction

import pytest

from lotdesign.evaluation import Evaluation
from lotdesign.measures.base import MeasureValue
from lotdesign.measures.registry import MEASURES
from tests.rules.office import PROVIDERS, UNITS, Row, design, evaluate, office, unit

LOTS = ("a b", "c", "y", "w")
"""£30,000 for all three; £30,000 and £40,000 for Big and Small; £50,000 for Big."""


def measured(name: str, *lots: str, **tables: object) -> MeasureValue:
    """A measure of a design of the office."""
    return MEASURES[name].evaluate(evaluate(office(**tables), *lots))


@pytest.mark.parametrize(
    ("name", "needed", "value"),
    [
        ("accessible_share", 1, Fraction(2, 3)),
        ("accessible_share", 2, Fraction(1, 5)),
        ("accessible_share", 3, 0),
        ("accessible_lots", 1, 3),
        ("accessible_lots", 2, 1),
        ("accessible_lots", 3, 0),
        ("fewest_small_bidders", 1, 0),
        ("fewest_bidders", 2, 1),
    ],
)
def test_access_counts_small_providers(name: str, needed: int, value: MeasureValue) -> None:
    """£100,000 of £150,000, or three lots, have one small bidder; £30,000 has two."""
    assert measured(name, *LOTS, market={"small_needed": needed}) == value


def test_the_fewest_bidders_are_those_of_the_worst_lot() -> None:
    """Without supervised contact every lot has Big and Small."""
    tables: Row = {"units": UNITS[:4], "providers": PROVIDERS}
    assert measured("fewest_bidders", *LOTS[:3], **tables) == 2
    assert measured("fewest_small_bidders", *LOTS[:3], **tables) == 1


def test_without_any_value_everything_is_accessible() -> None:
    """Nothing of nothing is all of it, even where nobody small can bid."""
    tables: Row = {"units": [unit("a", "centre", 0)], "providers": PROVIDERS[:1]}
    assert measured("accessible_share", "a", **tables) == 1
    assert measured("accessible_lots", "a", **tables) == 0


@pytest.mark.parametrize(
    ("award", "share"),
    [
        (["big", "big", "big", "big"], Fraction(1)),
        (["tiny", "small", "big", "big"], Fraction(3, 5)),
        (["tiny", "small", "small", "big"], Fraction(7, 15)),
    ],
)
def test_the_largest_provider_share_adds_up_what_each_wins(
    award: list[str], share: Fraction
) -> None:
    """£90,000 or £70,000 of £150,000."""
    found = MEASURES["largest_provider_share"].evaluate(evaluate(office(), *LOTS, award=award))
    assert found == share


def test_the_largest_provider_share_of_nothing_is_none() -> None:
    """Without any value nobody has a share."""
    tables: Row = {"units": [unit("a", "centre", 0)], "providers": PROVIDERS[:1]}
    found = evaluate(office(**tables), "a", award=["big"])
    assert MEASURES["largest_provider_share"].evaluate(found) == 0


def test_the_largest_provider_share_needs_a_certificate() -> None:
    """Without an award there is nothing to measure."""
    with pytest.raises(ValueError, match="certificate"):
        measured("largest_provider_share", *LOTS)


def test_another_award_keeps_the_figures_of_the_lots() -> None:
    """An awarded evaluation has the same accounts and bidders, and its own share."""
    blank = Evaluation(office(), design(office(), *LOTS))
    measure = MEASURES["largest_provider_share"]
    first, second = blank.with_award((0, 0, 0, 0)), blank.with_award((2, 1, 1, 0))
    assert (measure.evaluate(first), measure.evaluate(second)) == (1, Fraction(7, 15))
    assert (second.lot_accounts, second.eligible_providers) == (
        blank.lot_accounts,
        blank.eligible_providers,
    )
    assert blank.award is None
