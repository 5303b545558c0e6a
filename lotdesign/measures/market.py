"""Measures of the market: eligible and small providers, accessible lots, the largest winner."""

from fractions import Fraction

from lotdesign.evaluation import Evaluation
from lotdesign.market.certificate import sum_holdings
from lotdesign.market.eligibility import find_small_parties
from lotdesign.measures.base import Measure


def compute_accessible_share(evaluation: Evaluation) -> Fraction:
    """The accessible lots' share of the external lots' market value, exact; 1 without any value."""
    if not evaluation.total_value:
        return Fraction(1)
    return evaluation.accessible_value / evaluation.total_value


ACCESSIBLE_SHARE = Measure(
    name="accessible_share",
    title="Share of value in lots that small providers can bid for",
    short_title="Value open to small",
    unit="share",
    better="more",
    meaning=(
        "The market value of the lots that enough small providers can bid for, as a share of the "
        "value of all external lots. Without any value it is 100%."
    ),
    example="""
        # Five percentage points may be given away.
        [[objective]]
        measure = "accessible_share"
        tolerance = 0.05

        [[objective]]
        measure = "whole_life_cost"
    """,
    evaluate=compute_accessible_share,
    reads=frozenset({"providers", "small_needed"}),
    best_possible=lambda scenario: 1,
)


def count_accessible_lots(evaluation: Evaluation) -> int:
    """The number of accessible lots."""
    return sum(evaluation.accessible)


ACCESSIBLE_LOTS = Measure(
    name="accessible_lots",
    title="Lots that small providers can bid for",
    short_title="Lots open to small",
    unit="lots",
    better="more",
    meaning=(
        "How many external lots at least `market.small_needed` small providers are eligible for."
    ),
    example="""
        [[objective]]
        measure = "accessible_lots"
        tolerance = 1

        [[objective]]
        measure = "whole_life_cost"
    """,
    evaluate=count_accessible_lots,
    reads=frozenset({"providers", "small_needed"}),
    best_possible=lambda scenario: len(scenario.units),
)


def count_fewest_small_bidders(evaluation: Evaluation) -> int:
    """The least number of small eligible providers over the external lots; 0 without any."""
    return min(
        (len(evaluation.small_providers[lot]) for lot in evaluation.external_lots), default=0
    )


FEWEST_SMALL_BIDDERS = Measure(
    name="fewest_small_bidders",
    title="Fewest small providers eligible for a lot",
    short_title="Fewest small bidders",
    unit="providers",
    better="more",
    meaning=(
        "The number of small eligible providers for the external lot that has the fewest of them; "
        "0 without an external lot."
    ),
    example="""
        [[objective]]
        measure = "fewest_small_bidders"

        [[objective]]
        measure = "travel"
    """,
    evaluate=count_fewest_small_bidders,
    reads=frozenset({"providers"}),
    best_possible=lambda scenario: len(find_small_parties(scenario)),
)


def count_fewest_bidders(evaluation: Evaluation) -> int:
    """The least number of eligible providers over the external lots; 0 without any."""
    return min(
        (len(evaluation.eligible_providers[lot]) for lot in evaluation.external_lots), default=0
    )


FEWEST_BIDDERS = Measure(
    name="fewest_bidders",
    title="Fewest providers eligible for a lot",
    short_title="Fewest bidders",
    unit="providers",
    better="more",
    meaning=(
        "The number of eligible providers for the external lot that has the fewest of them; 0 "
        "without an external lot."
    ),
    example="""
        [[objective]]
        measure = "fewest_bidders"

        [[objective]]
        measure = "whole_life_cost"
    """,
    evaluate=count_fewest_bidders,
    reads=frozenset({"providers"}),
    best_possible=lambda scenario: len(scenario.providers or ()),
)


def compute_largest_provider_share(evaluation: Evaluation) -> Fraction:
    """The largest share of the external lots' market value that the award gives one party.

    Raises ValueError when the evaluation has no award.
    """
    if evaluation.award is None:
        raise ValueError("the largest provider share needs a certificate")
    if not evaluation.total_value:
        return Fraction(0)
    return max(sum_holdings(evaluation.values, evaluation.award).values()) / evaluation.total_value


LARGEST_PROVIDER_SHARE = Measure(
    name="largest_provider_share",
    title="Largest share of value of one provider",
    short_title="Largest provider",
    unit="share",
    better="less",
    meaning=(
        "The largest share of the external lots' value that one provider or consortium holds in "
        "the award that keeps it smallest; 0 without external lots. It makes a certificate "
        "necessary."
    ),
    example="""
        # Nobody larger than need be; then the cheapest design.
        [[objective]]
        measure = "largest_provider_share"
        tolerance = "2%"

        [[objective]]
        measure = "whole_life_cost"
    """,
    evaluate=compute_largest_provider_share,
    reads=frozenset({"providers"}),
)
