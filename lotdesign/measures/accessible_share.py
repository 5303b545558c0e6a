"""How much of the value small providers can bid for."""

from fractions import Fraction

from lotdesign.ledger import Ledger
from lotdesign.measures.base import Measure


def accessible_share(ledger: Ledger) -> Fraction:
    """V of the accessible lots as an exact share of V of all; 1 when there is no value."""
    if not ledger.total_value:
        return Fraction(1)
    return ledger.accessible_value / ledger.total_value


MEASURE = Measure(
    "accessible_share",
    "Share of value in lots that small providers can bid for",
    "share",
    "more",
    accessible_share,
    reads_market=True,
)
