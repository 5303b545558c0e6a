"""How many lots small providers can bid for."""

from lotdesign.ledger import Ledger
from lotdesign.measures.base import Measure


def accessible_lots(ledger: Ledger) -> int:
    """The number of accessible lots."""
    return sum(ledger.accessible)


MEASURE = Measure(
    "accessible_lots",
    "Lots that small providers can bid for",
    "lots",
    "more",
    accessible_lots,
    reads_market=True,
)
