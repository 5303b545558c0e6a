"""Measures of place and change.

Distance within lots, touching units in different lots, and changes from today's contracts.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import combinations

from lotdesign.evaluation import Evaluation
from lotdesign.geography import measure_metres
from lotdesign.matching import compute_greatest_overlap
from lotdesign.measures.base import Measure
from lotdesign.money.design_cost import build_todays_design
from lotdesign.scenario.scenario import Scenario
from lotdesign.scenario.undivided import find_local_units


def sum_travel(evaluation: Evaluation) -> int:
    """The sum over lots of the distance of the local units to their medoid, in metres."""
    return sum(
        sum_distance_to_medoid(evaluation.scenario, lot.units) for lot in evaluation.design.lots
    )


def sum_distance_to_medoid(scenario: Scenario, units: tuple[int, ...]) -> int:
    """The total distance, in metres, of the units to that one of them for which it is least.

    Authority-wide units are left out; parts of divided ones lie in their locality.
    """
    local = [scenario.units[u] for u in units if scenario.units[u].locality]
    places = [unit.position for unit in local if unit.position is not None]
    return min((sum(measure_metres(a, b) for b in places) for a in places), default=0)


TRAVEL = Measure(
    name="travel",
    title="Distance to the middle of each lot",
    short_title="Distance in lots",
    unit="metres",
    better="less",
    meaning=(
        "For each lot the distances of its units to the one in the middle, added up; the middle "
        "is the unit for which that sum is least. Then the sum over all lots. Authority-wide "
        "units are left out, and distances are straight lines, rounded to the metre."
    ),
    example="""
        # Short ways; two kilometres may be given away for fewer lots.
        [[objective]]
        measure = "travel"
        tolerance = 2

        [[objective]]
        measure = "lots"
    """,
    evaluate=sum_travel,
    reads=frozenset({"positions"}),
    adds_up=True,
)


def count_cut_neighbours(evaluation: Evaluation) -> int:
    """Pairs of touching local units in different lots.

    Units that count as authority-wide, alone or as all parts of one in a lot, are left out.
    """
    scenario = evaluation.scenario
    by_lot = [
        Counter(scenario.units[u].locality for u in find_local_units(scenario, lot.units))
        for lot in evaluation.design.lots
    ]
    around: dict[str, list[str]] = {}
    for here, there in scenario.neighbours:
        around.setdefault(here, []).append(there)
    every = sum(by_lot, Counter[str]())
    inside = sum(_count_touching_pairs(held, around) for held in by_lot)
    return _count_touching_pairs(every, around) - inside


def _count_touching_pairs(held: Counter[str], around: Mapping[str, Sequence[str]]) -> int:
    """Pairs of units that touch, of so many in each locality; `around` has both directions."""
    alone = sum(units * (units - 1) // 2 for units in held.values())
    across = sum(
        units * held[there] for here, units in held.items() for there in around.get(here, ())
    )
    return alone + across // 2


CUT_NEIGHBOURS = Measure(
    name="cut_neighbours",
    title="Touching units in different lots",
    short_title="Neighbouring pairs split",
    unit="pairs",
    better="less",
    meaning=(
        "How many pairs of touching units lie in different lots. Units touch when they share a "
        "locality or their localities are neighbours. Authority-wide units are left out."
    ),
    example="""
        [[objective]]
        measure = "cut_neighbours"
        tolerance = "10%"

        [[objective]]
        measure = "whole_life_cost"
    """,
    evaluate=count_cut_neighbours,
    reads=frozenset({"neighbours"}),
)


def count_changed_pairs(evaluation: Evaluation) -> int:
    """Pairs of units that share a lot and no contract today, or a contract today and no lot."""
    today = [unit.contract for unit in evaluation.scenario.units]
    after = evaluation.design.labels
    return sum(
        (today[a] == today[b]) != (after[a] == after[b])
        for a, b in combinations(range(len(today)), 2)
    )


CHANGED_PAIRS = Measure(
    name="changed_pairs",
    title="Pairs of units joined or split",
    short_title="Pairs changed",
    unit="pairs",
    better="less",
    meaning=(
        "How many pairs of units share a lot and no contract today, or a contract today and no "
        "lot. Parts of a divided unit count one by one."
    ),
    example="""
        [[objective]]
        measure = "changed_pairs"

        [[objective]]
        measure = "whole_life_cost"
    """,
    evaluate=count_changed_pairs,
    reads=frozenset({"contracts"}),
)


def count_units_moved(evaluation: Evaluation) -> int:
    """Units minus the greatest total overlap of a one-to-one matching of lots with contracts.

    An assignment problem, see `lotdesign.matching`.
    """
    lots = [frozenset(lot.units) for lot in evaluation.design.lots]
    today = [frozenset(lot.units) for lot in build_todays_design(evaluation.scenario).lots]
    return len(evaluation.scenario.units) - compute_greatest_overlap(lots, today)


UNITS_MOVED = Measure(
    name="units_moved",
    title="Units moved from today's contracts",
    short_title="Units moved from today",
    unit="units",
    better="less",
    meaning=(
        "How many units move. Each lot is matched with at most one of today's contracts, and each "
        "contract with at most one lot, so that as many units as possible stay; all others have "
        "moved."
    ),
    example="""
        [[objective]]
        measure = "units_moved"
        tolerance = 2

        [[objective]]
        measure = "whole_life_cost"
    """,
    evaluate=count_units_moved,
    reads=frozenset({"contracts"}),
)
