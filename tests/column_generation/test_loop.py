"""No bound is above the optimum that the brute force finds, and many meet it."""

from functools import cache

import pytest

from lotdesign.app.bench.county.generate import generate_county
from lotdesign.app.bench.county.plan import parse_plan
from solver.arrays import Flags, Ints
from solver.candidate_listing import list_candidates
from solver.candidate_solve import solve_candidates
from solver.column_generation.arithmetic_bounds import bound_measure
from solver.column_generation.knapsack_pricing import KnapsackPricing, WholeDuals
from solver.column_generation.loop import iterate_bounds
from solver.solve_context import SolveContext
from tests import brute
from tests.sets import SETS
from tests.solve.loading import DRAWABLE, Doc, drawn, loaded
from tests.strategies import scenarios

SET = SETS["bounds"]


@cache
def chunk(number: int) -> list[tuple[Doc, int]]:
    """Scenarios with a design, half of them with a discount, and what the best one costs.

    In every other chunk units are bought in years of their own.
    """
    found, strategy = [], scenarios(kinds=DRAWABLE, terms=number % 2 == 1, areas=number % 3 == 1)
    for i, doc in enumerate(drawn(strategy, SET.each, start=SET.seed(number))):
        measure = ("whole_life_cost", "net_present_cost")[i % 2]
        posed = {**doc, "objective": [{"measure": measure}]}
        answer = brute.solve(posed)
        if answer.status == "optimal":
            found.append((posed, int(answer.optima[0])))
    return found


def list_bounds(doc: Doc) -> list[int]:
    """All bounds on a document's first objective."""
    scenario = loaded(doc)
    return list(iterate_bounds(scenario, scenario.objectives[0].measure))


@pytest.mark.parametrize("number", SET.parts)
def test_no_bound_is_above_the_optimum(number: int) -> None:
    """At any moment; each is above the one before."""
    for doc, optimum in chunk(number):
        bounds = list_bounds(doc)
        assert bounds == sorted(set(bounds))
        assert not bounds or bounds[-1] <= optimum


def test_bounds_are_near() -> None:
    """Most are within half a per cent, where the arithmetic alone has fewer."""
    near, before, number = 0, 0, 0
    for chunked in map(chunk, range(SET.sample)):
        for doc, optimum in chunked:
            scenario = loaded(doc)
            first = bound_measure(scenario, scenario.objectives[0].measure)
            last = max([int(first), *list_bounds(doc)])
            near += last >= optimum * 0.995
            before += first >= optimum * 0.995
            number += 1
    assert near > before
    assert near >= 0.6 * number


@pytest.mark.parametrize("name", ["county-13-easy", "county-13-easy-priced", "county-16-large"])
def test_counties_are_bounded_closely(name: str) -> None:
    """A bound near the cost of the best design, and never above it."""
    scenario = generate_county(parse_plan(name)).load_scenario()
    found = solve_candidates(scenario, list_candidates(scenario), SolveContext())
    optimum = int(found.reached[0].value)
    assert found.proved
    last = list(iterate_bounds(scenario, "whole_life_cost"))[-1]
    assert bound_measure(scenario, "whole_life_cost") < last <= optimum
    assert last >= 0.995 * optimum


def test_a_wrong_saving_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without savings the bound is above the optimum, so these tests would notice."""
    scenario = generate_county(parse_plan("county-13-easy")).load_scenario()
    found = solve_candidates(scenario, list_candidates(scenario), SolveContext())
    table = KnapsackPricing.fill_table

    def unsaved(self: KnapsackPricing, duals: WholeDuals, taken: list[Flags] | None = None) -> Ints:
        held = table(self, duals, taken)
        return held + self.underestimator.saving_by_steps[: held.shape[1]]

    monkeypatch.setattr(KnapsackPricing, "fill_table", unsaved)
    assert list(iterate_bounds(scenario, "whole_life_cost"))[-1] > found.reached[0].value
