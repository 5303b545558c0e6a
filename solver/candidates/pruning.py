"""Monotone pruning: requirements that no superset of a failing unit set can meet.

Requirements are necessary, not sufficient: a unit set that breaks one cannot meet it by adding
units. Whether a finished lot keeps a rule is tested again, exactly, on its attributes.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import add, and_, gt
from typing import Protocol, Self

from lotdesign.scenario.scenario import Scenario
from solver.candidates.eligibility import ProviderReach, build_provider_reach
from solver.candidates.lot_values import value_terms


@dataclass(frozen=True, slots=True)
class WeightCeiling:
    """The sum of a lot's `weights` (one for each unit) is at most `limit`."""

    weights: tuple[int, ...]
    limit: int


@dataclass(frozen=True, slots=True)
class WeightFloor:
    """The sum of a finished lot's `weights` is at least `least`; growth alone never fails it."""

    weights: tuple[int, ...]
    least: int


@dataclass(frozen=True, slots=True)
class EligibilityFloor:
    """At least `needed` of these parties can serve the lot; `min_lot_value` aside."""

    providers: frozenset[int]
    needed: int


@dataclass(frozen=True, slots=True)
class GrowthPruning:
    """Requirements of one rule, or of all together.

    The units of a block share a lot. `conflicts` are pairs of unit sets of which no members share
    a lot. `connected`: every lot's local units are one area.
    """

    blocks: tuple[frozenset[int], ...] = ()
    conflicts: tuple[tuple[frozenset[int], frozenset[int]], ...] = ()
    ceilings: tuple[WeightCeiling, ...] = ()
    floors: tuple[WeightFloor, ...] = ()
    eligibility_floors: tuple[EligibilityFloor, ...] = ()
    connected: bool = False

    @classmethod
    def combine(cls, prunings: Iterable[Self]) -> "GrowthPruning":
        """All requirements of all of them."""
        each = tuple(prunings)
        return GrowthPruning(
            blocks=tuple(block for pruning in each for block in pruning.blocks),
            conflicts=tuple(pair for pruning in each for pair in pruning.conflicts),
            ceilings=tuple(ceiling for pruning in each for ceiling in pruning.ceilings),
            floors=tuple(floor for pruning in each for floor in pruning.floors),
            eligibility_floors=tuple(
                floor for pruning in each for floor in pruning.eligibility_floors
            ),
            connected=any(pruning.connected for pruning in each),
        )


def merge_blocks(blocks: Iterable[frozenset[int]], units: int) -> tuple[frozenset[int], ...]:
    """Merge overlapping blocks; each unit is in one, and they are in order of their first units."""
    groups = [frozenset((unit,)) for unit in range(units)]
    for block in blocks:
        joined = [group for group in groups if group & block]
        groups = [group for group in groups if not group & block]
        if joined:
            groups.append(frozenset().union(*joined))
    return tuple(sorted(groups, key=min))


GrowthState = tuple[int, ...]
"""Sums and eligible parties of a growing set."""


class GrowthTest(Protocol):
    """A monotone requirement on a set that grows block by block."""

    def start(self) -> GrowthState | None:
        """The state of the empty set; None when that is not allowed."""

    def add_block(self, state: GrowthState, block: int) -> GrowthState | None:
        """The state with one more block; None when that set and its supersets are pruned."""


@dataclass(frozen=True)
class PruningTest:
    """Tests ceilings and eligibility floors of a growing set.

    `weights` has for each block the summed weights of each ceiling, then the terms of V; `most` the
    ceilings; `serving` the parties that serve each block. A party stays eligible while it serves
    every unit and V, which only rises as a lot grows, is within its limit.
    """

    weights: Sequence[tuple[int, ...]]
    most: tuple[int, ...]
    serving: Sequence[int]
    everyone: int
    eligibility_floors: tuple[tuple[int, int], ...]
    reach: ProviderReach

    def start(self) -> GrowthState | None:
        """Sums of 0, and everyone eligible."""
        return (*(0 for _ in self.weights[0]), self.everyone)

    def add_block(self, state: GrowthState, block: int) -> GrowthState | None:
        """The state with the block; None when a ceiling or a floor is broken."""
        sums = tuple(map(add, state, self.weights[block]))
        if any(map(gt, sums, self.most)):
            return None
        able = state[-1]
        if self.eligibility_floors:
            able &= self.serving[block] & self.reach.find_able(max(sums[len(self.most) :]))
            for providers, needed in self.eligibility_floors:
                if (able & providers).bit_count() < needed:
                    return None
        return (*sums, able)


def build_pruning_test(
    scenario: Scenario, pruning: GrowthPruning, blocks: Sequence[frozenset[int]]
) -> PruningTest:
    """Build the test of the pruning over these blocks."""
    terms = [ceiling.weights for ceiling in pruning.ceilings]
    terms += value_terms(scenario) if pruning.eligibility_floors else []
    serves = scenario.parties_serving_unit
    return PruningTest(
        weights=[tuple(sum(term[u] for u in block) for term in terms) for block in blocks],
        most=tuple(ceiling.limit for ceiling in pruning.ceilings),
        serving=[reduce(and_, (serves[u] for u in block)) for block in blocks],
        everyone=(1 << len(scenario.parties)) - 1,
        eligibility_floors=tuple(
            (sum(1 << p for p in floor.providers), floor.needed)
            for floor in pruning.eligibility_floors
        ),
        reach=build_provider_reach(scenario),
    )
