"""What a lot counts as holding once units are divided."""

import pytest

from lotdesign.scenario.scenario import Scenario
from lotdesign.scenario.undivided import (
    are_touching,
    find_complete_parts,
    find_local_units,
    find_localities,
)
from tests.rules.office import DIVIDED, office


def ids(scenario: Scenario, units: frozenset[int]) -> str:
    """Unit ids, in file order."""
    return " ".join(scenario.units[u].id for u in sorted(units))


@pytest.mark.parametrize(
    ("lot", "whole", "local", "where"),
    [
        ("a", "", "a", {"ash"}),
        ("a y", "", "a y", {"ash"}),
        ("w@ash", "", "w@ash", {"ash"}),
        ("a w@ash w@bree", "", "a w@ash w@bree", {"ash", "bree"}),
        ("w", "w@ash w@bree w@combe", "", {""}),
        ("a w", "w@ash w@bree w@combe", "a", {"ash", ""}),
    ],
)
def test_all_parts_of_a_unit_count_as_the_undivided_one(
    lot: str, whole: str, local: str, where: set[str]
) -> None:
    """Some parts are local; all of them are authority-wide, whatever else the lot holds."""
    scenario = office(divide=DIVIDED)
    units = scenario.find_positions(lot.split())
    assert ids(scenario, find_complete_parts(scenario, units)) == whole
    assert ids(scenario, find_local_units(scenario, units)) == local
    assert find_localities(scenario, units) == where


def test_an_undivided_authority_wide_unit_is_in_no_locality() -> None:
    """W as it is holds nothing whole and is nowhere local."""
    scenario = office()
    units = scenario.find_positions(["a", "w"])
    assert find_complete_parts(scenario, units) == frozenset()
    assert ids(scenario, find_local_units(scenario, units)) == "a"
    assert find_localities(scenario, units) == {"ash", ""}


def test_two_divided_units_are_whole_each_for_itself() -> None:
    """All of W and part of Y: only W counts as whole."""
    units = [{"id": name, "name": name, "service": "s", "annual_budget": 3} for name in ("w", "y")]
    scenario = office(units=units, divide=[{"units": ["w", "y"], "by": "equal"}])
    lot = scenario.find_positions(["w", "y@ash"])
    assert ids(scenario, find_complete_parts(scenario, lot)) == "w@ash w@bree w@combe"
    assert find_localities(scenario, lot) == {"ash", ""}


def test_one_locality_makes_one_part_that_is_the_whole() -> None:
    """A unit divided into one part stays authority-wide."""
    units = [{"id": "w", "name": "W", "service": "s", "annual_budget": 3}]
    places_ = [{"id": "ash", "name": "Ash"}]
    scenario = office(
        units=units, localities=places_, neighbours=None, divide=[{"units": ["w"], "by": "equal"}]
    )
    assert find_localities(scenario, (0,)) == {""}


def test_no_units_are_nowhere() -> None:
    """An empty lot has no places."""
    assert find_localities(office(), ()) == frozenset()


@pytest.mark.parametrize(
    ("a", "b", "touch"),
    [("a", "y", True), ("a", "b", True), ("b", "c", True), ("a", "c", False), ("y", "c", False)],
)
def test_units_touch_in_one_locality_or_in_neighbouring_ones(a: str, b: str, touch: bool) -> None:
    """Ash touches Bree and Bree Combe, in either direction."""
    scenario = office()
    (first,), (second,) = scenario.find_positions([a]), scenario.find_positions([b])
    assert are_touching(scenario, first, second) is touch
    assert are_touching(scenario, second, first) is touch
