"""Two designs side by side: which units moved, once lots are matched by overlap."""

from lotdesign.matching import best_matching
from tui.session.entry import Lots


def moved_units(before: Lots, after: Lots) -> tuple[str, ...]:
    """Units whose lot is not the one that their old lot is matched with, in `before`'s order."""
    held = {u for lot in after for u in lot}
    units = [u for lot in before for u in lot if u in held]
    number = {unit: i for i, unit in enumerate(units)}
    left = [frozenset(number[u] for u in lot if u in number) for lot in before]
    right = [frozenset(number[u] for u in lot if u in number) for lot in after]
    match = dict(best_matching(left, right))
    new = {unit: j for j, lot in enumerate(right) for unit in lot}
    return tuple(units[i] for i in range(len(units)) if match.get(_lot(left, i), -1) != new.get(i))


def _lot(lots: list[frozenset[int]], unit: int) -> int:
    return next(i for i, lot in enumerate(lots) if unit in lot)
