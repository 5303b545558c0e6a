"""All sets of units of a scenario as candidates."""

from functools import cache

from lotdesign.scenario.scenario import Scenario
from solver.candidates.lots import pack_lots
from solver.candidates.table import CandidateTable
from tests.candidates.naive import Units, subsets
from tests.solve.loading import DRAWABLE, drawn, loaded
from tests.strategies import scenarios


def every_lot(scenario: Scenario) -> tuple[CandidateTable, list[Units]]:
    """The candidates of all sets of units, and those sets in the same order."""
    lots = subsets(scenario)
    return CandidateTable(scenario, pack_lots(lots)), lots


@cache
def some_scenarios() -> list[Scenario]:
    """Drawn scenarios, four in five of them with providers; the same on every run.

    Some have areas, and in some units are bought in years of their own.
    """
    return [
        loaded(doc)
        for doc in [
            *drawn(scenarios(kinds=DRAWABLE, max_units=6), 60, start=1),
            *drawn(scenarios(kinds=("envelope",), max_units=6, with_providers=True), 20, start=2),
            *drawn(scenarios(kinds=DRAWABLE, max_units=6, areas=True), 20, start=3),
            *drawn(scenarios(kinds=DRAWABLE, units=(3, 5), terms=True), 30, start=4),
        ]
    ]
