"""How unequal the lots are in need."""

from fractions import Fraction

from lotdesign.ledger import Ledger
from lotdesign.measures.base import Measure


def need_spread(ledger: Ledger) -> Fraction:
    """The largest need minus the smallest; a unit without need counts as 0."""
    units = ledger.scenario.units
    needs = [
        sum((units[u].need or Fraction(0) for u in lot.units), Fraction(0))
        for lot in ledger.design.lots
    ]
    return max(needs) - min(needs)


MEASURE = Measure("need_spread", "Largest lot need less the smallest", "need", "less", need_spread)
