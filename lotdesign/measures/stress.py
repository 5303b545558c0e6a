"""Measures of how a design stands up to the market, which take a solver for each design."""

from lotdesign.measures.base import StressMeasure

WITHDRAWALS_SURVIVED = StressMeasure(
    name="withdrawals_survived",
    title="Withdrawals survived",
    short_title="Withdrawals survived",
    unit="providers",
    better="more",
    meaning=(
        "How many providers may withdraw, whichever they are, while those who stay can still take "
        "all lots: one less than the size of the smallest set of withdrawals that breaks the "
        "design. Where nothing breaks it, all providers may."
    ),
    reads=frozenset({"providers"}),
    best_possible=lambda scenario: len(scenario.providers or ()),
)

CAPACITY_MARGIN = StressMeasure(
    name="capacity_margin",
    title="Capacity margin",
    short_title="Capacity margin",
    unit="share",
    better="more",
    meaning=(
        "The largest share by which every given capacity may fall at once while all lots can still "
        "be taken: 1 less the least share of the capacities that is enough. Where capacities are "
        "not needed it is 100%."
    ),
    reads=frozenset({"providers"}),
    best_possible=lambda scenario: 1,
)
