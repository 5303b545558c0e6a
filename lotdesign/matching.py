"""Matches the lots of two designs, an assignment problem, and lists the units that moved."""

from collections.abc import Callable, Iterator, Sequence

UnitIdsByLot = Sequence[Sequence[str]]
"""The unit ids of each lot."""


def compute_greatest_overlap(
    left: Sequence[frozenset[int]], right: Sequence[frozenset[int]]
) -> int:
    """The greatest total overlap, in units, of a one-to-one matching of groups.

    Groups on one side are disjoint.
    """
    return sum(len(left[i] & right[j]) for i, j in match_by_overlap(left, right))


def match_by_overlap(
    left: Sequence[frozenset[int]], right: Sequence[frozenset[int]]
) -> list[tuple[int, int]]:
    """Pairs (i, j) of groups that overlap, with the greatest total overlap.

    The assignment problem by successive shortest paths with potentials (the Hungarian
    method; Kuhn 1955, Munkres 1957), with the negated overlaps as costs. Each connected component
    of overlapping groups is matched by itself.
    """
    pairs: list[tuple[int, int]] = []
    for rows, columns in _split_into_components(left, right):
        if len(rows) <= len(columns):
            pairs += _match_component(rows, columns, lambda i, j: len(left[i] & right[j]))
        else:
            turned = _match_component(columns, rows, lambda j, i: len(left[i] & right[j]))
            pairs += [(i, j) for j, i in turned]
    return sorted(pairs)


def _split_into_components(
    left: Sequence[frozenset[int]], right: Sequence[frozenset[int]]
) -> Iterator[tuple[list[int], list[int]]]:
    """Connected components of overlapping groups: positions on the left and on the right."""
    sides = (left, right)
    holders = [{unit: i for i, group in enumerate(side) for unit in group} for side in sides]
    seen: set[int] = set()
    for first in range(len(left)):
        if first in seen:
            continue
        found: tuple[set[int], set[int]] = ({first}, set())
        waiting = [(0, first)]
        while waiting:
            side, group = waiting.pop()
            other = 1 - side
            held = sides[side][group] & holders[other].keys()
            beside = {holders[other][unit] for unit in held}
            for fresh in beside - found[other]:
                found[other].add(fresh)
                waiting.append((other, fresh))
        seen.update(found[0])
        yield sorted(found[0]), sorted(found[1])


def _match_component(
    rows: Sequence[int], columns: Sequence[int], overlap: Callable[[int, int], int]
) -> list[tuple[int, int]]:
    """The pairs (row, column) of the best matching that overlap; no more rows than columns."""
    gain = [[overlap(i, j) for j in columns] for i in rows]
    owner = _solve_assignment(gain)
    return [(rows[i], columns[j]) for j, i in enumerate(owner) if i >= 0 and gain[i][j]]


def _solve_assignment(gain: list[list[int]]) -> list[int]:
    """For each column the row assigned to it, or -1, with the greatest total gain."""
    height, width = len(gain), len(gain[0]) if gain else 0
    row_potential, column_potential = [0] * (height + 1), [0] * (width + 1)
    owner, came_from = [0] * (width + 1), [0] * (width + 1)
    for row in range(1, height + 1):
        owner[0], column = row, 0
        reach: list[float] = [float("inf")] * (width + 1)
        done = [False] * (width + 1)
        while owner[column]:
            done[column] = True
            here, step, following = owner[column], float("inf"), 0
            for j in range(1, width + 1):
                if not done[j]:
                    cost = -gain[here - 1][j - 1] - row_potential[here] - column_potential[j]
                    if cost < reach[j]:
                        reach[j], came_from[j] = cost, column
                    if reach[j] < step:
                        step, following = reach[j], j
            for j in range(width + 1):
                if done[j]:
                    row_potential[owner[j]] += int(step)
                    column_potential[j] -= int(step)
                else:
                    reach[j] -= step
            column = following
        while column:
            owner[column] = owner[came_from[column]]
            column = came_from[column]
    return [row - 1 for row in owner[1:]]


def match_lots(before: UnitIdsByLot, after: UnitIdsByLot) -> list[tuple[int, int]]:
    """Pairs (i, j) of lots that share units, with the greatest total overlap.

    Among equally good matchings the choice does not depend on the order of lots and units, nor on
    which design comes first.
    """
    left, right = _sort_lots(before), _sort_lots(after)
    turned = [units for units, _ in left] > [units for units, _ in right]
    if turned:
        left, right = right, left
    pairs = match_by_overlap(*_number_units([u for u, _ in left], [u for u, _ in right]))
    found = [(left[i][1], right[j][1]) for i, j in pairs]
    return sorted((j, i) if turned else (i, j) for i, j in found)


def find_moved_units(before: UnitIdsByLot, after: UnitIdsByLot) -> tuple[str, ...]:
    """Units whose lot after is not matched with their lot before, in the order of `before`.

    Units that only one of the designs has are left out.
    """
    match = dict(match_lots(before, after))
    lot_of = {unit: j for j, lot in enumerate(after) for unit in lot}
    return tuple(
        unit
        for i, lot in enumerate(before)
        for unit in lot
        if unit in lot_of and match.get(i) != lot_of[unit]
    )


def _sort_lots(lots: UnitIdsByLot) -> list[tuple[tuple[str, ...], int]]:
    """(units, position) of each lot, sorted by its units."""
    return sorted((tuple(sorted(lot)), i) for i, lot in enumerate(lots))


def _number_units(*designs: list[tuple[str, ...]]) -> list[list[frozenset[int]]]:
    number = {
        unit: n for n, unit in enumerate(sorted({u for d in designs for lot in d for u in lot}))
    }
    return [[frozenset(number[unit] for unit in lot) for lot in design] for design in designs]
