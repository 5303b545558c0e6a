"""The optimum of one objective, by listing designs from the best value upwards.

The least value of any partition of the candidates is known before a design is listed (the shortest
path through the cover graph). Designs at that value are listed, then those a little above it, ever
further, until one of them keeps the rules that look at whole designs: it is the optimum.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from lotdesign.design import Design
from lotdesign.measures.base import MeasureValue
from lotdesign.measures.registry import MEASURES
from lotdesign.scenario.scenario import Scenario
from solver.candidates.table import CandidateTable
from solver.enumeration.all_designs import (
    DesignListing,
    LotCover,
    build_lot_cover,
    find_refusal_cause,
)
from solver.enumeration.answer import AtlasAnswer
from solver.enumeration.bounded_enumeration import build_objective_budget
from solver.enumeration.design_arrays import MeasuredDesigns
from solver.enumeration.exact_cover import CoverBudget, CoverEffort, EnumerationRefused
from solver.enumeration.frame import sort_from_best
from solver.enumeration.measure_columns import MEASURE_COLUMNS, compute_column

LISTING_EFFORT = CoverEffort(most_pairs=40_000_000, most_steps=1_500_000)
"""Beyond this effort a search is as quick."""
MOST_DESIGNS_LISTED = 30_000
"""Designs that are listed at once; with more it is quicker to search."""
MOST_DESIGNS_REFUSED = 200
"""Designs that are refused one by one before a search is tried instead."""
FIRST_RISE, RISE_FACTOR = 10_000, 4
"""The designs listed second are worse by up to the least value divided by the first; each listing
after them reaches the second times as far."""


@dataclass(frozen=True)
class ListedOptimum:
    """The signed optimum of the objective and a design that has it; None: there is no design."""

    value: MeasureValue | None
    design: Design | None = None


def find_listed_optimum(
    scenario: Scenario, candidates: CandidateTable, require_time: Callable[[], None]
) -> ListedOptimum | None:
    """The optimum of the scenario's one objective; None where it is quicker to search.

    Always None where the objective is no sum over the lots or needs an award, and where lots have
    prices or routes to choose from. Raises what `require_time` raises between two listings.
    """
    measure = scenario.objectives[0].measure
    if find_refusal_cause(scenario) or measure not in MEASURE_COLUMNS or not len(candidates):
        return None
    budget = build_objective_budget(scenario, candidates, 0)
    if budget is None:
        return None
    try:
        cover = build_lot_cover(candidates.lots, len(scenario.units), LISTING_EFFORT)
        return _search_upwards(scenario, cover, budget, require_time)
    except EnumerationRefused:
        return None


def _search_upwards(
    scenario: Scenario, cover: LotCover, budget: CoverBudget, require_time: Callable[[], None]
) -> ListedOptimum | None:
    """Lists ever more designs, from the least weight on.

    Raises EnumerationRefused where there are too many.
    """
    least = cover.find_least(budget.weights)
    if least is None:
        return ListedOptimum(None)
    rise = refused = 0
    while True:
        require_time()
        within = CoverBudget(budget.weights, least + rise)
        answer = _measure(scenario, cover.list_designs(MOST_DESIGNS_LISTED, within))
        # Those that were refused before are the cheapest, and come first again.
        for position in sort_from_best(answer, answer.designs)[refused:].tolist():
            if answer.checks(position):
                return _read_optimum(answer, position)
            refused += 1
            if refused >= MOST_DESIGNS_REFUSED:
                return None
        if len(answer.measured) >= cover.graph.count:
            return ListedOptimum(None)
        rise = RISE_FACTOR * rise or max(1, abs(least) // FIRST_RISE)


def find_listed_best(
    scenario: Scenario, candidates: CandidateTable, worst: MeasureValue
) -> Design | None:
    """The best design by all objectives, the first at `worst` or better; None where to search.

    `worst` is the signed value that the tolerance of the first objective allows.
    """
    measures = {objective.measure for objective in scenario.objectives}
    if find_refusal_cause(scenario) or not measures <= set(MEASURE_COLUMNS):
        return None
    first = replace(scenario, objectives=scenario.objectives[:1])
    budget = build_objective_budget(first, candidates, worst)
    if budget is None:
        return None
    most = MOST_DESIGNS_REFUSED if scenario.needs_certificate else MOST_DESIGNS_LISTED
    try:
        cover = build_lot_cover(candidates.lots, len(scenario.units), LISTING_EFFORT)
        answer = _measure(scenario, cover.list_designs(most, budget))
    except EnumerationRefused:
        return None
    return None if answer.best is None else answer.design(answer.best.design)


def _measure(scenario: Scenario, listing: DesignListing) -> AtlasAnswer:
    candidates = CandidateTable(scenario, listing.lots)
    return AtlasAnswer(scenario, MeasuredDesigns(candidates, listing.designs))


def _read_optimum(answer: AtlasAnswer, position: int) -> ListedOptimum:
    measure = MEASURES[answer.scenario.objectives[0].measure]
    value = compute_column(answer.measured, measure.name).select(np.array([position]))[0]
    return ListedOptimum(measure.sign * value, answer.design(position))
