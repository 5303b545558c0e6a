"""Simulated annealing: a block moves to an adjacent lot, or two lots swap one each.

Kirkpatrick, Gelatt and Vecchi (1983), for scenarios whose lots interact only through their
winners' capacities. Many moves are drawn at once, since exact figures of many lots take little
longer than those of one, and the first that is accepted is made.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import exp
from random import Random

import numpy as np

from lotdesign.design import Lot, Route
from lotdesign.scenario.scenario import Scenario
from solver.bitsets import is_connected, iterate_bits, pack_bits
from solver.candidate_listing import tabulate_lots
from solver.candidates.geography import compute_adjacency
from solver.candidates.pruning import merge_blocks
from solver.constraints.registry import prune_growth
from solver.heuristics.capacities import RemainingCapacities
from solver.heuristics.incumbent_lots import IncumbentLot
from solver.solve_context import SolveContext

MOVES_PER_TURN = 64
"""Moves that are drawn at a time."""
MAX_TURNS, UNIT_PAIRS_PER_TURN = 1_500, 4
"""How often moves are drawn while it cools down, at most, and for every so many pairs of units."""
FIRST_TEMPERATURE, LAST_TEMPERATURE = 4e-3, 1e-5
"""By which part of a mean lot's cost a design may be dearer at first, about, and at last."""
MAX_OFFERS_PER_LOT = 12
"""So many of those who win a lot cheapest are looked at."""


@dataclass(frozen=True, slots=True)
class LotOffer:
    """What a lot costs, in pence, if this party wins it, and what that takes of its room."""

    cost: int
    winner: int | None
    capacity_use: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class LotMove:
    """Two lots, by their numbers, and what becomes of them."""

    one: int
    other: int
    units: tuple[int, int]


