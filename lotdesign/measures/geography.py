"""Measures of place and change.

Distance within lots, neighbours in different lots, pairs and units changed against today's
contracts.
"""

from itertools import combinations

from lotdesign.evaluation import Evaluation
from lotdesign.geography import measure_metres
from lotdesign.matching import compute_greatest_overlap
from lotdesign.measures.base import Measure
from lotdesign.money.design_cost import build_todays_design
from lotdesign.scenario.scenario import Scenario
from lotdesign.scenario.undivided import are_touching, find_local_units


def sum_travel(ledger: Evaluation) -> int:
    """Metres, summed over lots: the least total distance of the local units to one of them."""
    return sum(sum_distance_to_medoid(ledger.scenario, lot.units) for lot in ledger.design.lots)


def sum_distance_to_medoid(scenario: Scenario, units: tuple[int, ...]) -> int:
    """The total distance, in metres, to the unit from which it is least.

    Authority-wide units are skipped; parts of divided ones lie in their locality.
    """
    local = [scenario.units[u] for u in units if scenario.units[u].locality]
    places = [unit.position for unit in local if unit.position is not None]
    return min((sum(measure_metres(a, b) for b in places) for a in places), default=0)


TRAVEL = Measure("travel", "Distance to the middle of each lot", "metres", "less", sum_travel)


def count_cut_neighbours(ledger: Evaluation) -> int:
    """Pairs of touching local units in different lots.

    Units that count as authority-wide, alone or as all parts of one in a lot, are left out.
    """
    local = [find_local_units(ledger.scenario, lot.units) for lot in ledger.design.lots]
    return sum(
        are_touching(ledger.scenario, a, b)
        for here, there in combinations(local, 2)
        for a in here
        for b in there
    )


CUT_NEIGHBOURS = Measure(
    "cut_neighbours", "Touching units in different lots", "pairs", "less", count_cut_neighbours
)


def count_changed_pairs(ledger: Evaluation) -> int:
    """Unit pairs whose being together differs from today's contracts."""
    today = [unit.contract for unit in ledger.scenario.units]
    after = ledger.design.labels
    return sum(
        (today[a] == today[b]) != (after[a] == after[b])
        for a, b in combinations(range(len(today)), 2)
    )


CHANGED_PAIRS = Measure(
    "changed_pairs", "Pairs of units joined or parted", "pairs", "less", count_changed_pairs
)


def count_units_moved(ledger: Evaluation) -> int:
    """Units minus the greatest one-to-one overlap of lots with today's contracts."""
    lots = [frozenset(lot.units) for lot in ledger.design.lots]
    today = [frozenset(lot.units) for lot in build_todays_design(ledger.scenario).lots]
    return len(ledger.scenario.units) - compute_greatest_overlap(lots, today)


UNITS_MOVED = Measure(
    "units_moved", "Units moved from today's contracts", "units", "less", count_units_moved
)
