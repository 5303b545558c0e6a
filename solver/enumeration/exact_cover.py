"""Exact cover: every way to cover a set with lots, counted before it is listed.

What is covered so far is a state. From a state the lots that hold the first item uncovered, and
nothing covered, lead on; so every design is one path, and designs that cover the same items in
different ways share what is left. Counting paths takes as many additions as there are steps
between states, far fewer than designs.

Source: Nishino, Yasuda, Minato and Nagata, Dancing with decision diagrams, AAAI 2017.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from solver.arrays import SAFE_INT64, Ints
from solver.enumeration.scope import EnumerationRefused

MOST_ITEMS = 62
"""Things to cover; more do not fit in an array's bit sets."""
PAIRS_AT_ONCE = 4_000_000
"""Pairs of a state and a lot that are looked at in one go."""
MOST_PAIRS = 600_000_000
MOST_STEPS = 12_000_000
"""Beyond these the designs are not even counted."""
COUNT_CAP = 2**40
"""Counts stop here, so that their sums never wrap."""


@dataclass(frozen=True)
class CoverGraph:
    """Steps from state to state; state 0 covers nothing, the last one everything.

    Steps firsts[s] to firsts[s + 1] leave state s, in the order of their lots; step i takes
    lots[i] to state ends[i], and each leads to the end in some way. `count` is how many paths
    there are, CAP if more.
    """

    first_steps: Ints
    lots: Ints
    step_ends: Ints
    count: int


@dataclass(frozen=True)
class CoverBudget:
    """What the lots of a path, each with its weight (N), may add up to at most."""

    weights: Ints
    most: int


@dataclass(frozen=True)
class _CoverStage:
    """The states, as bit sets, that lack the same first thing, and the steps that add it."""

    states: Ints
    froms: Ints
    lots: Ints
    ends: Ints


def build_cover_graph(masks: Ints, things: int) -> CoverGraph:
    """The ways to cover so many things with sets, which fall when read as numbers.

    The first thing is the highest bit. Raises NoAtlas where counting would take too long.
    """
    if things > MOST_ITEMS:
        raise EnumerationRefused(f"more than {MOST_ITEMS} units can go into different lots")
    stages = list(_build_stages(masks, things))
    # Stages rise, and so do the states in each, so that a search finds a state's number.
    states = np.concatenate([*(stage.states for stage in stages), [(1 << things) - 1]])
    sizes = [len(stage.states) for stage in stages]
    offsets = np.concatenate(([0], np.cumsum(sizes)))
    froms = np.concatenate([o + s.froms for o, s in zip(offsets[:-1], stages, strict=True)])
    lots = np.concatenate([stage.lots for stage in stages])
    ends = np.searchsorted(states, np.concatenate([stage.ends for stage in stages]))
    counts = _count_paths(froms, ends, offsets)
    alive = counts[ends] > 0
    firsts = np.searchsorted(froms[alive], np.arange(len(states) + 1))
    return CoverGraph(firsts, lots[alive], ends[alive], int(counts[0]))


def _build_stages(masks: Ints, things: int) -> Iterator[_CoverStage]:
    """Thing after thing, all states that lack it but nothing before it."""
    waiting = np.zeros(1, dtype=np.int64)
    cells = steps = 0
    for thing in range(things):
        bit = 1 << (things - 1 - thing)
        lacking = waiting & bit == 0
        states = waiting[lacking]
        first, last = np.searchsorted(-masks, [1 - 2 * bit, -bit + 1])
        cells += len(states) * int(last - first)
        if cells > MOST_PAIRS or steps > MOST_STEPS:
            raise EnumerationRefused(
                "there are too many ways to put lots together even to count them"
            )
        froms, lots = _find_compatible(states, masks[first:last])
        steps += len(froms)
        ends = states[froms] | masks[first + lots]
        waiting = np.unique(np.concatenate((waiting[~lacking], ends)))
        yield _CoverStage(states, froms, first + lots, ends)


