"""How many lots there are."""

from lotdesign.ledger import Ledger
from lotdesign.measures.base import Measure


def lots(ledger: Ledger) -> int:
    """The number of lots."""
    return len(ledger.design.lots)


MEASURE = Measure("lots", "Lots", "lots", "less", lots)
