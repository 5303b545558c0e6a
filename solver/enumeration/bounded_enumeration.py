"""All designs of the admitted candidates, where these are few.

Optionally only those within a bound on the objective (near-optimal designs).
"""

from collections.abc import Sequence

import numpy as np

from lotdesign.measures.base import MeasureValue
from lotdesign.measures.registry import MEASURES
from lotdesign.scenario.scenario import Scenario
from solver.arrays import find_max_abs
from solver.candidates.table import CandidateTable
from solver.enumeration.answer import AtlasAnswer
from solver.enumeration.exact_cover import CoverBudget
from solver.enumeration.listing import list_designs_of_lots
from solver.enumeration.measure_columns import MEASURE_COLUMNS
from solver.enumeration.measured_designs import MeasuredDesigns
from solver.enumeration.scope import EnumerationRefused, find_refusal_cause
from solver.model.linear_model import LinearModel
from solver.objectives.registry import build_ranked_objectives

MOST_ENUMERATED = 200_000
"""Designs; with more it is quicker to search."""
LARGEST_WEIGHT_SUM = 2**60
"""Sums of a budget's weights stay below this."""
ENUMERATION_PROOF = "listing all designs"
"""What proves a thing that was seen to hold for every one of them."""


def enumerate_designs(
    scenario: Scenario, facts: CandidateTable, measures: Sequence[str]
) -> AtlasAnswer | None:
    """All designs of the listed lots, by the scenario's rules; `measures` will be asked of them.

    None where there are none or too many, where a measure takes an award to tell, or where lots
    have prices or routes to choose from.
    """
    return _enumerate_within(scenario, facts, measures, None)


def enumerate_near_optimal(
    scenario: Scenario, facts: CandidateTable, worst: MeasureValue
) -> AtlasAnswer | None:
    """As `every_design`, but only those whose one aim, signed, is `worst` or better.

    Where the aim is a sum over lots no others are listed, so that there may be any number.
    """
    aim = scenario.objectives[0].measure
    if MEASURES[aim].needs_certificate or find_refusal_cause(scenario) or not len(facts):
        return None
    return _enumerate_within(scenario, facts, [aim], _build_budget(scenario, facts, worst))


def _enumerate_within(
    scenario: Scenario, facts: CandidateTable, measures: Sequence[str], budget: CoverBudget | None
) -> AtlasAnswer | None:
    if find_refusal_cause(scenario) or not set(measures) <= set(MEASURE_COLUMNS) or not len(facts):
        return None
    try:
        found = list_designs_of_lots(facts.lots, len(scenario.units), MOST_ENUMERATED, budget)
    except EnumerationRefused:
        return None
    if not len(found.designs):
        return None
    return AtlasAnswer(
        scenario, MeasuredDesigns(CandidateTable(scenario, found.lots), found.designs)
    )


def _build_budget(
    scenario: Scenario, facts: CandidateTable, worst: MeasureValue
) -> CoverBudget | None:
    """What the lots' parts of the aim may add up to; None for an aim that is no such sum."""
    model = LinearModel(len(facts))
    (aim,) = build_ranked_objectives(scenario.objectives, facts, model, None)
    form = aim.goal.express_at_most(worst)
    if model.extra_variables or not aim.goal.is_linear:
        return None
    if (
        find_max_abs(form.coefficients) * len(scenario.units) + abs(form.constant)
    ) >= LARGEST_WEIGHT_SUM:
        return None
    weights = np.zeros(len(facts), dtype=np.int64)
    weights[form.variables] = form.coefficients
    return CoverBudget(weights, -form.constant)
