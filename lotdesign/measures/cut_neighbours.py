"""How many neighbours the lots cut apart."""

from itertools import combinations

from lotdesign.holding import local_units, touching
from lotdesign.ledger import Ledger
from lotdesign.measures.base import Measure


def cut_neighbours(ledger: Ledger) -> int:
    """Pairs of touching local units in different lots.

    Units that count as authority-wide, alone or as all parts of one in a lot, are left out.
    """
    local = [local_units(ledger.scenario, lot.units) for lot in ledger.design.lots]
    return sum(
        touching(ledger.scenario, a, b)
        for here, there in combinations(local, 2)
        for a in here
        for b in there
    )


MEASURE = Measure(
    "cut_neighbours", "Touching units in different lots", "pairs", "less", cut_neighbours
)
