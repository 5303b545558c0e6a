"""Exact cover: every partition of a set of items into lots, counted before it is listed.

A state is the set of items covered so far. From a state lead the lots that hold the first item
not yet covered and no item that is; so every design is one path through the states, and designs
that cover the same items in different ways share the rest of their paths. Counting the paths takes
one addition for each step between states, and there are far fewer steps than designs.

Source: Nishino, Yasuda, Minato and Nagata, Dancing with decision diagrams, AAAI 2017.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from solver.arrays import SAFE_INT64, Ints

MOST_ITEMS = 62
"""Items to cover; more do not fit in the bits of an int64."""
PAIRS_AT_ONCE = 4_000_000
"""Pairs of a state and a lot that are compared in one go."""
MOST_PAIRS = 600_000_000
"""Pairs of a state and a lot; beyond these the designs are not even counted."""
MOST_STEPS = 12_000_000
"""Steps between states; beyond these the designs are not even counted."""
COUNT_CAP = 2**40
"""Counts stop here, so that their sums never wrap."""


class EnumerationRefused(Exception):
    """The designs of a scenario cannot be listed; the text says why.

    `count` is how many there are, or how many were counted before giving up; None where
    counting had not begun.
    """

    def __init__(self, why: str, count: int | None = None) -> None:
        self.count = count
        super().__init__(why)


@dataclass(frozen=True)
class CoverGraph:
    """Steps from state to state; state 0 covers nothing, the last one everything.

    Of S states and T steps: steps first_steps[s] to first_steps[s + 1] leave state s, in the order
    of their lots; step i takes lots[i] to state step_ends[i]. `first_steps` is (S + 1,), the others
    are (T,). Steps that lead to no partition are left out. `count` is the number of paths,
    COUNT_CAP if there are more.
    """

    first_steps: Ints
    lots: Ints
    step_ends: Ints
    count: int


@dataclass(frozen=True)
class CoverBudget:
    """A bound on a sum over the lots of a path: `weights`, (N,), and `most` in all."""

    weights: Ints
    most: int


@dataclass(frozen=True)
class CoverEffort:
    """Pairs of a state and a lot, and steps between states, beyond which nothing is counted."""

    most_pairs: int = MOST_PAIRS
    most_steps: int = MOST_STEPS


FULL_EFFORT = CoverEffort()


@dataclass(frozen=True)
class _CoverStage:
    """The states whose first uncovered item is the same, and the steps that cover it."""

    states: Ints
    step_starts: Ints
    lots: Ints
    step_ends: Ints


def build_cover_graph(
    masks: Ints, item_count: int, effort: CoverEffort = FULL_EFFORT
) -> CoverGraph:
    """Builds the graph of all partitions of the items.

    `masks`, (N,), holds the lots as bit sets, the first item as the highest bit, in falling order.
    Raises EnumerationRefused where counting would take too long.
    """
    if item_count > MOST_ITEMS:
        raise EnumerationRefused(f"more than {MOST_ITEMS} units can go into different lots")
    stages = list(_build_stages(masks, item_count, effort))
    # Stages rise, and so do the states in each, so that a binary search finds a state's number.
    states = np.concatenate([*(stage.states for stage in stages), [(1 << item_count) - 1]])
    sizes = [len(stage.states) for stage in stages]
    offsets = np.concatenate(([0], np.cumsum(sizes)))
    starts = np.concatenate([o + s.step_starts for o, s in zip(offsets[:-1], stages, strict=True)])
    lots = np.concatenate([stage.lots for stage in stages])
    ends = np.searchsorted(states, np.concatenate([stage.step_ends for stage in stages]))
    counts = _count_paths(starts, ends, offsets)
    useful = counts[ends] > 0
    first_steps = np.searchsorted(starts[useful], np.arange(len(states) + 1))
    return CoverGraph(first_steps, lots[useful], ends[useful], int(counts[0]))


def _build_stages(masks: Ints, item_count: int, effort: CoverEffort) -> Iterator[_CoverStage]:
    """Item by item, the states that lack it but nothing before it."""
    waiting = np.zeros(1, dtype=np.int64)
    pair_count = step_count = 0
    for item in range(item_count):
        bit = 1 << (item_count - 1 - item)
        lacking = waiting & bit == 0
        states = waiting[lacking]
        first, last = np.searchsorted(-masks, [1 - 2 * bit, -bit + 1])
        pair_count += len(states) * int(last - first)
        if pair_count > effort.most_pairs or step_count > effort.most_steps:
            raise EnumerationRefused(
                "there are too many ways to put lots together even to count them"
            )
        starts, lots = _find_disjoint(states, masks[first:last])
        step_count += len(starts)
        ends = states[starts] | masks[first + lots]
        waiting = np.unique(np.concatenate((waiting[~lacking], ends)))
        yield _CoverStage(states, starts, first + lots, ends)


def _find_disjoint(states: Ints, masks: Ints) -> tuple[Ints, Ints]:
    """All pairs of a state and a lot without a common item, as positions, ordered by state."""
    block = max(1, PAIRS_AT_ONCE // max(1, len(masks)))
    pairs = [
        (start + rows, columns)
        for start in range(0, len(states), block)
        for rows, columns in [np.nonzero(states[start : start + block, None] & masks == 0)]
    ]
    if not pairs:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    rows, columns = zip(*pairs, strict=True)
    return np.concatenate(rows), np.concatenate(columns)


def _count_paths(starts: Ints, ends: Ints, offsets: Ints) -> Ints:
    """For each state the number of paths to the last one, COUNT_CAP at most.

    Stage i holds the states offsets[i] to offsets[i + 1].
    """
    counts = np.zeros(int(offsets[-1]) + 1, dtype=np.int64)
    counts[-1] = 1
    stage_steps = np.searchsorted(starts, offsets)
    for first, last in zip(stage_steps[-2::-1], stage_steps[:0:-1], strict=True):
        np.add.at(counts, starts[first:last], counts[ends[first:last]])
        np.minimum(counts, COUNT_CAP, out=counts)
    return counts


def list_paths(
    graph: CoverGraph, most: int, budget: CoverBudget | None = None
) -> tuple[Ints, Ints]:
    """All P paths: their lots one after the other, and where each path begins in them, (P + 1,).

    With a budget only the paths within it: a step is taken where the least weight from there to the
    end still fits. Raises EnumerationRefused where these would be more than `most`, or take too
    much memory on the way.
    """
    end = len(graph.first_steps) - 2
    if not graph.count:
        return np.zeros(0, dtype=np.int64), np.zeros(1, dtype=np.int64)
    weights, least_to_end = _bound_weight_to_end(graph, budget)
    at, spent = np.zeros(1, dtype=np.int64), np.zeros(1, dtype=np.int64)
    levels: list[tuple[Ints, Ints]] = []
    while (at != end).any():
        at_end = at == end
        degrees = np.where(at_end, 1, np.diff(graph.first_steps)[at])
        if budget is not None and max(degrees.sum() // MOST_ITEMS, len(at)) > most:
            raise EnumerationRefused(f"more than {most:,} designs may be within the budget")
        parents = np.repeat(np.arange(len(at)), degrees)
        rank = np.arange(len(parents)) - np.repeat(np.cumsum(degrees) - degrees, degrees)
        step = np.minimum(graph.first_steps[at][parents] + rank, len(graph.lots) - 1)
        ended = at_end[parents]
        spent = spent[parents] + np.where(ended, 0, weights[graph.lots[step]])
        at = np.where(ended, end, graph.step_ends[step])
        within = np.ones(len(at), dtype=np.bool_)
        if budget is not None:
            within = spent + least_to_end[at] <= budget.most
        at, spent = at[within], spent[within]
        levels.append((parents[within], np.where(ended, -1, graph.lots[step])[within]))
    return _read_levels(levels, len(at))


def _read_levels(levels: list[tuple[Ints, Ints]], count: int) -> tuple[Ints, Ints]:
    """The lots of `count` paths, read from their ends back to their beginnings.

    Each level has, for every path so far, the path that it continues and the lot added, -1 for
    none.
    """
    table = np.empty((count, len(levels)), dtype=np.int32)
    row = np.arange(count)
    for level in range(len(levels) - 1, -1, -1):
        parents, lots = levels[level]
        table[:, level] = lots[row]
        row = parents[row]
    taken = table >= 0
    members: Ints = table[taken].astype(np.int64)
    return members, np.concatenate(([0], np.cumsum(taken.sum(axis=1))))


def find_least_weight(graph: CoverGraph, weights: Ints) -> int:
    """The least sum of the lots' weights, (N,), over all paths, of which there must be some."""
    _, least_to_end = _bound_weight_to_end(graph, CoverBudget(weights, 0))
    return int(least_to_end[0])


def _bound_weight_to_end(graph: CoverGraph, budget: CoverBudget | None) -> tuple[Ints, Ints]:
    """The weight of each lot, and the least weight of any path from each state to the end."""
    states = len(graph.first_steps) - 1
    if budget is None:
        zeros = np.zeros(max(states, int(graph.lots.max(initial=0)) + 1), dtype=np.int64)
        return zeros, zeros
    starts = np.repeat(np.arange(states), np.diff(graph.first_steps))
    least = np.full(states, SAFE_INT64, dtype=np.int64)
    least[-1] = 0
    while True:
        onward = np.minimum(budget.weights[graph.lots] + least[graph.step_ends], SAFE_INT64)
        lower = least.copy()
        np.minimum.at(lower, starts, onward)
        if (lower == least).all():
            return budget.weights, least
        least = lower
