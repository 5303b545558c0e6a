"""A peer of tree cuts alone: partitions are drawn, and the cheapest by value are awarded after.

Random spanning trees are cut into lots inside the bands that the number of lots fixes (DeFord,
Duchin and Solomon, Harvard Data Science Review 3, 2021). Nothing is moved, recombined or bounded.
"""

import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import cycle
from math import inf
from random import Random

import numpy as np

from lotdesign.app.bench.peers.candidate_list import award_lots, drop_award
from lotdesign.app.bench.peers.peer import BoundCallback, PeerAnswer, UnsuitableScenario
from lotdesign.measures.registry import MEASURES
from lotdesign.scenario.scenario import Scenario
from solver.lot_bands.band_lots import (
    build_lot_array,
    filter_by_rules,
    find_first_objective,
    read_costs,
    tabulate_masks,
)
from solver.lot_bands.bands import list_lot_bands
from solver.lot_bands.growth_graph import GrowthGraph, build_growth_graph
from solver.lot_bands.masks import pack_masks
from solver.lot_bands.tree_cuts import TreeCutter

SEED = 1
DRAWS_AT_ONCE = 20
"""Partitions into one number of lots that are drawn and valued together."""
IDLE_DRAWS = 1_000
"""After so many draws without a new partition all are taken to be drawn."""

DrawnLots = tuple[tuple[int, ...], ...]
"""The units of each lot of a partition."""


def solve_by_tree_cuts(scenario: Scenario, seconds: float, tell: BoundCallback) -> PeerAnswer:
    """Draw until time is up or nothing new is drawn, and award what is cheapest; no bound.

    What is cheaper at everybody's gross value than all that could be awarded so far is awarded.
    Raises UnsuitableScenario where the first objective is no sum over lots.
    """
    ends = time.monotonic() + seconds
    sign = MEASURES[scenario.objectives[0].measure].sign
    best, least = PeerAnswer(), inf
    for cost, lots in _draw_designs(scenario, ends):
        if cost >= least:
            continue
        answer = award_lots(scenario, lots, max(1.0, ends - time.monotonic()))
        if not answer.lots or answer.bound is None or not answer.proved:
            continue
        least = cost
        if best.bound is None or sign * answer.bound < sign * best.bound:
            best = answer
            tell(answer.bound, None)
    return replace(best, bound=None, proved=False)


def _draw_designs(scenario: Scenario, ends: float) -> Iterator[tuple[float, DrawnLots]]:
    """Draw partitions of lots that keep the rules about single lots, with their cost by value.

    Those drawn together come cheapest first.
    """
    at_par = drop_award(scenario)
    for graph, partitions in _draw_new_partitions(scenario, ends):
        flat = pack_masks([lot for lots in partitions for lot in lots], len(graph.blocks))
        units = graph.units_of_block.unite(flat)
        kept = filter_by_rules(tabulate_masks(scenario, units, graph.connected))
        objective = find_first_objective(tabulate_masks(at_par, units, graph.connected))
        if objective is None:
            raise UnsuitableScenario(f"{scenario.objectives[0].measure} is no sum over lots")
        costs = read_costs(objective, len(kept)).reshape(len(partitions), -1).sum(axis=1)
        costs = np.where(kept.reshape(len(partitions), -1).all(axis=1), costs, inf)
        array = build_lot_array(units, len(scenario.units))
        for place in np.argsort(costs, kind="stable").tolist():
            lots = range(place * graph.count, (place + 1) * graph.count)
            yield float(costs[place]), tuple(sorted(array[lot] for lot in lots))


def _draw_new_partitions(
    scenario: Scenario, ends: float
) -> Iterator[tuple[GrowthGraph, Sequence[tuple[int, ...]]]]:
    """Draw partitions into lots as sets of blocks, each once; numbers of lots take turns."""
    random = Random(SEED)
    cutters = []
    for bands in list_lot_bands(scenario):
        graph = build_growth_graph(scenario, bands)
        if graph is None:
            raise UnsuitableScenario("lots may hold divided units whole, which trees do not cut")
        cutters.append(TreeCutter(graph, random))
    seen: set[tuple[int, ...]] = set()
    idle = 0
    for cutter in cycle(cutters):
        drawn = (cutter.draw_partition() for _ in range(DRAWS_AT_ONCE))
        new = {tuple(sorted(lots)) for lots in drawn if lots is not None} - seen
        seen |= new
        idle = 0 if new else idle + DRAWS_AT_ONCE
        if new:
            yield cutter.graph, sorted(new)
        if idle >= IDLE_DRAWS or time.monotonic() > ends:
            return