def _find_compatible(states: Ints, masks: Ints) -> tuple[Ints, Ints]:
    """All pairs of a state and a set that covers nothing of it, as positions, by states."""
    height = max(1, PAIRS_AT_ONCE // max(1, len(masks)))
    found = [
        (start + rows, columns)
        for start in range(0, len(states), height)
        for rows, columns in [np.nonzero(states[start : start + height, None] & masks == 0)]
    ]
    if not found:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    rows, columns = zip(*found, strict=True)
    return np.concatenate(rows), np.concatenate(columns)


def _count_paths(froms: Ints, ends: Ints, offsets: Ints) -> Ints:
    """For each state the number of ways to the end; stages are offsets[i] to offsets[i + 1]."""
    counts = np.zeros(int(offsets[-1]) + 1, dtype=np.int64)
    counts[-1] = 1
    bounds = np.searchsorted(froms, offsets)
    for first, last in zip(bounds[-2::-1], bounds[:0:-1], strict=True):
        np.add.at(counts, froms[first:last], counts[ends[first:last]])
        np.minimum(counts, COUNT_CAP, out=counts)
    return counts


def list_paths(
    found: CoverGraph, most: int, budget: CoverBudget | None = None
) -> tuple[Ints, Ints]:
    """All paths, as their lots one after the other and where each path starts in them.

    Starts have one entry more than there are paths. With a budget only the paths within it: a
    step is taken where the cheapest way on from it still is. Raises NoAtlas where these would be
    more than `most`, or take too much room on the way.
    """
    end = len(found.first_steps) - 2
    if not found.count:
        return np.zeros(0, dtype=np.int64), np.zeros(1, dtype=np.int64)
    weights, left = _bound_weight_to_end(found, budget)
    at, spent = np.zeros(1, dtype=np.int64), np.zeros(1, dtype=np.int64)
    steps: list[tuple[Ints, Ints]] = []
    while (at != end).any():
        done = at == end
        degrees = np.where(done, 1, np.diff(found.first_steps)[at])
        if budget is not None and max(degrees.sum() // MOST_ITEMS, len(at)) > most:
            raise EnumerationRefused(f"more than {most:,} designs may be within the budget")
        parents = np.repeat(np.arange(len(at)), degrees)
        rank = np.arange(len(parents)) - np.repeat(np.cumsum(degrees) - degrees, degrees)
        step = np.minimum(found.first_steps[at][parents] + rank, len(found.lots) - 1)
        ended = done[parents]
        spent = spent[parents] + np.where(ended, 0, weights[found.lots[step]])
        at = np.where(ended, end, found.step_ends[step])
        within = np.ones(len(at), dtype=np.bool_)
        if budget is not None:
            within = spent + left[at] <= budget.most
        at, spent = at[within], spent[within]
        steps.append((parents[within], np.where(ended, -1, found.lots[step])[within]))
    table = np.empty((len(at), len(steps)), dtype=np.int32)
    row = np.arange(len(at))
    for level in range(len(steps) - 1, -1, -1):
        parents, lots = steps[level]
        table[:, level] = lots[row]
        row = parents[row]
    held = table >= 0
    members: Ints = table[held].astype(np.int64)
    return members, np.concatenate(([0], np.cumsum(held.sum(axis=1))))


def _bound_weight_to_end(found: CoverGraph, budget: CoverBudget | None) -> tuple[Ints, Ints]:
    """The weight of each lot, and the least weight of any way from each state to the end."""
    states = len(found.first_steps) - 1
    if budget is None:
        nothing = np.zeros(max(states, int(found.lots.max(initial=0)) + 1), dtype=np.int64)
        return nothing, nothing
    froms = np.repeat(np.arange(states), np.diff(found.first_steps))
    left = np.full(states, SAFE_INT64, dtype=np.int64)
    left[-1] = 0
    while True:
        onward = np.minimum(budget.weights[found.lots] + left[found.step_ends], SAFE_INT64)
        lower = left.copy()
        np.minimum.at(lower, froms, onward)
        if (lower == left).all():
            return budget.weights, left
        left = lower
