"""The lot with the fewest small bidders."""

from lotdesign.ledger import Ledger
from lotdesign.measures.base import Measure


def fewest_small_bidders(ledger: Ledger) -> int:
    """The least number of small eligible providers over the external lots; 0 without any."""
    return min((len(ledger.small[lot]) for lot in ledger.external), default=0)


MEASURE = Measure(
    "fewest_small_bidders",
    "Fewest small providers eligible for a lot",
    "providers",
    "more",
    fewest_small_bidders,
    reads_market=True,
)
