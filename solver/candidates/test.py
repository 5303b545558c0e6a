"""The monotone test of a shape: ceilings on sums, and providers who can still follow."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_

from lotdesign.scenario.scenario import Scenario
from solver.candidates.grow import Load
from solver.candidates.shape import Shape
from solver.facts.providers import Reach, reach_of
from solver.facts.values import value_terms


@dataclass(frozen=True)
class ShapeTest:
    """Follows the sums under each ceiling, the terms of the lot's value and who is still able.

    A provider is able while it serves every unit and the lot's value is within its limit;
    values only rise as a lot grows.
    """

    weights: Sequence[tuple[int, ...]]
    most: tuple[int, ...]
    serving: Sequence[int]
    everyone: int
    followings: tuple[tuple[int, int], ...]
    reach: Reach

    def start(self) -> Load | None:
        """Nothing summed, everyone able."""
        return (*(0 for _ in self.weights[0]), self.everyone)

    def take(self, load: Load, block: int) -> Load | None:
        """The load with the block, or None when a ceiling or a following breaks."""
        sums = [a + b for a, b in zip(load, self.weights[block], strict=False)]
        for total, most in zip(sums, self.most, strict=False):
            if total > most:
                return None
        able = load[-1]
        if self.followings:
            able &= self.serving[block] & self.reach.within(max(sums[len(self.most) :]))
            for providers, needed in self.followings:
                if (able & providers).bit_count() < needed:
                    return None
        return (*sums, able)


def shape_test(scenario: Scenario, shape: Shape, blocks: Sequence[frozenset[int]]) -> ShapeTest:
    """The test of `shape` over `blocks`."""
    terms = [ceiling.weights for ceiling in shape.ceilings]
    terms += value_terms(scenario) if shape.followings else []
    serves = scenario.serving
    return ShapeTest(
        weights=[tuple(sum(term[u] for u in block) for term in terms) for block in blocks],
        most=tuple(ceiling.most for ceiling in shape.ceilings),
        serving=[reduce(and_, (serves[u] for u in block)) for block in blocks],
        everyone=(1 << len(scenario.parties)) - 1,
        followings=tuple((sum(1 << p for p in f.providers), f.needed) for f in shape.followings),
        reach=reach_of(scenario),
    )
