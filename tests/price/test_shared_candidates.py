"""The one list of candidates: each variant's part of it, and what relaxations rule out of it."""

from collections.abc import Iterator

import numpy as np
import pytest

from lotdesign.design import build_external_design
from lotdesign.measures.registry import MEASURES
from lotdesign.scenario.scenario import Scenario
from solver.candidate_listing import list_candidates
from solver.enumeration.atlas import Atlas
from solver.enumeration.measure_columns import MEASURE_COLUMNS, compute_column
from solver.rule_cost import shared_candidates
from solver.rule_cost.shared_candidates import (
    SharedCandidates,
    find_lots_of_design,
    share_candidates,
)
from solver.solve_context import RunOptions, SolveContext
from solver.whatif.variants import replace_objectives, replace_rules
from tests.solve.loading import DRAWABLE, drawn, loaded
from tests.strategies import scenarios


def draw_shared() -> Iterator[tuple[Scenario, SharedCandidates]]:
    """Drawn scenarios with their first objective, and the list for their variants."""
    context = SolveContext.begin(RunOptions(), raise_on_interrupt=True)
    for doc in drawn(scenarios(kinds=DRAWABLE, max_units=5, consortia=None), 30, start=9_000):
        whole = loaded(doc)
        scenario = replace_objectives(whole, whole.objectives[:1])
        shared = share_candidates(scenario, context)
        assert (shared is None) == (scenario.prices is not None)
        if shared is not None:
            yield scenario, shared


def list_variants(scenario: Scenario) -> Iterator[Scenario]:
    """The scenario, and each of its rules left out."""
    rules = scenario.active_rules
    yield scenario
    for left_out in rules:
        yield replace_rules(scenario, (rule for rule in rules if rule is not left_out))


def test_a_variants_part_is_what_is_listed_for_it_alone() -> None:
    parts = 0
    for scenario, shared in draw_shared():
        for variant in list_variants(scenario):
            assert shared.holds(variant)
            told, alone = shared.list_candidates(variant), list_candidates(variant)
            assert [told.get_lot(i) for i in range(len(told))] == [
                alone.get_lot(i) for i in range(len(alone))
            ]
            parts += 0 < len(alone) < len(shared.table)
    assert parts > 20


def test_no_design_as_good_as_the_known_one_is_ruled_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """The lots of each of them are left, also those of equal value."""
    monkeypatch.setattr(shared_candidates, "FEWEST_FOR_LP", 0)
    monkeypatch.setattr(shared_candidates, "ENOUGH_RULED_OUT", 0)
    ruled_out = 0
    for scenario, shared in draw_shared():
        measure = MEASURES[scenario.objectives[0].measure]
        if measure.name not in MEASURE_COLUMNS or scenario.routes.has_choice:
            continue
        answer = Atlas.of(scenario).answer().settle()
        if not answer.count:
            continue
        column = compute_column(answer.measured, measure.name)
        values = {i: measure.sign * column[i] for i in answer.designs.tolist()}
        for value in sorted(set(values.values()))[:2]:
            left = shared.rule_out(scenario, value)
            kept = {left.get_lot(i) for i in range(len(left))}
            for design, own in values.items():
                assert own > value or set(answer.design(design).lots) <= kept
            ruled_out += len(left) < int(shared.mark_admitted(scenario).sum())
    assert ruled_out > 5


def test_the_lots_of_a_design_are_found() -> None:
    _, shared = next(draw_shared())
    units = range(len(shared.table.scenario.units))
    single = build_external_design((unit,) for unit in units)
    chosen = find_lots_of_design(shared.table, single)
    assert chosen is not None
    assert {shared.table.lots[i] for i in np.flatnonzero(chosen)} == {(unit,) for unit in units}
    without = shared.table.filter(chosen == 0)
    assert find_lots_of_design(without, single) is None
