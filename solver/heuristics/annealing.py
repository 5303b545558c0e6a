"""Simulated annealing: a block moves to an adjacent lot, or two lots swap one each.

Kirkpatrick, Gelatt and Vecchi (1983), for scenarios whose lots interact only through their
winners' capacities. Many moves are drawn at once, since exact costs of many lots take little
longer than those of one, and the first that is accepted is made.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import exp
from random import Random

import numpy as np

from lotdesign.design import Lot, Route
from lotdesign.scenario.scenario import Scenario
from solver.bitsets import iterate_bits, pack_bits
from solver.candidate_listing import tabulate_lots
from solver.candidates.adjacency import Adjacency, build_contiguity
from solver.candidates.pruning import merge_blocks
from solver.constraints.registry import prune_growth
from solver.heuristics.capacities import RemainingCapacities
from solver.heuristics.incumbent_lots import IncumbentLot
from solver.solve_context import SolveContext

MOVES_PER_TURN = 64
"""Moves that are drawn at a time."""
MAX_TURNS, UNIT_PAIRS_PER_TURN = 1_500, 4
"""The most turns of a run, and a turn for every so many pairs of units."""
FIRST_TEMPERATURE, LAST_TEMPERATURE = 4e-3, 1e-5
"""The temperature at first and at last, in mean costs of a lot; it falls geometrically."""
MAX_OFFERS_PER_LOT = 12
"""The cheapest winners of a lot that are tried."""


@dataclass(frozen=True, slots=True)
class LotOffer:
    """A lot's cost in pence with this winner, and what it uses of the winner's capacity."""

    cost: int
    winner: int | None
    capacity_use: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class LotMove:
    """The positions of two lots, and their units (bit sets) after the move."""

    one: int
    other: int
    units: tuple[int, int]


@dataclass
class SimulatedAnnealing:
    """The current lots as bit sets, with their routes and offers; offers are cached by lot."""

    scenario: Scenario
    context: SolveContext
    random: Random
    known_offers: dict[tuple[int, Route], list[LotOffer]] = field(default_factory=dict)
    lots: list[int] = field(default_factory=list)
    routes: list[Route] = field(default_factory=list)
    offers: list[LotOffer] = field(default_factory=list)

    def __post_init__(self) -> None:
        pruning = prune_growth(self.scenario)
        unit_count = len(self.scenario.units)
        self._blocks = [pack_bits(block) for block in merge_blocks(pruning.blocks, unit_count)]
        self._adjacency: Adjacency = build_contiguity(self.scenario)
        self._local = pack_bits(u for u, unit in enumerate(self.scenario.units) if unit.locality)
        self._must_connect = pruning.connected and not self.scenario.divided
        self._capacities = RemainingCapacities(self.scenario)

    def improve(self, lots: Sequence[IncumbentLot]) -> tuple[list[IncumbentLot], int] | None:
        """The cheapest design met, starting from these lots, and its gain in pence.

        None without a gain.
        """
        if len(lots) < 2 or not self._start_from(lots):
            return None
        heat = FIRST_TEMPERATURE * sum(abs(offer.cost) for offer in self.offers) / len(self.offers)
        cost, cheapest, best = 0, 0, list[IncumbentLot]()
        turns = min(MAX_TURNS, 1 + len(self.scenario.units) ** 2 // UNIT_PAIRS_PER_TURN)
        cooling = LAST_TEMPERATURE / FIRST_TEMPERATURE
        for turn in range(turns):
            if self.context.is_late:
                break
            cost += self._make_one_move(heat * cooling ** (turn / turns))
            if cost < cheapest:
                cheapest, best = cost, self._list_incumbent_lots()
        return (best, -cheapest) if best else None

    def _start_from(self, lots: Sequence[IncumbentLot]) -> bool:
        """Takes the lots over; False where one cannot be priced with its winner."""
        self.lots = [pack_bits(each.lot.units) for each in lots]
        self.routes = [each.lot.route for each in lots]
        self._price_lots(list(zip(self.lots, self.routes, strict=True)), all_winners=True)
        own = [
            [offer for offer in self.known_offers[units, route] if offer.winner == each.winner]
            for units, route, each in zip(self.lots, self.routes, lots, strict=True)
        ]
        if not all(own):
            return False
        self.offers = [offers[0] for offers in own]
        self._capacities = RemainingCapacities(self.scenario)
        for offer in self.offers:
            self._capacities.add(offer.winner, offer.capacity_use)
        return True

    def _list_incumbent_lots(self) -> list[IncumbentLot]:
        return [
            IncumbentLot(Lot(tuple(iterate_bits(units)), route), offer.winner)
            for units, route, offer in zip(self.lots, self.routes, self.offers, strict=True)
        ]

    def _make_one_move(self, heat: float) -> int:
        """Makes the first of many random moves that is accepted; returns the change of cost."""
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
            increase = offers[0].cost + offers[1].cost - before
            if increase <= 0 or self.random.random() < exp(-increase / heat):
                self._apply_move(move, offers)
                return increase
        return 0

    def _draw_move(self) -> LotMove | None:
        """A random move; None where it would leave a lot empty or disconnected."""
        block = self.random.choice(self._blocks)
        one = next(i for i, lot in enumerate(self.lots) if lot & block)
        around = self._find_touching(block)
        adjacent = [i for i, lot in enumerate(self.lots) if i != one and lot & around]
        if not adjacent:
            return None
        other = self.random.choice(adjacent)
        smaller, larger = self.lots[one] & ~block, self.lots[other] | block
        if self.random.random() < 0.5:
            near = self._find_touching(smaller)
            back = [b for b in self._blocks if b & self.lots[other] and b & near]
            if not back:
                return None
            swapped = self.random.choice(back)
            smaller, larger = smaller | swapped, larger & ~swapped
        if not smaller or not larger:
            return None
        if not self._is_connected(smaller) or not self._is_connected(larger):
            return None
        return LotMove(one, other, (smaller, larger))

    def _find_touching(self, units: int) -> int:
        """What touches the units; everything where lots need not connect or units lie nowhere."""
        if not self._must_connect or units & ~self._local:
            return -1
        return self._adjacency.find_neighbours(units)

    def _is_connected(self, units: int) -> bool:
        return not self._must_connect or self._adjacency.is_connected(units & self._local)

    def _price_lots(self, lots: Sequence[tuple[int, Route]], all_winners: bool = False) -> None:
        """Caches the offers of new lots, cheapest first; with `all_winners` not just the best."""
        fresh = [lot for lot in dict.fromkeys(lots) if all_winners or lot not in self.known_offers]
        if not fresh:
            return
        candidates = tabulate_lots(
            self.scenario, [(tuple(iterate_bits(units)), route) for units, route in fresh]
        )
        offers_by_lot: dict[tuple[int, Route], list[LotOffer]] = {lot: [] for lot in fresh}
        costs = candidates.cost.sum(axis=1).tolist()
        uses = self._capacities.measure_use(candidates)
        winners = None if candidates.winners is None else candidates.winners.tolist()
        for i in np.argsort(costs, kind="stable").tolist():
            lot = candidates.get_lot(i)
            offers = offers_by_lot[pack_bits(lot.units), lot.route]
            if all_winners or len(offers) < MAX_OFFERS_PER_LOT:
                offers.append(LotOffer(costs[i], None if winners is None else winners[i], uses[i]))
        self.known_offers |= offers_by_lot

    def _award_move(self, move: LotMove) -> tuple[LotOffer, LotOffer] | None:
        """The cheapest offers for both lots that fit into their winners' capacities."""
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
            self._capacities.add(gone.winner, tuple(-amount for amount in gone.capacity_use))
            self._capacities.add(offer.winner, offer.capacity_use)
            self.lots[lot], self.offers[lot] = units, offer
