"""Where the lots of a few units come from: out of a list, or grown when they are asked for."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from random import Random
from typing import Protocol

import numpy as np

from lotdesign.design import Lot, Route
from lotdesign.scenario.scenario import Scenario
from solver.candidates.listing import facts_of_lots, shape_by, unit_sets
from solver.candidates.shape import Shape
from solver.facts.lots import Ints, grouped
from solver.facts.table import Facts
from solver.generating.pieces import Piece, inside, pieces_of
from solver.generating.trees import parts

MOST = 4_000
"""So many lots of a few units are listed; where there are more, some are drawn."""
TREES = 24
"""Random trees that lots are cut from where they cannot be listed."""


class Source(Protocol):
    """Candidates for a part of the authority."""

    def around(
        self, region: frozenset[int], own: Sequence[Piece], kept: Sequence[Piece], local: bool
    ) -> Facts:
        """Candidates out of the units of a region, those of `own` at least, and the kept ones.

        `kept` are lots outside the region, each with its own winner; where nothing but what a
        provider can carry is looked at (`local`), those whose winners could win here too.
        """


@dataclass(frozen=True)
class Listed:
    """All lots of the scenario."""

    facts: Facts
    _rows: dict[Piece, int] = field(default_factory=dict)

    @cached_property
    def _holding(self) -> list[Ints]:
        """For each unit the candidates that hold it."""
        owners = self.facts.lots.owners
        units = len(self.facts.scenario.units)
        return [owners[here] for here in grouped(self.facts.lots.units, units)]

    @cached_property
    def _sizes(self) -> Ints:
        return self.facts.lots.sizes

    def around(
        self, region: frozenset[int], own: Sequence[Piece], kept: Sequence[Piece], local: bool
    ) -> Facts:
        """Every candidate of these units, and the kept ones."""
        nothing = np.zeros(0, dtype=np.int64)
        meeting = np.concatenate([nothing, *(self._holding[unit] for unit in sorted(region))])
        some, times = np.unique(meeting, return_counts=True)
        here = some[times == self._sizes[some]]
        if local:
            winners = None if self.facts.winners is None else self.facts.winners[here]
            kept = _rivals(kept, winners)
        there = np.array([self._row(piece) for piece in kept], dtype=np.int64)
        return self.facts.at(np.sort(np.concatenate((here, there))))

    def _row(self, piece: Piece) -> int:
        if piece not in self._rows:
            units = piece.lot.units
            same = self._holding[units[0]]
            same = same[self._sizes[same] == len(units)]
            for unit in units[1:]:
                same = np.intersect1d(same, self._holding[unit], assume_unique=True)
            found = pieces_of(self.facts, same.tolist())
            self._rows[piece] = int(same[found.index(piece)])
        return self._rows[piece]


@dataclass(frozen=True)
class Grown:
    """Lots that are grown, or drawn at random, where they are asked for."""

    scenario: Scenario
    draw: Random

    def around(
        self, region: frozenset[int], own: Sequence[Piece], kept: Sequence[Piece], local: bool
    ) -> Facts:
        """Candidates of these units, all of them where they are few, and the kept ones."""
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
