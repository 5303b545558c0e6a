"""How much hangs on the largest provider."""

from fractions import Fraction

from lotdesign.ledger import Ledger
from lotdesign.market.certificate import holdings
from lotdesign.measures.base import Measure


def largest_provider_share(ledger: Ledger) -> Fraction:
    """The largest share of V that the certificate gives one provider.

    Raises ValueError when the ledger has no certificate.
    """
    if ledger.award is None:
        raise ValueError("the largest provider share needs a certificate")
    if not ledger.total_value:
        return Fraction(0)
    return max(holdings(ledger.values, ledger.award).values()) / ledger.total_value


MEASURE = Measure(
    "largest_provider_share",
    "Largest share of value of one provider",
    "share",
    "less",
    largest_provider_share,
    reads_market=True,
    needs_certificate=True,
)
