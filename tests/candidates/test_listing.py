"""The list of candidate lots against judging all sets of units one by one."""

from itertools import pairwise

import pytest
from hypothesis import given

from lotdesign.design import Lot
from lotdesign.scenario.scenario import Scenario
from solver.candidate_listing import TooManyLots, list_candidates
from solver.candidates.growing import grow_unit_sets
from solver.candidates.table import CandidateTable
from solver.constraints.registry import prune_growth
from solver.whatif.variants import switch_off_rules
from tests.candidates.naive import admissible
from tests.solve.loading import DRAWABLE, Doc, examples, loaded
from tests.strategies import scenarios

SHAPING = (
    "contiguous",
    "together",
    "fixed",
    "apart",
    "alignment",
    "lot_value",
    "bidders",
    "travel",
)


def listed(candidates: CandidateTable) -> list[Lot]:
    """The lots of all candidates."""
    return [candidates.get_lot(lot) for lot in range(len(candidates))]


def check(scenario: Scenario) -> None:
    """The list is exactly the naive one, in its order, and growing yields no set twice."""
    admitted = admissible(scenario)
    assert listed(list_candidates(scenario)) == admitted
    for route in scenario.routes.offered:
        grown = list(grow_unit_sets(scenario, prune_growth(scenario, route)))
        assert len(set(grown)) == len(grown)
        assert {lot.units for lot in admitted if lot.route == route} <= set(grown)


@examples(60)
@given(scenarios(kinds=DRAWABLE, max_units=6, areas=None))
def test_the_list_is_every_set_that_breaks_no_rule_about_lots(doc: Doc) -> None:
    """Rules of every kind, some sets of them contradictory."""
    check(loaded(doc))


@examples(60)
@given(scenarios(kinds=DRAWABLE, max_units=5, routes=True))
def test_the_list_is_every_lot_by_every_route_that_breaks_none(doc: Doc) -> None:
    """What is not external takes no part in the market, and goes where rules send it."""
    check(loaded(doc))


@examples(60)
@given(scenarios(kinds=SHAPING, max_units=6, areas=None))
def test_the_list_is_whole_where_rules_shape_how_lots_grow(doc: Doc) -> None:
    """Connected areas, blocks, conflicts and followings in one search, divided units included."""
    check(loaded(doc))


def unit(name: str, locality: str = "", service: str = "centre") -> Doc:
    """A unit row."""
    row = {"id": name, "name": name, "service": service, "annual_budget": 100}
    return row | ({"locality": locality} if locality else {})


def valley(units: list[Doc], *rules: Doc, **tables: object) -> Doc:
    """Places in a row, each a neighbour of the next, whose lots must be connected areas."""
    names = ("p", "q", "r", "s")
    rows = [{"id": "contiguous", "kind": "contiguous"}, *rules]
    return {
        "schema": 1,
        "term": {"initial": 1},
        "units": units,
        "localities": [{"id": name, "name": name} for name in names],
        "neighbours": [{"a": a, "b": b} for a, b in pairwise(names)],
        "rule": [{"id": f"r{i}"} | rule for i, rule in enumerate(rows)],
        **tables,
    }


def ids(scenario: Scenario) -> set[str]:
    """The candidates as words."""
    found = listed(list_candidates(scenario))
    return {" ".join(scenario.units[u].id for u in lot.units) for lot in found}


def test_a_divided_unit_held_whole_connects_nothing() -> None:
    """All parts of y join p and s in one lot, which y's parts in q and r alone could not."""
    between = [unit("b", "q"), unit("c", "r")]
    doc = valley(
        [unit("a", "p"), *between, unit("d", "s"), unit("y", service="youth")],
        divide=[{"units": ["y"], "by": "equal"}],
    )
    scenario = loaded(doc)
    check(scenario)
    assert "a y@p y@q y@r y@s" in ids(scenario)
    assert "a d y@p y@q y@r y@s" not in ids(scenario)
    assert "a y@p y@r" not in ids(scenario)
    assert "a y@p y@q y@r" in ids(scenario)


def test_units_that_stay_together_connect_through_what_lies_between() -> None:
    """The ends of the valley share a lot only with both units between them."""
    units = [unit(name, place) for name, place in zip("abcd", "pqrs", strict=True)]
    scenario = loaded(valley(units, {"kind": "together", "units": ["a", "d"]}))
    check(scenario)
    assert ids(scenario) == {"b", "c", "b c", "a b c d"}


def test_authority_wide_units_join_any_area() -> None:
    """Two of them go with every area, with each other and alone; q, which is empty, is no gap."""
    doc = valley([unit("a", "p"), unit("c", "r"), unit("w"), unit("x")])
    scenario = loaded(doc)
    check(scenario)
    wide = {"w", "x", "w x"}
    areas = {"a", "c", "a c"}
    assert ids(scenario) == areas | wide | {f"{area} {w}" for area in areas for w in wide}


def test_a_block_of_a_divided_unit_and_a_local_one_grows_as_one() -> None:
    """Together with the whole of y, the local unit a is the area, and b and c may follow.

    Only a part of y lies between b and c.
    """
    doc = valley(
        [unit("a", "p"), unit("b", "q"), unit("c", "s"), unit("y", service="youth")],
        {"kind": "together", "units": ["a", "y"]},
        divide=[{"units": ["y"], "by": "equal"}],
    )
    scenario = loaded(doc)
    check(scenario)
    whole = "y@p y@q y@r y@s"
    alone = {"b", "c", "b c"}
    assert ids(scenario) == alone | {f"a {whole}", f"a b {whole}", f"a b c {whole}"}


def test_more_lots_than_may_be_listed_are_refused() -> None:
    """Three free units make seven lots: seven may be asked for, six are too few."""
    doc = valley([unit("a", "p"), unit("b", "p"), unit("c", "q")])
    scenario = loaded(doc)
    assert len(list_candidates(scenario, most=7)) == 7
    with pytest.raises(TooManyLots, match="more than 6 lots"):
        list_candidates(scenario, most=6)


def test_a_divided_unit_held_whole_leaves_another_its_places() -> None:
    """With all of z, a part of y that must go along still lies in p and is joined from q."""
    doc = valley(
        [unit("y", service="youth"), unit("z", service="contact"), unit("a", "s"), unit("b", "q")],
        {"kind": "together", "units": ["y@p", "z@q"]},
        divide=[{"units": ["y", "z"], "by": "equal"}],
    )
    scenario = loaded(doc)
    check(scenario)
    assert "y@p y@q z@p z@q z@r z@s" in ids(scenario)
    assert "y@p y@r z@p z@q z@r z@s" not in ids(scenario)


def test_what_lots_start_from_bars_what_they_may_not_meet() -> None:
    """W may not meet a: no lot that starts from w and x is ever grown to a."""
    doc = valley([unit("w"), unit("x"), unit("a", "p")], {"kind": "apart", "units": ["w", "a"]})
    scenario = loaded(doc)
    check(scenario)
    assert not any({0, 2} <= set(lot) for lot in grow_unit_sets(scenario, prune_growth(scenario)))


@given(scenarios(kinds=DRAWABLE, max_units=5))
def test_without_a_rule_pruning_leaves_at_least_as_many_lots(doc: Doc) -> None:
    """So a rule whose list was too long when grown needs no second listing without it."""
    scenario = loaded(doc)
    grown = list_candidates(scenario).grown_count
    for rule in scenario.active_rules:
        assert list_candidates(switch_off_rules(scenario, (rule.id,))).grown_count >= grown