@dataclass
class SimulatedAnnealing:
    """Lots as bit sets, with how each is delivered and its offer; known offers are kept."""

    scenario: Scenario
    means: SolveContext
    random: Random
    known_offers: dict[tuple[int, Route], list[LotOffer]] = field(default_factory=dict)
    lots: list[int] = field(default_factory=list)
    routes: list[Route] = field(default_factory=list)
    offers: list[LotOffer] = field(default_factory=list)

    def __post_init__(self) -> None:
        shape = prune_growth(self.scenario)
        self._blocks = [pack_bits(b) for b in merge_blocks(shape.blocks, len(self.scenario.units))]
        self._touching = compute_adjacency(self.scenario)
        self._local = pack_bits(u for u, unit in enumerate(self.scenario.units) if unit.locality)
        self._connected = shape.connected and not self.scenario.divided
        self._capacities = RemainingCapacities(self.scenario)

    def improve(self, pieces: Sequence[IncumbentLot]) -> tuple[list[IncumbentLot], int] | None:
        """The cheapest design met from one on, and how much cheaper it is; None if none is."""
        if len(pieces) < 2 or not self._start_from(pieces):
            return None
        heat = FIRST_TEMPERATURE * sum(abs(offer.cost) for offer in self.offers) / len(self.offers)
        cost, cheapest, best = 0, 0, list[IncumbentLot]()
        turns = min(MAX_TURNS, 1 + len(self.scenario.units) ** 2 // UNIT_PAIRS_PER_TURN)
        for turn in range(turns):
            if self.means.is_late:
                break
            cost += self._make_one_move(
                heat * (LAST_TEMPERATURE / FIRST_TEMPERATURE) ** (turn / turns)
            )
            if cost < cheapest:
                cheapest, best = cost, self._list_incumbent_lots()
        return (best, -cheapest) if best else None

    def _start_from(self, pieces: Sequence[IncumbentLot]) -> bool:
        self.lots = [pack_bits(piece.lot.units) for piece in pieces]
        self.routes = [piece.lot.route for piece in pieces]
        self._price_lots(list(zip(self.lots, self.routes, strict=True)), wide=True)
        own = [
            [offer for offer in self.known_offers[lot, route] if offer.winner == piece.winner]
            for lot, route, piece in zip(self.lots, self.routes, pieces, strict=True)
        ]
        if not all(own):
            return False
        self.offers = [each[0] for each in own]
        self._capacities = RemainingCapacities(self.scenario)
        for offer in self.offers:
            self._capacities.add(offer.winner, offer.capacity_use)
        return True

    def _list_incumbent_lots(self) -> list[IncumbentLot]:
        return [
            IncumbentLot(Lot(tuple(iterate_bits(lot)), route), offer.winner)
            for lot, route, offer in zip(self.lots, self.routes, self.offers, strict=True)
        ]

    def _make_one_move(self, heat: float) -> int:
        """Makes one of many moves, if luck accepts any; what the design costs more then."""
        moves = [
            move for move in (self._draw_move() for _ in range(MOVES_PER_TURN)) if move is not None
        ]
        self._price_lots(
            [
                (units, self.routes[lot])
                for move in moves
                for lot, units in zip((move.one, move.other), move.units, strict=True)
            ]
        )
        for move in moves:
            offers = self._award_move(move)
            if offers is None:
                continue
            before = self.offers[move.one].cost + self.offers[move.other].cost
            more = offers[0].cost + offers[1].cost - before
            if more <= 0 or self.random.random() < exp(-more / heat):
                self._apply_move(move, offers)
                return more
        return 0

    def _draw_move(self) -> LotMove | None:
        """A move at random; None where it would leave a lot in parts."""
        block = self.random.choice(self._blocks)
        one = next(i for i, lot in enumerate(self.lots) if lot & block)
        around = self._find_touching(block)
        beside = [i for i, lot in enumerate(self.lots) if i != one and lot & around]
        if not beside:
            return None
        other = self.random.choice(beside)
        less, more = self.lots[one] & ~block, self.lots[other] | block
        if self.random.random() < 0.5:
            near = self._find_touching(less)
            back = [b for b in self._blocks if b & self.lots[other] and b & near]
            if not back:
                return None
            swapped = self.random.choice(back)
            less, more = less | swapped, more & ~swapped
        if not less or not more or not self._is_connected(less) or not self._is_connected(more):
            return None
        return LotMove(one, other, (less, more))

    def _find_touching(self, units: int) -> int:
        """What touches the units; everything, where lots need not connect or they have no place."""
        if not self._connected or units & ~self._local:
            return -1
        mask = 0
        for u in iterate_bits(units):
            mask |= self._touching[u]
        return mask

    def _is_connected(self, lot: int) -> bool:
        return not self._connected or is_connected(lot & self._local, self._touching)

    def _price_lots(self, lots: Sequence[tuple[int, Route]], wide: bool = False) -> None:
        """Works out the offers of lots that are not known yet; of a first design all of them."""
        fresh = [lot for lot in dict.fromkeys(lots) if wide or lot not in self.known_offers]
        if not fresh:
            return
        facts = tabulate_lots(
            self.scenario, [(tuple(iterate_bits(lot)), route) for lot, route in fresh]
        )
        found: dict[tuple[int, Route], list[LotOffer]] = {lot: [] for lot in fresh}
        costs, loads = facts.cost.sum(axis=1).tolist(), self._capacities.measure_use(facts)
        winners = None if facts.winners is None else facts.winners.tolist()
        for i in np.argsort(costs, kind="stable").tolist():
            lot = facts.get_lot(i)
            offers = found[pack_bits(lot.units), lot.route]
            if wide or len(offers) < MAX_OFFERS_PER_LOT:
                offers.append(LotOffer(costs[i], None if winners is None else winners[i], loads[i]))
        self.known_offers |= found

    def _award_move(self, move: LotMove) -> tuple[LotOffer, LotOffer] | None:
        """The cheapest offers for both lots that their winners have room for."""
        one, other = (
            self.known_offers[units, self.routes[lot]]
            for units, lot in zip(move.units, (move.one, move.other), strict=True)
        )
        if not one or not other:
            return None
        freed = [self.offers[move.one], self.offers[move.other]]
        return self._capacities.find_cheapest_pair(one, other, freed)

    def _apply_move(self, move: LotMove, offers: tuple[LotOffer, LotOffer]) -> None:
        for lot, units, offer in zip((move.one, move.other), move.units, offers, strict=True):
            gone = self.offers[lot]
            self._capacities.add(gone.winner, tuple(-each for each in gone.capacity_use))
            self._capacities.add(offer.winner, offer.capacity_use)
            self.lots[lot], self.offers[lot] = units, offer
