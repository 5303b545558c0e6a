"""The lot with the fewest small bidders."""

from lotdesign.ledger import Ledger
from lotdesign.measures.base import Measure


def fewest_small_bidders(ledger: Ledger) -> int:
    """The least number of small eligible providers over the lots."""
    return min(len(small) for small in ledger.small)


MEASURE = Measure(
    "fewest_small_bidders",
    "Fewest small providers eligible for a lot",
    "providers",
    "more",
    fewest_small_bidders,
    reads_market=True,
)
