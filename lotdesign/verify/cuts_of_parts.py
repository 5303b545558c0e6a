"""Whether a few units can be shared out to lots: every way is tried, to prove that none is right.

Plainly: some lot holds the first unit; what it leaves must be shared out in turn.
"""

from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations

from lotdesign.money.lot_cost import compute_lot_account
from lotdesign.scenario.lot_limits import AmountBand
from lotdesign.scenario.scenario import Scenario


def can_be_shared_out(
    scenario: Scenario, units: frozenset[int], bands: Sequence[AmountBand]
) -> bool:
    """Whether some partition of the units has only lots that keep all bands and may be lots."""
    dead: set[frozenset[int]] = set()

    def share(rest: frozenset[int]) -> bool:
        if not rest:
            return True
        if rest in dead:
            return False
        first = min(rest)
        others = sorted(rest - {first})
        for size in range(len(others) + 1):
            for joined in combinations(others, size):
                lot = frozenset((first, *joined))
                if lot in lots and share(rest - lot):
                    return True
        dead.add(rest)
        return False

    every = (frozenset(some) for n in range(len(units)) for some in combinations(units, n + 1))
    lots = {lot for lot in every if _is_lot(scenario, lot, bands)}
    return share(units)


def _is_lot(scenario: Scenario, lot: frozenset[int], bands: Sequence[AmountBand]) -> bool:
    held = [scenario.units[u] for u in lot]
    measured = {
        "value": compute_lot_account(scenario, tuple(sorted(lot))).value,
        "units": Fraction(len(lot)),
        "need": sum((unit.need or Fraction(0) for unit in held), Fraction(0)),
    }
    for band in bands:
        amount = measured[band.amount]
        outside = amount < band.least or (band.most is not None and amount > band.most)
        if outside and any(band.concerns(unit.service) for unit in held):
            return False
    for rule in scenario.active_rules:
        split = rule.split_units(scenario, lot)
        if split is not None and split.is_broken:
            return False
        if any(block & lot and not block <= lot for block in rule.list_blocks(scenario)):
            return False
    return True
