"""The lot with the fewest bidders."""

from lotdesign.ledger import Ledger
from lotdesign.measures.base import Measure


def fewest_bidders(ledger: Ledger) -> int:
    """The least number of eligible providers over the external lots; 0 without any."""
    return min((len(ledger.eligible[lot]) for lot in ledger.external), default=0)


MEASURE = Measure(
    "fewest_bidders",
    "Fewest providers eligible for a lot",
    "providers",
    "more",
    fewest_bidders,
    reads_market=True,
)
