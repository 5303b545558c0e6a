"""Limits as they are told, on the safe side, and a lot that is open just up to its own value."""

from fractions import Fraction

from lotdesign.bidding.bidder_limits import find_lot_limits, list_who_can_bid
from tests.rules.office import PROVIDERS, office


def test_limits_are_rounded_down_to_what_can_be_carried() -> None:
    """£20,000 of turnover at a multiple of 3 is £6,666.66 and two thirds of a penny."""
    market = {"turnover_multiple": 3, "small_needed": 1, "small": {"kinds": ["vcse"]}}
    small = PROVIDERS[1] | {"annual_turnover": 20_000}
    answer = list_who_can_bid(office(providers=[small], market=market), ["c"], None, None)
    (lot,) = answer.lots
    (party,) = lot.parties
    assert (lot.open_to_pence, party.up_to_pence) == (6_666_66, 6_666_66)
    assert (lot.open_multiple, party.multiple) == ("0.666666", "0.666666")


def test_a_lot_may_be_open_just_up_to_its_own_value() -> None:
    """Whoever can carry £10,000 and no more can carry the lot of a, worth as much."""
    rows = [PROVIDERS[1] | {"capacity": 10_000}, PROVIDERS[2] | {"capacity": 50_000}]
    market = {"small_needed": 2, "small": {"kinds": ["vcse", "sme"]}}
    found = find_lot_limits(office(providers=rows, market=market), [0])
    assert found.is_accessible
    assert found.accessible_up_to == Fraction(10_000_00)


def test_who_has_no_turnover_to_be_judged_by_counts_at_any_multiple() -> None:
    """Two are needed: the second can bid for £10,000 a year up to six times."""
    rows = [PROVIDERS[1] | {"annual_turnover": ""}, PROVIDERS[2]]
    market = {"small_needed": 2, "small": {"kinds": ["vcse", "sme"]}}
    assert find_lot_limits(office(providers=rows, market=market), [0]).open_multiple == 6


def test_just_consortia_are_told_as_such() -> None:
    both = {"id": "both", "members": ["small", "tiny"], "shares": ["50%", "50%"]}
    (lot,) = list_who_can_bid(office(consortium=[both]), ["a"], None, None).lots
    assert [party.consortium for party in lot.parties] == [False, False, False, True]
