"""Where the lots of a few units come from: they are grown when they are asked for."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from random import Random

import numpy as np

from lotdesign.design import Lot, Route
from lotdesign.scenario.scenario import Scenario
from solver.candidates.listing import facts_of_lots, shape_by, unit_sets
from solver.candidates.shape import Shape
from solver.facts.lots import Ints
from solver.facts.table import Facts
from solver.generating.pieces import Piece, inside
from solver.generating.trees import parts

MOST = 4_000
"""So many lots of a few units are listed; where there are more, some are drawn."""
TREES = 24
"""Random trees that lots are cut from where they cannot be listed."""


@dataclass(frozen=True)
class Source:
    """Lots that are grown, or drawn at random, where they are asked for."""

    scenario: Scenario
    draw: Random

    def around(
        self, region: frozenset[int], own: Sequence[Piece], kept: Sequence[Piece], local: bool
    ) -> Facts:
        """Candidates out of the units of a region, those of `own` at least, and the kept ones.

        `kept` are lots outside the region, each with its own winner; where nothing but what a
        provider can carry is looked at (`local`), those whose winners could win here too.
        """
        lots = {piece.lot for piece in own}
        for route, shape in self._shapes.items() if region else ():
            lots |= {Lot(units, route) for units in self._sets(shape, region)}
        facts = self._facts(lots)
        if local:
            kept = _rivals(kept, facts.winners)
        if not kept:
            return facts
        facts = self._facts(lots | {piece.lot for piece in kept})
        if facts.winners is None:
            return facts
        winners = {piece.lot.units: piece.winner for piece in kept}
        flags = inside(facts, region)
        for i in np.flatnonzero(~flags).tolist():
            flags[i] = winners[facts.lots[i]] == facts.winners[i]
        return facts.where(flags)

    def _facts(self, lots: Iterable[Lot]) -> Facts:
        return facts_of_lots(self.scenario, [(lot.units, lot.route) for lot in lots])

    @cached_property
    def _shapes(self) -> dict[Route, Shape]:
        return {route: shape_by(self.scenario, route) for route in self.scenario.routes.allowed}

    def _sets(self, shape: Shape, region: frozenset[int]) -> Iterator[tuple[int, ...]]:
        found = list(islice(unit_sets(self.scenario, shape, region), MOST + 1))
        if len(found) <= MOST:
            yield from found
        else:
            yield from parts(self.scenario, shape, region, TREES, self.draw)


def _rivals(kept: Sequence[Piece], winners: Ints | None) -> list[Piece]:
    """The pieces that weigh on somebody who could win something else."""
    if winners is None:
        return []
    here = set(winners.tolist())
    return [piece for piece in kept if piece.winner in here]
