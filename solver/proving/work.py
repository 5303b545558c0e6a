"""What all work on rooms shares: the search, the relaxation, what was learnt, the best so far."""

import time
from dataclasses import dataclass, field, replace
from functools import cached_property
from random import Random

import numpy as np

from solver.engines.base import Listener
from solver.engines.columns import Floats
from solver.facts.lots import Flags, Ints
from solver.proving.apart import worth
from solver.proving.cuts import Cuts
from solver.proving.near import Near
from solver.proving.packing import Knapsack, knapsacks, packings, units_of
from solver.proving.pairs import Pairs
from solver.proving.relaxation import Point, Relaxation
from solver.proving.room import Room
from solver.proving.shapes import Shapes, shapes
from solver.selection.linear import Linear
from solver.selection.model import Row
from solver.selection.search import Search
from solver.selection.window import Window, priced_rows, window

FEW = 1_200
"""So few candidates are handed to an engine; rooms without a pair to split by are in any case."""
PATIENCE = 8.0
"""Seconds that an engine gets for a room at first."""
MANY = 150_000
"""With more candidates prices come from within, and areas of a design are drawn again first."""
NEAR = 1e-6
"""Shares closer than this to whole numbers are whole."""


class Stuck(Exception):
    """The relaxation was not solved: out of time, or out of its numbers."""


