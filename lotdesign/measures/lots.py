"""Measures of cost and of the lots themselves.

Whole-life and net present cost, number of lots, spread of value and need.
"""

from fractions import Fraction

from lotdesign.evaluation import Evaluation
from lotdesign.measures.base import Measure
from lotdesign.money.design_cost import discount_lot_costs as discounted


def sum_whole_life_cost(ledger: Evaluation) -> int:
    """The sum of C over lots and years, in pence."""
    return sum(sum(account.cost) for account in ledger.lot_accounts)


WHOLE_LIFE_COST = Measure(
    "whole_life_cost", "Whole-life cost", "pence", "less", sum_whole_life_cost
)


def compute_net_present_cost(ledger: Evaluation) -> int:
    """The discounted sum of C, in pence, rounded once."""
    lots = [account.cost for account in ledger.lot_accounts]
    return discounted(lots, ledger.scenario.money.discount_rate)


NET_PRESENT_COST = Measure(
    "net_present_cost", "Net present cost", "pence", "less", compute_net_present_cost
)


def count_lots(ledger: Evaluation) -> int:
    """The number of lots."""
    return len(ledger.design.lots)


LOTS = Measure("lots", "Lots", "lots", "less", count_lots)


def compute_value_spread(ledger: Evaluation) -> Fraction:
    """The largest V minus the smallest, exact, pence a year."""
    values = [account.value for account in ledger.lot_accounts]
    return max(values) - min(values)


VALUE_SPREAD = Measure(
    "value_spread", "Largest lot value less the smallest", "pence", "less", compute_value_spread
)


def compute_need_spread(ledger: Evaluation) -> Fraction:
    """The largest need minus the smallest; a unit without need counts as 0."""
    units = ledger.scenario.units
    needs = [
        sum((units[u].need or Fraction(0) for u in lot.units), Fraction(0))
        for lot in ledger.design.lots
    ]
    return max(needs) - min(needs)


NEED_SPREAD = Measure(
    "need_spread", "Largest lot need less the smallest", "need", "less", compute_need_spread
)
