"""Matches two groupings of the same units one to one."""

from collections.abc import Callable, Iterator, Sequence


def greatest_overlap(left: Sequence[frozenset[int]], right: Sequence[frozenset[int]]) -> int:
    """How many units the best one-to-one matching of groups keeps together."""
    return sum(len(left[i] & right[j]) for i, j in best_matching(left, right))


def best_matching(
    left: Sequence[frozenset[int]], right: Sequence[frozenset[int]]
) -> list[tuple[int, int]]:
    """Pairs (i, j) of groups that overlap, with the greatest total overlap.

    The assignment problem by successive shortest paths with potentials (the Hungarian
    method; Kuhn 1955, Munkres 1957), on costs that are minus the overlaps. Groups that no chain of
    overlaps connects are matched apart from each other.
    """
    pairs: list[tuple[int, int]] = []
    for rows, columns in _linked(left, right):
        if len(rows) <= len(columns):
            pairs += _matched(rows, columns, lambda i, j: len(left[i] & right[j]))
        else:
            turned = _matched(columns, rows, lambda j, i: len(left[i] & right[j]))
            pairs += [(i, j) for j, i in turned]
    return sorted(pairs)


def _linked(
    left: Sequence[frozenset[int]], right: Sequence[frozenset[int]]
) -> Iterator[tuple[list[int], list[int]]]:
    """Groups on the left and on the right that overlaps connect, rising."""
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


def _matched(
    rows: Sequence[int], columns: Sequence[int], overlap: Callable[[int, int], int]
) -> list[tuple[int, int]]:
    """The best pairs that overlap, of no more rows than columns."""
    gain = [[overlap(i, j) for j in columns] for i in rows]
    owner = _assign(gain)
    return [(rows[i], columns[j]) for j, i in enumerate(owner) if i >= 0 and gain[i][j]]


def _assign(gain: list[list[int]]) -> list[int]:
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
