"""How many units change hands when lots follow today's contracts as far as they can."""

from lotdesign.ledger import Ledger
from lotdesign.matching import greatest_overlap
from lotdesign.measures.base import Measure
from lotdesign.money.baseline import todays_design


def units_moved(ledger: Ledger) -> int:
    """Units minus the greatest one-to-one overlap of lots with today's contracts."""
    lots = [frozenset(lot.units) for lot in ledger.design.lots]
    today = [frozenset(lot.units) for lot in todays_design(ledger.scenario).lots]
    return len(ledger.scenario.units) - greatest_overlap(lots, today)


MEASURE = Measure("units_moved", "Units moved from today's contracts", "units", "less", units_moved)
