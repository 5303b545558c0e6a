"""Measures of cost and of lots: whole-life, present cost; number of lots, spreads."""

from fractions import Fraction

from lotdesign.evaluation import Evaluation
from lotdesign.measures.base import Measure
from lotdesign.money.design_cost import discount_lot_costs


def sum_whole_life_cost(evaluation: Evaluation) -> int:
    """The cost of all lots in all years, in pence."""
    return sum(sum(account.cost) for account in evaluation.lot_accounts)


WHOLE_LIFE_COST = Measure(
    name="whole_life_cost",
    title="Whole-life cost",
    short_title="Cost",
    unit="pence",
    better="less",
    meaning=(
        "All that the lots cost the council over all contract years: what is paid, and its own "
        "cost of buying and managing contracts, less the rent that comes back."
    ),
    example="""
        # The least cost; up to half a per cent may be given away for more bidders.
        [[objective]]
        measure = "whole_life_cost"
        tolerance = "0.5%"

        [[objective]]
        measure = "fewest_bidders"
    """,
    evaluate=sum_whole_life_cost,
    is_cost=True,
    adds_up=True,
)


def compute_net_present_cost(evaluation: Evaluation) -> int:
    """The discounted cost of all lots in all years, in pence, rounded once.

    docs/choices.md, "Money", says how.
    """
    lots = [account.cost for account in evaluation.lot_accounts]
    return discount_lot_costs(lots, evaluation.scenario.money.discount_rate)


NET_PRESENT_COST = Measure(
    name="net_present_cost",
    title="Net present cost",
    short_title="Present cost",
    unit="pence",
    better="less",
    meaning=(
        "The whole-life cost with each year's cost divided by (1 + `money.discount_rate`) once "
        "for every year after the first. The sum is rounded once."
    ),
    example="""
        [[objective]]
        measure = "net_present_cost"
    """,
    evaluate=compute_net_present_cost,
    is_cost=True,
)


def count_lots(evaluation: Evaluation) -> int:
    """The number of lots."""
    return len(evaluation.design.lots)


LOTS = Measure(
    name="lots",
    title="Lots",
    short_title="Lots",
    unit="lots",
    better="less",
    meaning="How many lots there are, by whatever route.",
    example="""
        # As few contracts as can be, and of those designs the cheapest.
        [[objective]]
        measure = "lots"

        [[objective]]
        measure = "whole_life_cost"
    """,
    evaluate=count_lots,
    adds_up=True,
)


def compute_value_spread(evaluation: Evaluation) -> Fraction:
    """The largest market value of a lot minus the smallest, exact, pence a year."""
    values = [account.value for account in evaluation.lot_accounts]
    return max(values) - min(values)


VALUE_SPREAD = Measure(
    name="value_spread",
    title="Largest lot value less the smallest",
    short_title="Spread of lot value",
    unit="pence",
    better="less",
    meaning="The market value of the largest lot minus that of the smallest, in pounds a year.",
    example="""
        # Lots alike in value, to £50,000 a year.
        [[objective]]
        measure = "value_spread"
        tolerance = 50000

        [[objective]]
        measure = "whole_life_cost"
    """,
    evaluate=compute_value_spread,
)


def compute_need_spread(evaluation: Evaluation) -> Fraction:
    """The largest need of a lot minus the smallest, exact, in the unit of the units' need.

    A unit without need counts as 0.
    """
    units = evaluation.scenario.units
    needs = [
        sum((units[u].need or Fraction(0) for u in lot.units), Fraction(0))
        for lot in evaluation.design.lots
    ]
    return max(needs) - min(needs)


NEED_SPREAD = Measure(
    name="need_spread",
    title="Largest lot need less the smallest",
    short_title="Spread of need",
    unit="need",
    better="less",
    meaning=(
        "The need of the lot with the most minus that of the lot with the least. A lot's need is "
        "the sum of its units' `need`."
    ),
    example="""
        [[objective]]
        measure = "need_spread"
        tolerance = "10%"

        [[objective]]
        measure = "whole_life_cost"
    """,
    evaluate=compute_need_spread,
    reads=frozenset({"need"}),
)
