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
    evaluate=sum_whole_life_cost,
    is_cost=True,
    adds_up=True,
)


def compute_net_present_cost(evaluation: Evaluation) -> int:
    """The discounted cost of all lots in all years, in pence, rounded once."""
    lots = [account.cost for account in evaluation.lot_accounts]
    return discount_lot_costs(lots, evaluation.scenario.money.discount_rate)


NET_PRESENT_COST = Measure(
    name="net_present_cost",
    title="Net present cost",
    short_title="Present cost",
    unit="pence",
    better="less",
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
    evaluate=compute_value_spread,
)


def compute_need_spread(evaluation: Evaluation) -> Fraction:
    """The largest need of a lot minus the smallest, exact; a unit without need counts as 0."""
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
    evaluate=compute_need_spread,
    reads=frozenset({"need"}),
)
