"""Optima by listing the cheapest designs first, against all designs of the atlas."""

from collections.abc import Iterator

import pytest

from lotdesign.measures.registry import MEASURES
from lotdesign.scenario.scenario import Scenario
from lotdesign.scenario.sections import Objective
from solver.candidate_listing import list_candidates
from solver.candidates.table import CandidateTable
from solver.enumeration import rising_costs
from solver.enumeration.atlas import Atlas
from solver.enumeration.rising_costs import ListedOptimum, find_listed_best, find_listed_optimum
from solver.objectives.registry import apply_tolerance
from solver.whatif.variants import replace_objectives
from tests.solve.loading import DRAWABLE, drawn, loaded
from tests.strategies import scenarios


def draw_cases() -> Iterator[tuple[Scenario, CandidateTable]]:
    """Drawn scenarios without prices, and the lots that they allow."""
    for doc in drawn(scenarios(kinds=DRAWABLE, max_units=5, consortia=None), 40, start=4_000):
        scenario = loaded(doc)
        if scenario.prices is None and not scenario.routes.has_choice:
            yield scenario, list_candidates(scenario)


def ask(scenario: Scenario, candidates: CandidateTable) -> ListedOptimum | None:
    """The optimum of the first objective, as far as listing tells it."""
    first = replace_objectives(scenario, scenario.objectives[:1])
    return find_listed_optimum(first, candidates, lambda: None)


def test_the_optimum_is_that_of_all_designs() -> None:
    found = 0
    for scenario, candidates in draw_cases():
        told, best = ask(scenario, candidates), Atlas.of(scenario).answer().best
        if told is None:
            continue
        sign = MEASURES[scenario.objectives[0].measure].sign
        assert told.value == (None if best is None else sign * best.optima[0])
        assert (told.design is None) == (best is None)
        found += best is not None
    assert found >= 10


def test_the_best_by_all_aims_is_that_of_all_designs() -> None:
    found = 0
    for scenario, candidates in draw_cases():
        told, answer = ask(scenario, candidates), Atlas.of(scenario).answer()
        if told is None or told.value is None:
            continue
        first, *others = scenario.objectives
        measure = MEASURES[first.measure]
        worst = apply_tolerance(measure, first.tolerance, told.value) if others else told.value
        design = find_listed_best(scenario, candidates, worst)
        if design is not None:
            assert answer.best is not None
            assert design == answer.design(answer.best.design)
            found += 1
    assert found >= 10


def test_where_too_many_are_refused_or_listed_a_search_is_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    scenario, candidates = next(
        case for case in draw_cases() if (told := ask(*case)) is not None and told.design
    )
    monkeypatch.setattr(rising_costs, "MOST_DESIGNS_LISTED", 0)
    assert ask(scenario, candidates) is None


def test_a_figure_of_the_award_is_left_to_a_search() -> None:
    scenario, candidates = next(draw_cases())
    objective = Objective(measure="largest_provider_share")
    asked = replace_objectives(scenario, [objective])
    assert find_listed_optimum(asked, candidates, lambda: None) is None
