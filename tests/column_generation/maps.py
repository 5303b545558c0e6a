"""Small maps with all their lots, found by testing every set of units."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, combinations
from random import Random

import numpy as np

from lotdesign.design import Design
from lotdesign.scenario.scenario import Scenario
from solver.arrays import Ints
from solver.bitsets import pack_bits
from solver.candidate_listing import list_candidates
from solver.candidates.geography import compute_adjacency
from solver.column_generation.frontier_instance import FrontierInstance, build_frontier_instance
from solver.column_generation.requirements import PartitionRequirements, read_requirements
from tests.column_generation.drawn import documents
from tests.solve.loading import Doc, loaded


def tight(count: int, start: int) -> list[Doc]:
    """Documents of connected lots of two or three units each; often there is no such design."""
    rules = [{"id": "one area", "kind": "contiguous"}]
    return [
        doc | {"rule": [*rules, {"id": "alike", "kind": "lot_size", "min": 2 + i % 2, "max": 3}]}
        for i, doc in enumerate(documents(count, start))
    ]


def iterate_instances(
    docs: Iterable[Doc],
) -> Iterator[tuple[Scenario, PartitionRequirements, FrontierInstance]]:
    """Scenarios of few lots, with their instances of the dynamic program."""
    for doc in docs:
        scenario = loaded(doc)
        requirements = read_requirements(scenario)
        instance = (
            None
            if requirements is None or not requirements.counts
            else build_frontier_instance(scenario, requirements)
        )
        if requirements is not None and instance is not None:
            yield scenario, requirements, instance


def draw_duals(instance: FrontierInstance, random: Random) -> Ints:
    """Random whole duals, some negative."""
    return np.array([random.randint(-500, 1500) for _ in instance.units], dtype=np.int64)


def border(scenario: Scenario, lot: Sequence[int]) -> int:
    """The touching pairs of which a lot holds one unit."""
    touching, held = compute_adjacency(scenario), pack_bits(lot)
    return sum((touching[u] & ~held).bit_count() for u in lot)


def listed(scenario: Scenario) -> list[tuple[int, ...]]:
    """The units of every lot that the rules about single lots allow."""
    candidates = list_candidates(scenario)
    return [candidates.lots[i] for i in range(len(candidates))]


def designs(
    scenario: Scenario, requirements: PartitionRequirements
) -> Iterator[tuple[tuple[int, ...], ...]]:
    """Every design of allowed lots, of an allowed number."""
    lots = listed(scenario)

    def rest(left: frozenset[int]) -> Iterator[tuple[tuple[int, ...], ...]]:
        if not left:
            yield ()
        for lot in lots:
            if left and min(left) in lot and left.issuperset(lot):
                yield from ((lot, *others) for others in rest(left - set(lot)))

    every = rest(frozenset(range(len(scenario.units))))
    return (design for design in every if len(design) in requirements.counts)


def cut(scenario: Scenario, design: Sequence[Sequence[int]]) -> int:
    """How many touching pairs a design cuts."""
    return sum(border(scenario, lot) for lot in design) // 2


def subsets(items: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Every subset."""
    return chain.from_iterable(combinations(items, size) for size in range(len(items) + 1))


def units_of(design: Design) -> tuple[tuple[int, ...], ...]:
    """The units of each lot."""
    return tuple(lot.units for lot in design.lots)
