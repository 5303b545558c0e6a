"""Up to where providers can follow a lot, against asking again at that value, multiple or year."""

from dataclasses import replace
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

import lotdesign as ld
from lotdesign.bidding.bidder_limits import find_lot_limits
from lotdesign.market.eligibility import find_obstacles, find_small_parties
from lotdesign.scenario.scenario import Scenario
from tests.cli.run import ROOT
from tests.rules.office import PROVIDERS, office
from tests.solve.loading import Doc, examples, loaded
from tests.strategies import scenarios

PENNY = Fraction(1, 1000)


def small_at(scenario: Scenario, units: tuple[int, ...], value: Fraction) -> int:
    """How many small providers could bid if the lot had that value, asked one by one."""
    singles = len(scenario.providers or ())
    return sum(
        not list(find_obstacles(scenario, scenario.parties[p], units, value))
        for p in find_small_parties(scenario)
        if p < singles
    )


def asking(scenario: Scenario, multiple: Fraction) -> Scenario:
    market = scenario.market.model_copy(update={"turnover_multiple": multiple})
    return replace(scenario, market=market)


DRAWN = scenarios(kinds=("bidders",), max_units=5, with_providers=True, consortia=None)


@examples(150)
@given(DRAWN, st.integers(1, 31), st.integers(0, 10**8))
def test_a_rung_says_at_which_values_a_party_could_bid(doc: Doc, some: int, pence: int) -> None:
    scenario = loaded(doc)
    units = tuple(u for u in range(len(scenario.units)) if some >> u & 1) or (0,)
    found = find_lot_limits(scenario, units)
    for rung in found.limits:
        party = scenario.parties[rung.party]
        edges = [] if rung.most is None else [rung.most, rung.most + PENNY]
        for value in (Fraction(pence), found.account.value, *edges, rung.least):
            free = not list(find_obstacles(scenario, party, units, value))
            assert rung.can_carry(value) == free
        if rung.year is not None:
            before, there = found.account.gross[: rung.year - 1], found.account.gross[rung.year - 1]
            assert all(not rung.is_below(Fraction(gross)) for gross in before)
            assert rung.is_below(Fraction(there))


@examples(150)
@given(DRAWN, st.integers(1, 31))
def test_a_lot_is_open_up_to_that_value_and_no_further(doc: Doc, some: int) -> None:
    """Every value at which anything changes, and a little more and less than it."""
    scenario = loaded(doc)
    units = tuple(u for u in range(len(scenario.units)) if some >> u & 1) or (0,)
    found = find_lot_limits(scenario, units)
    own, needed = found.account.value, scenario.market.small_needed
    marks = {edge for rung in found.limits for edge in (rung.least, rung.most) if edge is not None}
    values = sorted({own, *marks, *(m + PENNY for m in marks), *(m - PENNY for m in marks)})
    wide = {value: small_at(scenario, units, value) >= needed for value in values}
    assert found.is_accessible == wide[own]
    if found.is_accessible and found.accessible_up_to is not None:
        assert all(wide[v] for v in values if own <= v <= found.accessible_up_to)
        assert not wide[found.accessible_up_to + PENNY]
    elif found.is_accessible:
        assert all(wide[v] for v in values if own <= v)
    else:
        smaller = [v for v in values if v < own and wide[v]]
        assert found.accessible_up_to == max(smaller, default=None)


@examples(150)
@given(DRAWN, st.integers(1, 31))
def test_the_multiple_up_to_which_it_stays_open(doc: Doc, some: int) -> None:
    scenario = loaded(doc)
    units = tuple(u for u in range(len(scenario.units)) if some >> u & 1) or (0,)
    found = find_lot_limits(scenario, units)
    needed, value = scenario.market.small_needed, found.account.value
    for rung in found.limits:
        if rung.multiple is not None:
            blocked = [
                list(
                    find_obstacles(asking(scenario, k), scenario.parties[rung.party], units, value)
                )
                for k in (rung.multiple, rung.multiple + PENNY)
            ]
            assert not any(why.startswith("turnover ") for why in blocked[0])
            assert any(why.startswith("turnover ") for why in blocked[1])
    if found.open_multiple is None:
        assert small_at(asking(scenario, Fraction(10**9)), units, value) >= needed
    elif found.open_multiple == 0:
        assert small_at(asking(scenario, Fraction(1, 10**9)), units, value) < needed
    else:
        assert small_at(asking(scenario, found.open_multiple), units, value) >= needed
        assert small_at(asking(scenario, found.open_multiple + PENNY), units, value) < needed


def test_the_example_by_hand() -> None:
    """West: £180,000. Two charities of £600,000 turnover follow it to £300,000 at k = 2."""
    scenario = ld.load(ROOT / "examples" / "tiny")
    found = find_lot_limits(
        scenario, sorted(scenario.find_positions(["centre-west", "youth-west"]))
    )
    town, lowland, upland, national = found.limits
    assert found.account.value == 180_000_00
    assert town.most == upland.most == 300_000_00
    assert town.multiple == Fraction(10, 3)
    assert (town.bound, town.year) == ("turnover", None)
    assert lowland.lasting_obstacles == ("does not cover West",)
    assert national.most == 25_000_000_00
    assert found.is_accessible
    assert found.accessible_up_to == 300_000_00
    assert found.open_multiple == Fraction(10, 3)


def test_the_year_in_which_a_growing_budget_is_too_much() -> None:
    """£250,000 growing by a tenth: £302,500 in year 3 is more than £300,000."""
    grown = ["money.uplift=10%", "term.initial=4", "units.centre-west.annual_budget=190000"]
    scenario = ld.load(ROOT / "examples" / "tiny", settings=grown)
    found = find_lot_limits(
        scenario, sorted(scenario.find_positions(["centre-west", "youth-west"]))
    )
    assert found.account.gross[:3] == (250_000_00, 275_000_00, 302_500_00)
    town = found.limits[0]
    assert town.year == 3
    assert town.obstacles == ("turnover £600,000, £665,500 needed",)
    assert not found.is_accessible
    assert found.accessible_up_to == 300_000_00


def test_a_lot_too_small_for_anybody_is_open_at_no_smaller_value() -> None:
    """Small takes lots of £15,000 to £70,000: A, of £10,000, would have to be worth more."""
    providers = [PROVIDERS[0], PROVIDERS[1] | {"min_lot_value": 15_000}]
    scenario = office(providers=providers, market={"small_needed": 1})
    found = [find_lot_limits(scenario, units) for units in ((0,), (1,), (0, 1, 2, 3))]
    assert [lot.is_accessible for lot in found] == [False, True, False]
    assert [lot.accessible_up_to for lot in found] == [None, 70_000_00, 70_000_00]
