"""Measures of the market.

Eligible and small providers, accessible lots, the largest provider's share.
"""

from fractions import Fraction

from lotdesign.evaluation import Evaluation
from lotdesign.market.certificate import sum_holdings
from lotdesign.measures.base import Measure


def compute_accessible_share(ledger: Evaluation) -> Fraction:
    """V of the accessible lots as an exact share of V of all; 1 when there is no value."""
    if not ledger.total_value:
        return Fraction(1)
    return ledger.accessible_value / ledger.total_value


ACCESSIBLE_SHARE = Measure(
    "accessible_share",
    "Share of value in lots that small providers can bid for",
    "share",
    "more",
    compute_accessible_share,
    reads_market=True,
)


def count_accessible_lots(ledger: Evaluation) -> int:
    """The number of accessible lots."""
    return sum(ledger.accessible)


ACCESSIBLE_LOTS = Measure(
    "accessible_lots",
    "Lots that small providers can bid for",
    "lots",
    "more",
    count_accessible_lots,
    reads_market=True,
)


def count_fewest_small_bidders(ledger: Evaluation) -> int:
    """The least number of small eligible providers over the external lots; 0 without any."""
    return min((len(ledger.small_providers[lot]) for lot in ledger.external_lots), default=0)


FEWEST_SMALL_BIDDERS = Measure(
    "fewest_small_bidders",
    "Fewest small providers eligible for a lot",
    "providers",
    "more",
    count_fewest_small_bidders,
    reads_market=True,
)


def count_fewest_bidders(ledger: Evaluation) -> int:
    """The least number of eligible providers over the external lots; 0 without any."""
    return min((len(ledger.eligible_providers[lot]) for lot in ledger.external_lots), default=0)


FEWEST_BIDDERS = Measure(
    "fewest_bidders",
    "Fewest providers eligible for a lot",
    "providers",
    "more",
    count_fewest_bidders,
    reads_market=True,
)


def compute_largest_provider_share(ledger: Evaluation) -> Fraction:
    """The largest share of V that the certificate gives one provider.

    Raises ValueError when the ledger has no certificate.
    """
    if ledger.award is None:
        raise ValueError("the largest provider share needs a certificate")
    if not ledger.total_value:
        return Fraction(0)
    return max(sum_holdings(ledger.values, ledger.award).values()) / ledger.total_value


LARGEST_PROVIDER_SHARE = Measure(
    "largest_provider_share",
    "Largest share of value of one provider",
    "share",
    "less",
    compute_largest_provider_share,
    reads_market=True,
    needs_certificate=True,
)
