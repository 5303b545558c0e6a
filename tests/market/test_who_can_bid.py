"""Who can bid for lots, and which lots may be won together: what is asked about, and of whom."""

import pytest

from lotdesign.bidding.bidder_limits import find_lot_limits, list_who_can_bid
from lotdesign.bidding.lot_groups import list_winnable_groups
from lotdesign.faults import InputFaults
from tests.rules.office import DIVIDED, PROVIDERS, design, office
from tests.rules.test_route import ROUTES


def test_only_lots_that_are_let_are_asked_about() -> None:
    scenario = office(routes=ROUTES)
    lots, routes = [["a", "b"], ["c"], ["y", "w"]], ["external", "in_house", "external"]
    answer = list_who_can_bid(scenario, None, None, lots, routes)
    assert [lot.units for lot in answer.lots] == [("a", "b"), ("y", "w")]


def test_only_lots_that_are_let_are_grouped() -> None:
    scenario = office(routes=ROUTES)
    groups = list_winnable_groups(scenario, design(scenario, "a b", "c/in_house", "y w"))
    assert [group.lots for group in groups] == [(0, 1)]


def test_a_provider_without_a_turnover_is_open_at_any_multiple() -> None:
    """Two are needed: one has no figure of turnover, so the other's decides alone."""
    free = PROVIDERS[1] | {"id": "free", "annual_turnover": ""}
    market = {"small_needed": 2, "small": {"kinds": ["vcse"]}}
    scenario = office(providers=[free, PROVIDERS[1]], market=market)
    assert find_lot_limits(scenario, [0]).open_multiple == 14


def test_a_consortium_is_told_as_one() -> None:
    """The first consortium comes right after the last provider."""
    pair = {"id": "pair", "members": ["small", "tiny"], "shares": ["50%", "50%"]}
    (lot,) = list_who_can_bid(office(consortium=[pair]), ["a"], None, None).lots
    assert [party.id for party in lot.parties if party.consortium] == ["pair"]


def test_a_divided_unit_stands_for_its_parts() -> None:
    (lot,) = list_who_can_bid(office(divide=DIVIDED), ["w"], None, None).lots
    assert lot.units == ("w@ash", "w@bree", "w@combe")


def test_a_lot_of_no_units_is_refused() -> None:
    with pytest.raises(InputFaults, match="name a unit"):
        list_who_can_bid(office(), [], None, None)
