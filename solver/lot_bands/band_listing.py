"""The lots inside the bands of one number of lots after another, each with its bound.

Numbers of lots come in the order of what arithmetic says that they cost at least; one that costs
more than the best design needs no list.
"""

import time
from dataclasses import dataclass, field
from math import inf

import numpy as np

from lotdesign.scenario.scenario import Scenario
from solver.arrays import Flags, Floats
from solver.candidate_listing import TooManyLots, prune_route_growth
from solver.lot_bands.award_bounds import bound_awarded_designs, limits_winners_by_capacity
from solver.lot_bands.band_lots import list_band_lots
from solver.lot_bands.bands import LotBands, list_lot_bands
from solver.lot_bands.lot_bounds import bound_designs_with
from solver.lot_bands.masks import Masks, order_masks
from solver.lot_bands.value_bound import bound_cost_of_count
from solver.solve_context import SolveContext

MOST_BAND_LOTS = 3_000_000
"""The most lots that are listed inside bands."""
LISTING_SHARE = 0.5
"""Share of the time left that listing may take."""


@dataclass(frozen=True)
class BoundedLots:
    """Distinct lots (W x N words of units), each with a lower bound of the designs that hold it.

    Bounds are in the units of the first objective's goal.
    """

    units: Masks
    bounds: Floats

    def __len__(self) -> int:
        return len(self.bounds)

    def count_within(self, cost: float) -> int:
        """The number of lots whose bound is at most the cost."""
        return int((self.bounds <= cost).sum())

    def split(self, size: int) -> tuple[Flags, float]:
        """(N,): about so many lots with the least bounds, and the least bound of the others."""
        if size >= len(self):
            return np.ones(len(self), dtype=np.bool_), inf
        order = np.argpartition(self.bounds, size)
        flags = np.zeros(len(self), dtype=np.bool_)
        flags[order[:size]] = True
        return flags, float(self.bounds[order[size]])

    def find(self, lots: Masks) -> Flags:
        """(N,): which of the lots are among these."""
        flags = np.zeros(len(self), dtype=np.bool_)
        for column in lots.T:
            flags |= (self.units == column[:, None]).all(axis=0)
        return flags

    def merge(self, units: Masks, bounds: Floats) -> "BoundedLots":
        """These lots and more, which are distinct too, each with the least of its bounds."""
        if not len(self):
            return BoundedLots(units, bounds)
        units = np.concatenate((self.units, units), axis=1)
        bounds = np.concatenate((self.bounds, bounds))
        order = order_masks(units)
        units, bounds = units[:, order], bounds[order]
        is_new = np.append(True, (units[:, 1:] != units[:, :-1]).any(axis=0))[: len(bounds)]
        starts = np.flatnonzero(is_new)
        least = np.minimum.reduceat(bounds, starts) if len(starts) else bounds
        return BoundedLots(units[:, is_new], least)


def _order_by_bound(each: tuple[int | None, LotBands]) -> tuple[bool, int, int]:
    """Unknown bounds first, then the least."""
    bound, bands = each
    return bound is not None, bound or 0, bands.count


@dataclass
class BandListing:
    """Lists numbers of lots as they are asked for; `unlisted` has the others with their bounds.

    A bound is on the first objective, in its own sign times the measure's, None where arithmetic
    says nothing.
    """

    scenario: Scenario
    context: SolveContext
    unlisted: list[tuple[int | None, LotBands]]
    lots: BoundedLots
    connected: bool
    most: int = MOST_BAND_LOTS
    listed_counts: list[int] = field(default_factory=list)

    @classmethod
    def begin(
        cls, scenario: Scenario, context: SolveContext, bounded: bool = True
    ) -> "BandListing | None":
        """A listing of nothing so far; None where lots need the general listing.

        That is where a route other than external is offered. Unless `bounded`, arithmetic is not
        asked what numbers of lots cost at least, and all are listed. Its first answers are quick
        and rough; `sharpen` asks again.
        """
        if scenario.routes.offered != ("external",):
            return None
        measure = scenario.objectives[0].measure
        unlisted = [
            (bound_cost_of_count(scenario, bands, measure, 0) if bounded else None, bands)
            for bands in list_lot_bands(scenario)
        ]
        unlisted.sort(key=_order_by_bound)
        words = max(1, -(-len(scenario.units) // 64))
        nothing = BoundedLots(np.zeros((words, 0), dtype=np.uint64), np.zeros(0))
        connected = prune_route_growth(scenario, "external").connected
        return cls(scenario, context, unlisted, nothing, connected)

    def sharpen(self, best: int | None) -> None:
        """Ask arithmetic again, as finely as it can be, where a bound is below the best, if any."""
        measure = self.scenario.objectives[0].measure
        known = self.unlisted
        self.unlisted = [
            (bound, bands)
            if bound is None or (best is not None and bound >= best)
            else (bound_cost_of_count(self.scenario, bands, measure), bands)
            for bound, bands in known
        ]
        self.unlisted.sort(key=_order_by_bound)

    @property
    def bound_of_unlisted(self) -> int | None:
        """What a design of an unlisted number of lots costs at least; None where nothing is known.

        Not to be asked where every number is listed.
        """
        return self.unlisted[0][0]

    def list_next(self, needed: float = inf) -> None:
        """List the next number of lots; raises TooManyLots where there are too many.

        Of designs that cost more than `needed`, which some design does not, nothing need be known.
        """
        seconds = self.context.share_of_time_left(LISTING_SHARE)
        deadline = inf if seconds is None else time.monotonic() + seconds
        _, bands = self.unlisted[0]
        awarded = limits_winners_by_capacity(self.scenario)
        listed = list_band_lots(self.scenario, bands, self.most, deadline, awarded)
        if listed is None:
            raise TooManyLots("lots may hold divided units whole, which bands do not list")
        self.unlisted = self.unlisted[1:]
        self.listed_counts.append(bands.count)
        if len(listed):
            bounds = np.full(len(listed), -inf)
            if listed.costs is not None:
                units = len(self.scenario.units)
                bounds = bound_designs_with(listed, units, self.context.deadline)
            if listed.winners is not None:
                late = self.context.deadline
                better = bound_awarded_designs(self.scenario, listed, needed, late)
                np.maximum(bounds, better, out=bounds)
            self.lots = self.lots.merge(listed.units, bounds)
