"""Labelling finds what listing every design finds."""

from dataclasses import replace
from itertools import combinations

import pytest

from lotdesign.app import api
from solver import strategy
from solver.backends.cp_sat import CpSatEngine
from solver.backends.registry import EngineName, load_engine
from solver.candidates.adjacency import Adjacency
from solver.exact import canonical_tie_break
from solver.labelling.requirements import read_requirements
from solver.labelling.solve import solve_by_labelling
from solver.solve_context import SolveContext
from tests.fuzz.small import by_listing
from tests.labelling.drawn import as_answer, documents
from tests.solve.loading import loaded


@pytest.mark.parametrize(("name", "start"), [("cp-sat", 0), ("cp-sat", 1), ("highs", 2)])
def test_the_best_design_is_that_of_listing(name: EngineName, start: int) -> None:
    """Also the canonical one of equally good ones, and that there is none."""
    seen = set()
    for doc in documents(40, 9000 + start):
        scenario = loaded(doc)
        requirements = read_requirements(scenario)
        if requirements is None:
            continue
        found = solve_by_labelling(scenario, requirements, SolveContext(load_engine(name)))
        expected = by_listing(doc)
        assert as_answer(doc, found) == expected
        seen.add((expected.status, requirements.connected))
    assert {("optimal", True), ("optimal", False)} <= seen


def test_what_labelling_cannot_state_is_left_to_lists() -> None:
    """Another objective, a rule of another kind, or many lots."""
    (doc,) = documents(1, 9100)
    assert read_requirements(loaded(doc)) is not None
    scenario = loaded(doc | {"rule": [{"id": "near", "kind": "travel", "max_km": 5}]})
    assert read_requirements(scenario) is None
    scenario = loaded(doc | {"objective": [{"measure": "whole_life_cost"}]})
    assert read_requirements(scenario) is None
    scenario = loaded(doc | {"rule": []})
    many = tuple(replace(unit, id=str(i)) for i, unit in enumerate(scenario.units * 3))
    assert read_requirements(replace(scenario, units=many)) is None


def test_a_run_labels_units_where_lists_are_too_long(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The same design, verified, whichever way."""
    monkeypatch.setattr(strategy, "MAX_CANDIDATES_BESIDE_LABELLING", 0)
    for doc in documents(12, 9200):
        scenario = loaded(doc)
        result = api.solve(scenario).result
        assert result.verification.faults == ()
        expected = by_listing(doc)
        assert result.status == expected.status
        assert tuple(lot.units for lot in result.lots) == expected.lots
        if read_requirements(scenario) is not None and result.lots:
            assert result.candidates == 0
            assert result.ladder == ()


def test_above_the_most_units_ties_are_left_open(monkeypatch: pytest.MonkeyPatch) -> None:
    """The optimum is proved all the same."""
    monkeypatch.setattr("solver.labelling.solve.MOST_TIE_BREAK_UNITS", 3)
    assert canonical_tie_break.MOST_TIE_BREAK_UNITS > 3
    for doc in documents(6, 9300):
        scenario = loaded(doc)
        requirements = read_requirements(scenario)
        if requirements is None:
            continue
        found = solve_by_labelling(scenario, requirements, SolveContext(CpSatEngine()))
        expected = by_listing(doc)
        assert found.proved
        assert tuple(each.value for each in found.reached) == expected.optima
        assert not (found.design and found.tie_proved)


def test_without_time_nothing_is_claimed() -> None:
    """A deadline that has passed leaves everything open."""
    for doc in documents(6, 9400):
        scenario = loaded(doc)
        requirements = read_requirements(scenario)
        if requirements is not None:
            found = solve_by_labelling(
                scenario, requirements, SolveContext(CpSatEngine(), deadline=0.0)
            )
            assert found.design is None
            assert found.proved == (not requirements.counts)


RING = Adjacency([0b100010, 0b000101, 0b001010, 0b010100, 0b101000, 0b010001])
"""Six units in a ring."""


def test_components_are_connected_and_apart() -> None:
    """Of every set of units of a ring."""
    for units in range(1 << 6):
        components = list(RING.iterate_components(units))
        assert sum(components) == units
        assert all(RING.is_connected(component) for component in components)
        for one, other in combinations(components, 2):
            assert not RING.is_connected(one | other)


def test_no_path_leads_round_a_separator() -> None:
    """Without it two components of every set of a ring lie in different components."""
    for units in range(1 << 6):
        for part, main in combinations(RING.iterate_components(units), 2):
            left = (1 << 6) - 1 & ~RING.find_separator(part, main)
            assert left & (part | main) == part | main
            components = RING.iterate_components(left)
            assert not any(each & part and each & main for each in components)
