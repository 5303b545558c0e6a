"""How unequal the lots are in value."""

from fractions import Fraction

from lotdesign.ledger import Ledger
from lotdesign.measures.base import Measure


def value_spread(ledger: Ledger) -> Fraction:
    """The largest V minus the smallest, exact, pence a year."""
    values = [account.value for account in ledger.accounts]
    return max(values) - min(values)


MEASURE = Measure(
    "value_spread", "Largest lot value less the smallest", "pence", "less", value_spread
)
