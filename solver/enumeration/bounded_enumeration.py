"""All designs of the candidates that the rules admit, where these are few.

Optionally only those within a bound on the objective (near-optimal designs).
"""

from collections.abc import Sequence

import numpy as np

from lotdesign.measures.base import MeasureValue
from lotdesign.measures.registry import MEASURES
from lotdesign.scenario.scenario import Scenario
from solver.arrays import find_max_abs
from solver.candidates.table import CandidateTable
from solver.enumeration.all_designs import enumerate_designs_of_lots, find_refusal_cause
from solver.enumeration.answer import AtlasAnswer
from solver.enumeration.design_arrays import MeasuredDesigns
from solver.enumeration.exact_cover import CoverBudget, EnumerationRefused
from solver.enumeration.measure_columns import MEASURE_COLUMNS
from solver.model.linear_model import LinearModel
from solver.objectives.registry import build_ranked_objectives

MOST_ENUMERATED = 200_000
"""Designs; with more it is quicker to search."""
LARGEST_WEIGHT_SUM = 2**60
"""Sums of a budget's weights stay below this, far from wrapping."""


def enumerate_designs(
    scenario: Scenario, candidates: CandidateTable, measures: Sequence[str]
) -> AtlasAnswer | None:
    """All designs of the candidates by the scenario's rules; `measures` will be asked of them.

    None where there are none or too many, where a measure needs an award, or where lots have
    prices or routes to choose from.
    """
    return _enumerate_within(scenario, candidates, measures, None)


def enumerate_near_optimal(
    scenario: Scenario, candidates: CandidateTable, worst: MeasureValue
) -> AtlasAnswer | None:
    """As `enumerate_designs`, for the designs whose only objective is `worst` or better.

    `worst` is signed so that less is better. Where the objective is no sum over the lots, worse
    designs are among them.
    """
    measure = scenario.objectives[0].measure
    if MEASURES[measure].needs_certificate or find_refusal_cause(scenario) or not len(candidates):
        return None
    return _enumerate_within(
        scenario, candidates, [measure], build_objective_budget(scenario, candidates, worst)
    )


def _enumerate_within(
    scenario: Scenario,
    candidates: CandidateTable,
    measures: Sequence[str],
    budget: CoverBudget | None,
) -> AtlasAnswer | None:
    refused = find_refusal_cause(scenario) or not set(measures) <= set(MEASURE_COLUMNS)
    if refused or not len(candidates):
        return None
    try:
        listing = enumerate_designs_of_lots(
            candidates.lots, len(scenario.units), MOST_ENUMERATED, budget
        )
    except EnumerationRefused:
        return None
    if not len(listing.designs):
        return None
    return AtlasAnswer(
        scenario, MeasuredDesigns(CandidateTable(scenario, listing.lots), listing.designs)
    )


def build_objective_budget(
    scenario: Scenario, candidates: CandidateTable, worst: MeasureValue
) -> CoverBudget | None:
    """The only objective, at `worst` or better, as a bound on a sum over the lots.

    `worst` is signed so that less is better. None where the objective is no such sum.
    """
    model = LinearModel(len(candidates))
    (objective,) = build_ranked_objectives(scenario.objectives, candidates, model, None)
    form = objective.goal.express_at_most(worst)
    if model.extra_variables or not objective.goal.is_linear:
        return None
    largest = find_max_abs(form.coefficients) * len(scenario.units) + abs(form.constant)
    if largest >= LARGEST_WEIGHT_SUM:
        return None
    weights = np.zeros(len(candidates), dtype=np.int64)
    weights[form.variables] = form.coefficients
    return CoverBudget(weights, -form.constant)
