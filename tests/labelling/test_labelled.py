"""Numbering units finds what listing every design finds."""

from dataclasses import replace
from itertools import combinations

import pytest

from lotdesign import api
from solver import ways
from solver.engines.choice import Name, engine_named
from solver.engines.cp_sat import CpSat
from solver.facts.places import reaches_all
from solver.labelling.areas import areas, separator
from solver.labelling.solve import labelled
from solver.labelling.terms import terms_of
from solver.selection import canonical
from solver.solve import Means
from tests.fuzz.small import by_listing
from tests.labelling.drawn import documents, told
from tests.solve.loading import loaded


@pytest.mark.parametrize(("name", "start"), [("cp-sat", 0), ("cp-sat", 1), ("highs", 2)])
def test_the_best_design_is_that_of_listing(name: Name, start: int) -> None:
    """Also which of equals, and that there is none."""
    seen = set()
    for doc in documents(40, 9000 + start):
        scenario = loaded(doc)
        terms = terms_of(scenario)
        if terms is None:
            continue
        found = labelled(scenario, terms, Means(engine_named(name)))
        expected = by_listing(doc)
        assert told(doc, found) == expected
        seen.add((expected.status, terms.connected))
    assert {("optimal", True), ("optimal", False)} <= seen


def test_what_numbers_cannot_state_is_left_to_lists() -> None:
    """Another aim, a rule of another kind, a market, or many lots."""
    (doc,) = documents(1, 9100)
    assert terms_of(loaded(doc)) is not None
    scenario = loaded(doc | {"rule": [{"id": "near", "kind": "travel", "max_km": 5}]})
    assert terms_of(scenario) is None
    scenario = loaded(doc | {"objective": [{"measure": "whole_life_cost"}]})
    assert terms_of(scenario) is None
    scenario = loaded(doc | {"rule": []})
    many = tuple(replace(unit, id=str(i)) for i, unit in enumerate(scenario.units * 3))
    assert terms_of(replace(scenario, units=many)) is None


def test_the_whole_run_numbers_units_where_lists_are_too_long(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The same design, verified, whichever way."""
    monkeypatch.setattr(ways, "LISTED", 0)
    for doc in documents(12, 9200):
        scenario = loaded(doc)
        result = api.solve(scenario).result
        assert result.verification.faults == ()
        expected = by_listing(doc)
        assert result.status == expected.status
        assert tuple(lot.units for lot in result.lots) == expected.lots
        if terms_of(scenario) is not None and result.lots:
            assert result.candidates == 0
            assert result.ladder == ()


def test_above_the_most_units_ties_are_left_open(monkeypatch: pytest.MonkeyPatch) -> None:
    """The optimum is proved all the same."""
    monkeypatch.setattr("solver.labelling.solve.MOST_UNITS", 3)
    assert canonical.MOST_UNITS > 3
    for doc in documents(6, 9300):
        scenario = loaded(doc)
        terms = terms_of(scenario)
        if terms is None:
            continue
        found = labelled(scenario, terms, Means(CpSat()))
        expected = by_listing(doc)
        assert found.proved
        assert tuple(each.value for each in found.reached) == expected.optima
        assert not (found.design and found.tie_proved)


def test_without_time_nothing_is_claimed() -> None:
    """A deadline that has passed leaves everything open."""
    for doc in documents(6, 9400):
        scenario = loaded(doc)
        terms = terms_of(scenario)
        if terms is not None:
            found = labelled(scenario, terms, Means(CpSat(), deadline=0.0))
            assert found.design is None
            assert found.proved == (not terms.counts)


RING = [0b100010, 0b000101, 0b001010, 0b010100, 0b101000, 0b010001]
"""Six units in a ring."""


def test_areas_are_the_connected_parts() -> None:
    """Of every set of units of a ring."""
    for units in range(1 << 6):
        parts = list(areas(units, RING))
        assert sum(parts) == units
        assert all(reaches_all(part, RING) for part in parts)
        for one, other in combinations(parts, 2):
            assert not reaches_all(one | other, RING)


def test_no_way_leads_round_a_separator() -> None:
    """Without it the two parts of every set of a ring lie in different areas."""
    for units in range(1 << 6):
        for part, main in combinations(areas(units, RING), 2):
            without = (1 << 6) - 1 & ~separator(part, main, RING)
            assert without & (part | main) == part | main
            assert not any(area & part and area & main for area in areas(without, RING))
