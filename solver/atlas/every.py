"""Every design of the lots that all rules leave, where these are few."""

from collections.abc import Sequence

import numpy as np

from lotdesign.measures.base import Value
from lotdesign.measures.registry import MEASURES
from lotdesign.scenario.scenario import Scenario
from solver.atlas.answer import Answer
from solver.atlas.columns import COLUMNS
from solver.atlas.cover import Budget
from solver.atlas.listing import listing_of
from solver.atlas.measured import Measured
from solver.atlas.refusal import NoAtlas, offers
from solver.facts.exact import largest
from solver.facts.table import Facts
from solver.selection.goals import aims
from solver.selection.model import Model

MOST = 200_000
"""Designs; with more it is quicker to search."""
ROOM = 2**60
"""Sums of a budget's weights stay below this."""
LISTING = "listing all designs"
"""What proves a thing that was seen to hold for every one of them."""


def every_design(scenario: Scenario, facts: Facts, measures: Sequence[str]) -> Answer | None:
    """All designs of the listed lots, by the scenario's rules; `measures` will be asked of them.

    None where there are none or too many, where a measure takes an award to tell, or where lots
    have prices or routes to choose from.
    """
    return _listed(scenario, facts, measures, None)


def every_near(scenario: Scenario, facts: Facts, worst: Value) -> Answer | None:
    """As `every_design`, but only those whose one aim, signed, is `worst` or better.

    Where the aim is a sum over lots no others are listed, so that there may be any number.
    """
    aim = scenario.objectives[0].measure
    if MEASURES[aim].needs_certificate or offers(scenario) or not len(facts):
        return None
    return _listed(scenario, facts, [aim], _budget(scenario, facts, worst))


def _listed(
    scenario: Scenario, facts: Facts, measures: Sequence[str], budget: Budget | None
) -> Answer | None:
    if offers(scenario) or not set(measures) <= set(COLUMNS) or not len(facts):
        return None
    try:
        found = listing_of(facts.lots, len(scenario.units), MOST, budget)
    except NoAtlas:
        return None
    if not len(found.designs):
        return None
    return Answer(scenario, Measured(Facts(scenario, found.lots), found.designs))


def _budget(scenario: Scenario, facts: Facts, worst: Value) -> Budget | None:
    """What the lots' parts of the aim may add up to; None for an aim that is no such sum."""
    model = Model(len(facts))
    (aim,) = aims(scenario.objectives, facts, model, None)
    form = aim.goal.over(worst)
    if model.extra or not aim.goal.linear:
        return None
    if (largest(form.coefficients) * len(scenario.units) + abs(form.constant)) >= ROOM:
        return None
    weights = np.zeros(len(facts), dtype=np.int64)
    weights[form.variables] = form.coefficients
    return Budget(weights, -form.constant)
