"""How many pairs of units change from together to apart or back."""

from itertools import combinations

from lotdesign.ledger import Ledger
from lotdesign.measures.base import Measure


def changed_pairs(ledger: Ledger) -> int:
    """Unit pairs whose being together differs from today's contracts."""
    today = [unit.contract for unit in ledger.scenario.units]
    after = ledger.design.labels
    return sum(
        (today[a] == today[b]) != (after[a] == after[b])
        for a, b in combinations(range(len(today)), 2)
    )


MEASURE = Measure(
    "changed_pairs", "Pairs of units joined or parted", "pairs", "less", changed_pairs
)
