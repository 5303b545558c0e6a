"""Enumeration against the brute force, which judges every partition of the units."""

from functools import cache

import pytest

from lotdesign.evaluation import Evaluation
from lotdesign.measures.registry import MEASURES
from lotdesign.rules.registry import RULE_KINDS
from lotdesign.scenario.scenario import Scenario
from solver.candidate_listing import list_candidates
from solver.candidate_solve import solve_candidates
from solver.enumeration.answer import AtlasAnswer
from solver.enumeration.atlas import Atlas
from solver.enumeration.measure_columns import MEASURE_COLUMNS, compute_column, list_measurable
from solver.solve_context import SolveContext
from tests import brute
from tests.sets import SETS
from tests.solve.loading import DRAWABLE, Doc, drawn, loaded
from tests.strategies import scenarios

SET = SETS["atlas"]


@cache
def chunk(number: int) -> list[tuple[Doc, Scenario]]:
    """Some scenarios without prices, the same on every run."""
    docs = drawn(
        scenarios(kinds=DRAWABLE, max_units=6, areas=number % 2 == 1),
        SET.each,
        start=SET.seed(number),
    )
    pairs = [(doc, loaded(doc)) for doc in docs]
    return [(doc, scenario) for doc, scenario in pairs if scenario.prices is None]


def lots(answer: AtlasAnswer, position: int) -> list[list[str]]:
    """The lots of a design by the ids of their units."""
    units = answer.scenario.units
    return [[units[u].id for u in lot.units] for lot in answer.design(position).lots]


def structural(scenario: Scenario) -> set[str]:
    """The ids of the rules that decide what is listed."""
    return {rule.id for rule in scenario.active_rules if rule.structural}


def check(doc: Doc, scenario: Scenario) -> None:
    """Compares designs, their order, measures, rules met and the best with the brute force."""
    hidden = structural(scenario)
    expected = [each for each in brute.designs(doc) if not hidden & set(each.broken)]
    atlas = Atlas.of(scenario)
    answer = atlas.answer().settle()
    assert [lots(answer, i) for i in range(len(atlas))] == [each.lots for each in expected]
    for name in list_measurable(atlas.measured):
        figures = compute_column(atlas.measured, name)
        known = [
            (i, each.measures[name]) for i, each in enumerate(expected) if name in each.measures
        ]
        assert all(figures[i] == value for i, value in known), name
    for rule in scenario.active_rules:
        if rule.id in answer.met:
            broken = [rule.id in each.broken for each in expected]
            assert (~answer.met[rule.id]).tolist() == broken, rule
            assert answer.broken[rule.id] == sum(broken)
    for rule in scenario.rules:
        if not rule.is_active and rule.id in answer.met:
            some = range(0, len(atlas), 5)
            judged = [rule.judge(Evaluation(scenario, answer.design(i))).met for i in some]
            assert answer.met[rule.id][some].tolist() == judged
    assert answer.admissible.tolist() == [each.admissible for each in expected]
    check_best(answer, brute.solve(doc))


def check_best(answer: AtlasAnswer, best: brute.Answer) -> None:
    """Compares the best design, its values and optima; there may be none."""
    if best.status == "infeasible":
        assert answer.best is None
        return
    assert answer.best is not None
    assert lots(answer, answer.best.design) == best.lots
    assert list(answer.best.optima) == best.optima
    evaluation = answer.evaluate(answer.best.design)
    for name, value in best.objective:
        assert MEASURES[name].evaluate(evaluation) == value
    if best.award is not None:
        parties = answer.scenario.parties
        assert [parties[p].id for p in evaluation.award or ()] == best.award
    assert all(finding.met for finding in answer.findings.values())


@pytest.mark.parametrize("number", SET.parts)
def test_the_atlas_is_every_partition_judged(number: int) -> None:
    """Rules of every kind, certificates, tolerances, divided units."""
    for doc, scenario in chunk(number):
        check(doc, scenario)


@pytest.mark.parametrize("number", SET.parts)
def test_the_ladder_is_what_solving_for_a_number_of_lots_finds(number: int) -> None:
    """The best for every number of lots, and that numbers without one are infeasible."""
    for _, scenario in chunk(number)[::5]:
        candidates = list_candidates(scenario)
        answer = Atlas.of(scenario).answer()
        for count in range(1, len(scenario.units) + 1):
            found = solve_candidates(scenario, candidates, SolveContext(), count).design
            rung = answer.ladder.get(count)
            assert found == (None if rung is None else answer.design(rung.design))


def test_every_measure_has_a_column_or_needs_a_certificate() -> None:
    without = {name for name, measure in MEASURES.items() if measure.needs_certificate}
    assert set(MEASURE_COLUMNS) == set(MEASURES) - without


def test_the_scenarios_ask_for_everything() -> None:
    """All objectives and structural rules are among them, with and without certificates."""
    found = [scenario for number in range(SET.sample) for _, scenario in chunk(number)]
    assert {o.measure for scenario in found for o in scenario.objectives} == set(MEASURES)
    assert {rule.kind for s in found for rule in s.active_rules} >= {
        kind for kind, rule in RULE_KINDS.items() if rule.structural
    }
    assert {scenario.needs_certificate for scenario in found} == {True, False}
    assert any(scenario.divided for scenario in found)
