"""The lot with the fewest bidders."""

from lotdesign.ledger import Ledger
from lotdesign.measures.base import Measure


def fewest_bidders(ledger: Ledger) -> int:
    """The least number of eligible providers over the lots."""
    return min(len(able) for able in ledger.eligible)


MEASURE = Measure(
    "fewest_bidders",
    "Fewest providers eligible for a lot",
    "providers",
    "more",
    fewest_bidders,
    reads_market=True,
)