@dataclass
class Work:
    """A form to make least over a search, and the best solution so far.

    `designed` says that good designs were looked for, `splits` how many rooms were split.
    """

    search: Search
    form: Linear
    listen: Listener
    best: Ints | None = None
    draw: Random = field(init=False)
    designed: bool = False
    splits: int = 0

    def __post_init__(self) -> None:
        self.draw = Random(self.search.settings.seed)

    @property
    def value(self) -> int | None:
        """The best value so far."""
        return None if self.best is None else self.form.of(self.best)

    def size(self, value: int) -> int:
        """How large a value of the form is, what it is measured from left out."""
        return abs(value - self.form.constant)

    @cached_property
    def plain(self) -> list[Row]:
        """The rows that hold whatever is chosen."""
        return priced_rows(self.search.model)

    @cached_property
    def units(self) -> list[Ints]:
        """The candidates that hold each unit."""
        return units_of(self.search.model, self.plain)

    @cached_property
    def pairs(self) -> Pairs:
        """Units, and what they are told apart from."""
        return Pairs(self.units, [*self.units, *(each.variables for each in self._limited)])

    @cached_property
    def cuts(self) -> Cuts:
        """Rows that every solution keeps, as they are found."""
        return Cuts(packings(self.units, self._limited), self._limited)

    @cached_property
    def shapes(self) -> Shapes | None:
        """The sets of units among candidates, where units can be swept."""
        return shapes(self.units, self.search.model.candidates)

    @cached_property
    def relaxation(self) -> Relaxation:
        """The linear relaxation; cuts stay in it."""
        search = self.search
        return Relaxation(search.model, self.form, self.plain, search.most_lots)

    @cached_property
    def besides(self) -> int:
        """The least that the form comes to without candidates."""
        least, first = self.form.constant, self.search.model.candidates
        for variable, cost in zip(self.form.variables, self.form.coefficients, strict=True):
            if variable >= first:
                low, high = self.search.model.bounds(int(variable))
                least += min(int(cost) * low, int(cost) * high)
        return least

    def near(self, room: Room) -> Near | None:
        """What lies near the bound of a room, where that can be looked through."""
        allowed = self.allowed(room)
        view = self.view(room.rows, room.duals, room.high, allowed)
        if view is None or self.shapes is None:
            return None
        triples = worth(room.rows, view, len(self.units))
        shapes, lots, besides = self.shapes, room.high, self.besides
        return Near(shapes, self.form, room.rows, view, allowed, lots, besides, triples)

    @cached_property
    def _limited(self) -> list[Knapsack]:
        return knapsacks(self.search.model, self.plain)

    def allowed(self, room: Room) -> Flags:
        """The candidates of a room."""
        return room.allowed(self.search.model.candidates)

    def solved(self, low: int, high: int, allowed: Flags) -> Point:
        """The relaxation with so many lots out of these candidates. Raises Stuck."""
        self.relaxation.between(low, high)
        self.relaxation.only(allowed)
        return self.again()

    def again(self) -> Point:
        """The relaxation as it stands. Raises Stuck."""
        point = self.relaxation.solve(self.search.seconds)
        if point is None:
            raise Stuck
        return point

    def worth(self, point: Point) -> float:
        """What the form comes to at a point."""
        some = self.form.variables
        return float(point.shares[some] @ self.form.coefficients.astype(float))

    def opened(self, low: int, high: int, allowed: Flags, parent: Room | None) -> list[Room]:
        """The room of so many of these lots; none when there is no such solution."""
        point = self.solved(low, high, allowed)
        if point.none and self.empty(point, high, allowed):
            return []
        return [self.room(low, high, allowed, point, parent)]

    @property
    def many(self) -> bool:
        """Whether there are so many candidates that a relaxation takes long."""
        return self.search.remaining > MANY

    def approached(self, low: int, high: int, allowed: Flags) -> list[Room]:
        """The room by prices from within, of which each bound is told as it is known."""
        relaxation, point, bound = self.relaxation, None, None
        relaxation.between(low, high)
        relaxation.only(allowed)
        for point in relaxation.centres(self.search.deadline):
            view = self.view(point.rows, point.duals, high, allowed)
            if view is not None and (bound is None or view.bound > bound):
                bound = view.bound
                self.listen(None, bound)
        return [] if point is None else [self.room(low, high, allowed, point, None)]

    def unsolved(self, low: int, high: int, allowed: Flags) -> list[Room]:
        """The room as far as its relaxation came in time; nothing where it did not begin."""
        prices, rows = self.relaxation.prices, self.relaxation.rows
        view = None if prices is None else self.view(rows, prices, high, allowed)
        if prices is None or view is None:
            return []
        nothing = np.zeros(0, dtype=np.int64)
        inside = np.packbits(allowed)
        return [Room(low, high, inside, rows, prices, view.bound, nothing, np.zeros(0))]

    def empty(self, point: Point, lots: int, allowed: Flags) -> bool:
        """Whether the prices prove, in whole numbers, that nothing fits."""
        nothing = Linear(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64))
        model = self.search.model
        view = window(model, nothing, point.rows, point.duals, lots, allowed)
        return view is not None and view.bound > 0

    def room(self, low: int, high: int, allowed: Flags, point: Point, parent: Room | None) -> Room:
        """A room by what its relaxation tells; candidates that are too dear for it are left out."""
        duals = np.zeros(len(point.duals)) if point.none else point.duals
        view = self.view(point.rows, duals, high, allowed)
        if view is None:
            raise Stuck
        inside = allowed if self.value is None else allowed & view.within(self.value)
        chosen = np.flatnonzero(point.shares > NEAR)
        return Room(
            low,
            high,
            np.packbits(inside),
            point.rows,
            duals,
            view.bound if parent is None else max(parent.bound, view.bound),
            chosen,
            point.shares[chosen],
            False,
            PATIENCE if low == high and int(inside.sum()) <= FEW else 0.0,
        )

    def view(
        self, rows: tuple[Row, ...], duals: Floats, lots: int, allowed: Flags
    ) -> Window | None:
        """The window of the form at these prices."""
        return window(self.search.model, self.form, rows, duals, lots, allowed)

    def trial(
        self,
        rows: tuple[Row, ...],
        patience: float,
        workers: int | None = None,
        windowed: bool = False,
    ) -> Search:
        """A search with more rows, for so many seconds, of something better than the best."""
        model = self.search.model.copy()
        model.rows += rows
        trial = self.search.over(model)
        latest = time.monotonic() + patience
        trial.deadline = latest if trial.deadline is None else min(latest, trial.deadline)
        trial.settings = replace(
            trial.settings,
            workers=trial.settings.workers if workers is None else workers,
            windowed=windowed,
            ceiling=None if self.value is None else self.value - 1,
        )
        return trial

    def settled(self, trial: Search, form: Linear, inside: Flags) -> bool:
        """Whether nothing better is left among these candidates; the best is kept."""
        outcome = trial.solve(form, allowed=inside)
        self.search.interrupted = self.search.interrupted or trial.interrupted
        if outcome.solution is not None:
            value = self.form.of(outcome.solution)
            if self.value is None or value < self.value:
                self.best = outcome.solution
                self.listen(value, None)
        return outcome.status in ("optimal", "infeasible")
