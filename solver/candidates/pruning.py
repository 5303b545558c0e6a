"""Monotone pruning: requirements that no superset of a failing unit set can meet.

Everything here is necessary, not sufficient: a set of units that breaks it cannot be mended by
adding
units. Whether a finished lot keeps a rule is tested once more, exactly, on its candidate
attributes.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_
from typing import Protocol, Self

from lotdesign.scenario.scenario import Scenario
from solver.candidates.eligibility import ProviderReach, build_provider_reach
from solver.candidates.money import value_terms


@dataclass(frozen=True, slots=True)
class WeightCeiling:
    """The weights of a lot's units, one a unit, must not add up to more than `most`."""

    weights: tuple[int, ...]
    limit: int


@dataclass(frozen=True, slots=True)
class EligibilityFloor:
    """At least `needed` of these providers can serve the lot; `min_lot_value` aside."""

    providers: frozenset[int]
    needed: int


@dataclass(frozen=True, slots=True)
class GrowthPruning:
    """Requirements of one rule, or of all together.

    `blocks` are units that share a lot; `conflicts` are pairs of sets no members of which
    share one; `connected` asks every lot's local units to be one area.
    """

    blocks: tuple[frozenset[int], ...] = ()
    conflicts: tuple[tuple[frozenset[int], frozenset[int]], ...] = ()
    ceilings: tuple[WeightCeiling, ...] = ()
    eligibility_floors: tuple[EligibilityFloor, ...] = ()
    connected: bool = False

    @classmethod
    def combine(cls, shapes: Iterable[Self]) -> "GrowthPruning":
        """Everything that any of the shapes requires."""
        each = tuple(shapes)
        return GrowthPruning(
            blocks=tuple(block for shape in each for block in shape.blocks),
            conflicts=tuple(pair for shape in each for pair in shape.conflicts),
            ceilings=tuple(ceiling for shape in each for ceiling in shape.ceilings),
            eligibility_floors=tuple(
                following for shape in each for following in shape.eligibility_floors
            ),
            connected=any(shape.connected for shape in each),
        )


def merge_blocks(blocks: Iterable[frozenset[int]], units: int) -> tuple[frozenset[int], ...]:
    """Blocks that overlap become one; every unit is in exactly one, by rising first unit."""
    groups = [frozenset((unit,)) for unit in range(units)]
    for block in blocks:
        joined = [group for group in groups if group & block]
        groups = [group for group in groups if not group & block]
        if joined:
            groups.append(frozenset().union(*joined))
    return tuple(sorted(groups, key=min))


GrowthState = tuple[int, ...]
"""What a growing set has gathered so far, in terms that its test understands."""


class GrowthTest(Protocol):
    """A monotone requirement, followed block by block."""

    def start(self) -> GrowthState | None:
        """The load of the empty set; None when not even that is allowed."""

    def add_block(self, load: GrowthState, block: int) -> GrowthState | None:
        """The load with one more block; None when it, and all that contain it, are cut."""


@dataclass(frozen=True)
class PruningTest:
    """Follows the sums under each ceiling, the terms of the lot's value and who is still able.

    A provider is able while it serves every unit and the lot's value is within its limit;
    values only rise as a lot grows.
    """

    weights: Sequence[tuple[int, ...]]
    most: tuple[int, ...]
    serving: Sequence[int]
    everyone: int
    eligibility_floors: tuple[tuple[int, int], ...]
    reach: ProviderReach

    def start(self) -> GrowthState | None:
        """Nothing summed, everyone able."""
        return (*(0 for _ in self.weights[0]), self.everyone)

    def add_block(self, load: GrowthState, block: int) -> GrowthState | None:
        """The load with the block, or None when a ceiling or a following breaks."""
        sums = [a + b for a, b in zip(load, self.weights[block], strict=False)]
        for total, most in zip(sums, self.most, strict=False):
            if total > most:
                return None
        able = load[-1]
        if self.eligibility_floors:
            able &= self.serving[block] & self.reach.find_able(max(sums[len(self.most) :]))
            for providers, needed in self.eligibility_floors:
                if (able & providers).bit_count() < needed:
                    return None
        return (*sums, able)


def build_pruning_test(
    scenario: Scenario, shape: GrowthPruning, blocks: Sequence[frozenset[int]]
) -> PruningTest:
    """The test of `shape` over `blocks`."""
    terms = [ceiling.weights for ceiling in shape.ceilings]
    terms += value_terms(scenario) if shape.eligibility_floors else []
    serves = scenario.parties_serving_unit
    return PruningTest(
        weights=[tuple(sum(term[u] for u in block) for term in terms) for block in blocks],
        most=tuple(ceiling.limit for ceiling in shape.ceilings),
        serving=[reduce(and_, (serves[u] for u in block)) for block in blocks],
        everyone=(1 << len(scenario.parties)) - 1,
        eligibility_floors=tuple(
            (sum(1 << p for p in f.providers), f.needed) for f in shape.eligibility_floors
        ),
        reach=build_provider_reach(scenario),
    )
