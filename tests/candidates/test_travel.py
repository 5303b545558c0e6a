"""Distances cut lots while they grow, and never one that keeps the rule."""

from hypothesis import assume, given

from lotdesign.scenario.scenario import Scenario
from solver.candidate_listing import list_candidates
from solver.candidates.growing import grow_unit_sets
from solver.constraints.registry import prune_growth
from tests import brute
from tests.brute.case import Case
from tests.brute.lot import Lot
from tests.brute.lot_rules import CHECKS
from tests.candidates.naive import Units, admissible
from tests.candidates.test_listing import check, listed, unit, valley
from tests.solve.loading import Doc, examples, loaded
from tests.strategies import scenarios

KINDS = ("travel", "contiguous", "together", "apart", "alignment")
"""What shapes how lots grow, beside what the distances cut."""


def has_travel(doc: Doc) -> bool:
    """Whether a distance is asked for."""
    return any(r["kind"] == "travel" and r.get("status") != "off" for r in doc.get("rule", []))


def by_brute_force(case: Case) -> list[Units]:
    """Every lot that keeps all rules, by code that shares nothing with the project's."""
    every = [Lot(case, mask) for mask in range(1, 1 << len(case.units))]
    kept = [
        lot for lot in every if all(CHECKS[rule["kind"]](case, lot, rule) for rule in case.rules)
    ]
    return sorted(tuple(lot.members) for lot in kept)


@examples(80)
@given(scenarios(kinds=KINDS, max_units=7))
def test_no_lot_is_lost(doc: Doc) -> None:
    """Against judging every set of units, and against the brute force's own reading of it."""
    assume(has_travel(doc))
    scenario = loaded(doc)
    check(scenario)
    assume(not scenario.needs_certificate)  # where all lots are awarded, some nobody can carry
    found = [lot.units for lot in listed(list_candidates(scenario))]
    assert found == by_brute_force(brute.read(doc))


@examples(40)
@given(scenarios(kinds=("travel", "together"), max_units=7))
def test_what_grows_needs_no_second_look(doc: Doc) -> None:
    """Conflicts say all that distances ask, so lots that are too wide are never even grown."""
    assume(has_travel(doc))
    scenario = loaded(doc)
    assume(not scenario.needs_certificate)
    assert sorted(grow_unit_sets(scenario, prune_growth(scenario))) == [
        lot.units for lot in admissible(scenario)
    ]


def row_of_places(most: object, *rules: Doc, **tables: object) -> Scenario:
    """Units a, b, c, d along the valley, 3 km from one to the next, and w for all of it."""
    units = [unit(name, place) for name, place in zip("abcd", "pqrs", strict=True)]
    doc = valley([*units, unit("w")], {"kind": "travel", "max_km": most}, *rules, **tables)
    doc["localities"] = [row | {"x": 3 * i, "y": 0} for i, row in enumerate(doc["localities"])]
    return loaded(doc)


def ids(scenario: Scenario) -> set[str]:
    """The candidates without w, as words."""
    names = [unit.id for unit in scenario.units]
    found = [[names[u] for u in lot.units] for lot in listed(list_candidates(scenario))]
    return {" ".join(lot) for lot in found if not lot[-1].startswith("w")}


def test_neighbours_are_joined_as_far_as_the_distance_goes() -> None:
    """6 km reach over two borders, a metre less over one."""
    scenario = row_of_places(6)
    check(scenario)
    assert ids(scenario) == {*"abcd", "a b", "b c", "c d", "a b c", "b c d"}
    assert ids(row_of_places("5.999")) == {*"abcd", "a b", "b c", "c d"}


def test_units_that_must_share_a_lot_but_lie_too_far_apart_are_in_none() -> None:
    """Together a and d are 9 km wide."""
    together = {"kind": "together", "units": ["a", "d"]}
    assert ids(row_of_places("8.999", together)) == {"b", "c", "b c"}
    assert ids(row_of_places(9, together)) == {"b", "c", "b c", "a b c d"}


def test_parts_of_a_divided_unit_keep_their_distances() -> None:
    """Held whole w would count as authority-wide, but its parts are 9 km apart."""
    divide = [{"units": ["w"], "by": "equal"}]
    scenario = row_of_places(6, divide=divide)
    check(scenario)
    whole = {u for u, each in enumerate(scenario.units) if each.undivided_id == "w"}
    assert not any(whole <= set(lot.units) for lot in listed(list_candidates(scenario)))
    wide = row_of_places(9, divide=divide)
    assert any(whole <= set(lot.units) for lot in listed(list_candidates(wide)))
