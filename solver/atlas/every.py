"""Every design of the lots that all rules leave, where these are few."""

from collections.abc import Sequence

from lotdesign.scenario.scenario import Scenario
from solver.atlas.answer import Answer
from solver.atlas.columns import COLUMNS
from solver.atlas.listing import listing_of
from solver.atlas.measured import Measured
from solver.atlas.refusal import NoAtlas
from solver.facts.table import Facts

MOST = 200_000
"""Designs; with more it is quicker to search."""
LISTING = "listing all designs"
"""What proves a thing that was seen to hold for every one of them."""


def every_design(scenario: Scenario, facts: Facts, measures: Sequence[str]) -> Answer | None:
    """All designs of the listed lots, by the scenario's rules; `measures` will be asked of them.

    None where there are none or too many, or where a measure takes an award to tell.
    """
    if scenario.prices is not None or not set(measures) <= set(COLUMNS) or not len(facts):
        return None
    try:
        found = listing_of(facts.lots, len(scenario.units), MOST)
    except NoAtlas:
        return None
    if not len(found.designs):
        return None
    return Answer(scenario, Measured(Facts(scenario, found.lots), found.designs))
