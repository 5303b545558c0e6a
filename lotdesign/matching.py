"""Matches two groupings of the same units one to one."""

from collections.abc import Sequence


def greatest_overlap(left: Sequence[frozenset[int]], right: Sequence[frozenset[int]]) -> int:
    """How many units the best one-to-one matching of groups keeps together."""
    return sum(len(left[i] & right[j]) for i, j in best_matching(left, right))


def best_matching(
    left: Sequence[frozenset[int]], right: Sequence[frozenset[int]]
) -> list[tuple[int, int]]:
    """Pairs (i, j) of groups that overlap, with the greatest total overlap.

    The assignment problem by successive shortest paths with potentials (the Hungarian
    method; Kuhn 1955, Munkres 1957), on costs that are minus the overlaps.
    """
    size = max(len(left), len(right))
    overlap = [
        [len(left[i] & right[j]) if i < len(left) and j < len(right) else 0 for j in range(size)]
        for i in range(size)
    ]
    owner = _assign(overlap)
    return sorted((i, j) for j, i in enumerate(owner) if overlap[i][j])


def _assign(gain: list[list[int]]) -> list[int]:
    """For each column the row assigned to it, with the greatest total gain."""
    size = len(gain)
    row_potential, column_potential = [0] * (size + 1), [0] * (size + 1)
    owner, came_from = [0] * (size + 1), [0] * (size + 1)
    for row in range(1, size + 1):
        owner[0], column = row, 0
        reach: list[float] = [float("inf")] * (size + 1)
        done = [False] * (size + 1)
        while owner[column]:
            done[column] = True
            here, step, following = owner[column], float("inf"), 0
            for j in range(1, size + 1):
                if not done[j]:
                    cost = -gain[here - 1][j - 1] - row_potential[here] - column_potential[j]
                    if cost < reach[j]:
                        reach[j], came_from[j] = cost, column
                    if reach[j] < step:
                        step, following = reach[j], j
            for j in range(size + 1):
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
