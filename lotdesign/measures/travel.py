"""How far the units of a lot lie from its middle."""

from lotdesign.geography import metres_between
from lotdesign.ledger import Ledger
from lotdesign.measures.base import Measure
from lotdesign.scenario.scenario import Scenario


def travel(ledger: Ledger) -> int:
    """Metres, summed over lots: the least total distance of the local units to one of them."""
    return sum(to_medoid(ledger.scenario, lot.units) for lot in ledger.design.lots)


def to_medoid(scenario: Scenario, units: tuple[int, ...]) -> int:
    """The total distance, in metres, to the unit from which it is least.

    Authority-wide units are skipped; parts of divided ones lie in their locality.
    """
    local = [scenario.units[u] for u in units if scenario.units[u].locality]
    places = [unit.position for unit in local if unit.position is not None]
    return min((sum(metres_between(a, b) for b in places) for a in places), default=0)


MEASURE = Measure("travel", "Distance to the middle of each lot", "metres", "less", travel)
