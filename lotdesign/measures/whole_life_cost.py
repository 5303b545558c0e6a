"""What the design costs over all contract years."""

from lotdesign.ledger import Ledger
from lotdesign.measures.base import Measure


def whole_life_cost(ledger: Ledger) -> int:
    """The sum of C over lots and years, in pence."""
    return sum(sum(account.cost) for account in ledger.accounts)


MEASURE = Measure("whole_life_cost", "Whole-life cost", "pence", "less", whole_life_cost)
