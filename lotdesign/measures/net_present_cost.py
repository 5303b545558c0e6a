"""The cost of all years in money of the first."""

from lotdesign.ledger import Ledger
from lotdesign.measures.base import Measure
from lotdesign.money.present import net_present_cost as discounted


def net_present_cost(ledger: Ledger) -> int:
    """The discounted sum of C, in pence, rounded once."""
    lots = [account.cost for account in ledger.accounts]
    return discounted(lots, ledger.scenario.money.discount_rate)


MEASURE = Measure("net_present_cost", "Net present cost", "pence", "less", net_present_cost)
