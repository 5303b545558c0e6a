"""What moved between two designs: lots are matched by what they hold, never by a number."""

from collections.abc import Sequence

from lotdesign.matching import best_matching

Lots = Sequence[Sequence[str]]
"""The unit ids of each lot."""


def matched_lots(before: Lots, after: Lots) -> list[tuple[int, int]]:
    """Pairs (i, j) of lots that share units, with the greatest total overlap.

    Where several matchings are as great, the one found does not depend on the order of lots and
    units, nor on which design comes first.
    """
    left, right = _ordered(before), _ordered(after)
    turned = [units for units, _ in left] > [units for units, _ in right]
    if turned:
        left, right = right, left
    pairs = best_matching(*_numbered([u for u, _ in left], [u for u, _ in right]))
    found = [(left[i][1], right[j][1]) for i, j in pairs]
    return sorted((j, i) if turned else (i, j) for i, j in found)


def moved_units(before: Lots, after: Lots) -> tuple[str, ...]:
    """Units whose lot is not the one that their old lot is matched with, in `before`'s order.

    Units that stand in one of the designs alone have not moved.
    """
    match = dict(matched_lots(before, after))
    lot_of = {unit: j for j, lot in enumerate(after) for unit in lot}
    return tuple(
        unit
        for i, lot in enumerate(before)
        for unit in lot
        if unit in lot_of and match.get(i) != lot_of[unit]
    )


def _ordered(lots: Lots) -> list[tuple[tuple[str, ...], int]]:
    """Each lot's units and its position, in an order that follows from what they hold."""
    return sorted((tuple(sorted(lot)), i) for i, lot in enumerate(lots))


def _numbered(*designs: list[tuple[str, ...]]) -> list[list[frozenset[int]]]:
    number = {
        unit: n for n, unit in enumerate(sorted({u for d in designs for lot in d for u in lot}))
    }
    return [[frozenset(number[unit] for unit in lot) for lot in design] for design in designs]
