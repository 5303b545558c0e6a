"""Betters a design block by block: one moves to a lot beside its own, or two lots swap one each.

Simulated annealing (Kirkpatrick, Gelatt and Vecchi 1983), where lots matter to each other for
nothing but what their winners carry. Many moves are drawn at once, since the exact figures of many
lots take little longer than those of one, and the first that luck accepts is made.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import exp
from random import Random

import numpy as np

from lotdesign.design import Lot, Route
from lotdesign.scenario.scenario import Scenario
from solver.candidates.grow import bits
from solver.candidates.listing import facts_of_lots
from solver.candidates.shape import merged
from solver.facts.places import bit_set, reaches_all, touching_masks
from solver.generating.loads import Loads
from solver.generating.pieces import Piece
from solver.limits.registry import shape_of
from solver.solve import Means

AT_ONCE = 64
"""Moves that are drawn at a time."""
TURNS, PART = 1_500, 4
"""How often moves are drawn while it cools down, at most, and for every so many pairs of units."""
HOT, COLD = 4e-3, 1e-5
"""By which part of a mean lot's cost a design may be dearer at first, about, and at last."""
WINNERS = 12
"""So many of those who win a lot cheapest are looked at."""


@dataclass(frozen=True, slots=True)
class Offer:
    """What a lot costs, in pence, if this party wins it, and what that takes of its room."""

    cost: int
    winner: int | None
    load: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Move:
    """Two lots, by their numbers, and what becomes of them."""

    one: int
    other: int
    units: tuple[int, int]


@dataclass
class Annealing:
    """Lots as bit sets, with how each is delivered and its offer; known offers are kept."""

    scenario: Scenario
    means: Means
    draw: Random
    known: dict[tuple[int, Route], list[Offer]] = field(default_factory=dict)
    lots: list[int] = field(default_factory=list)
    routes: list[Route] = field(default_factory=list)
    offers: list[Offer] = field(default_factory=list)

    def __post_init__(self) -> None:
        shape = shape_of(self.scenario)
        self._blocks = [bit_set(b) for b in merged(shape.blocks, len(self.scenario.units))]
        self._touching = touching_masks(self.scenario)
        self._local = bit_set(u for u, unit in enumerate(self.scenario.units) if unit.locality)
        self._connected = shape.connected and not self.scenario.divided
        self._loads = Loads(self.scenario)

    def cooled(self, pieces: Sequence[Piece]) -> tuple[list[Piece], int] | None:
        """The cheapest design met from one on, and how much cheaper it is; None if none is."""
        if len(pieces) < 2 or not self._begun(pieces):
            return None
        heat = HOT * sum(abs(offer.cost) for offer in self.offers) / len(self.offers)
        cost, cheapest, best = 0, 0, list[Piece]()
        turns = min(TURNS, 1 + len(self.scenario.units) ** 2 // PART)
        for turn in range(turns):
            if self.means.late:
                break
            cost += self._moved(heat * (COLD / HOT) ** (turn / turns))
            if cost < cheapest:
                cheapest, best = cost, self._pieces()
        return (best, -cheapest) if best else None

    def _begun(self, pieces: Sequence[Piece]) -> bool:
        self.lots = [bit_set(piece.lot.units) for piece in pieces]
        self.routes = [piece.lot.route for piece in pieces]
        self._learn(list(zip(self.lots, self.routes, strict=True)), wide=True)
        own = [
            [offer for offer in self.known[lot, route] if offer.winner == piece.winner]
            for lot, route, piece in zip(self.lots, self.routes, pieces, strict=True)
        ]
        if not all(own):
            return False
        self.offers = [each[0] for each in own]
        self._loads = Loads(self.scenario)
        for offer in self.offers:
            self._loads.add(offer.winner, offer.load)
        return True

    def _pieces(self) -> list[Piece]:
        return [
            Piece(Lot(tuple(bits(lot)), route), offer.winner)
            for lot, route, offer in zip(self.lots, self.routes, self.offers, strict=True)
        ]

    def _moved(self, heat: float) -> int:
        """Makes one of many moves, if luck accepts any; what the design costs more then."""
        moves = [move for move in (self._drawn() for _ in range(AT_ONCE)) if move is not None]
        self._learn(
            [
                (units, self.routes[lot])
                for move in moves
                for lot, units in zip((move.one, move.other), move.units, strict=True)
            ]
        )
        for move in moves:
            offers = self._awarded(move)
            if offers is None:
                continue
            before = self.offers[move.one].cost + self.offers[move.other].cost
            more = offers[0].cost + offers[1].cost - before
            if more <= 0 or self.draw.random() < exp(-more / heat):
                self._make(move, offers)
                return more
        return 0

    def _drawn(self) -> Move | None:
        """A move at random; None where it would leave a lot in parts."""
        block = self.draw.choice(self._blocks)
        one = next(i for i, lot in enumerate(self.lots) if lot & block)
        around = self._around(block)
        beside = [i for i, lot in enumerate(self.lots) if i != one and lot & around]
        if not beside:
            return None
        other = self.draw.choice(beside)
        less, more = self.lots[one] & ~block, self.lots[other] | block
        if self.draw.random() < 0.5:
            near = self._around(less)
            back = [b for b in self._blocks if b & self.lots[other] and b & near]
            if not back:
                return None
            swapped = self.draw.choice(back)
            less, more = less | swapped, more & ~swapped
        if not less or not more or not self._whole(less) or not self._whole(more):
            return None
        return Move(one, other, (less, more))

    def _around(self, units: int) -> int:
        """What touches the units; everything, where lots need not connect or they have no place."""
        if not self._connected or units & ~self._local:
            return -1
        mask = 0
        for u in bits(units):
            mask |= self._touching[u]
        return mask

    def _whole(self, lot: int) -> bool:
        return not self._connected or reaches_all(lot & self._local, self._touching)

    def _learn(self, lots: Sequence[tuple[int, Route]], wide: bool = False) -> None:
        """Works out the offers of lots that are not known yet; of a first design all of them."""
        fresh = [lot for lot in dict.fromkeys(lots) if wide or lot not in self.known]
        if not fresh:
            return
        facts = facts_of_lots(self.scenario, [(tuple(bits(lot)), route) for lot, route in fresh])
        found: dict[tuple[int, Route], list[Offer]] = {lot: [] for lot in fresh}
        costs, loads = facts.cost.sum(axis=1).tolist(), self._loads.of(facts)
        winners = None if facts.winners is None else facts.winners.tolist()
        for i in np.argsort(costs, kind="stable").tolist():
            lot = facts.drawn(i)
            offers = found[bit_set(lot.units), lot.route]
            if wide or len(offers) < WINNERS:
                offers.append(Offer(costs[i], None if winners is None else winners[i], loads[i]))
        self.known |= found

    def _awarded(self, move: Move) -> tuple[Offer, Offer] | None:
        """The cheapest offers for both lots that their winners have room for."""
        one, other = (
            self.known[units, self.routes[lot]]
            for units, lot in zip(move.units, (move.one, move.other), strict=True)
        )
        if not one or not other:
            return None
        freed = [self.offers[move.one], self.offers[move.other]]
        return self._loads.cheapest(one, other, freed)

    def _make(self, move: Move, offers: tuple[Offer, Offer]) -> None:
        for lot, units, offer in zip((move.one, move.other), move.units, offers, strict=True):
            gone = self.offers[lot]
            self._loads.add(gone.winner, tuple(-each for each in gone.load))
            self._loads.add(offer.winner, offer.load)
            self.lots[lot], self.offers[lot] = units, offer
