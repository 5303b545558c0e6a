"""Everything in a room that raises its bound by no more than a gap.

The ways of dividing the units into lots are written out by a sweep; then each way is awarded.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from solver.facts.exact import SAFE
from solver.facts.lots import Flags, Ints
from solver.proving.apart import Triple
from solver.proving.awarding import Awarding, Found, Option
from solver.proving.limits import Limit, limits, ranges
from solver.proving.shapes import Shapes
from solver.proving.sweep import NEVER, Sweep, TooMany
from solver.selection.linear import Linear
from solver.selection.model import Row
from solver.selection.window import Window


@dataclass(frozen=True)
class Near:
    """`count` lots out of the allowed candidates, and the `view` of `form` that `rows` give.

    `besides` is the least that the form comes to without candidates; `triples` are the subset rows
    of three units that the view counts on.
    """

    shapes: Shapes
    form: Linear
    rows: tuple[Row, ...]
    view: Window
    allowed: Flags
    count: int
    besides: int
    triples: Sequence[Triple] = ()

    def sweep(self, gap: int, beam: int | None = None) -> Sweep:
        """The ways of dividing the units, by what they raise the bound at least."""
        if (gap + 2) * self.view.parts >= SAFE // 4 or gap >= NEVER // 4:
            raise TooMany
        return Sweep(self.shapes, self._least(gap), gap, self.count, self.triples, beam)

    def of(self, way: Ints) -> Flags:
        """The allowed candidates for the lots of a way."""
        flags: Flags = self.allowed & np.isin(self.shapes.of, way)
        return flags

    def look(self, gap: int, most: int, found: Found, hard: Callable[[Flags], int]) -> None:
        """Tells `found` of every choice of candidates that costs at most `most` within the gap.

        `hard` is told of candidates among which there may be more; both answer what is the most
        from then on. Raises TooMany.
        """
        _, ways = self.sweep(gap).ways()
        if not len(ways):
            return
        live, bound, parts = self._live(gap), self.view.bound, self.view.parts
        rows = limits(self.rows, self.view, len(self.allowed))
        settled, free = ranges(rows, self.shapes.of, live, self.count)
        kept, costs = settled.raised(self._least(gap)[ways].sum(axis=1), ways, gap, parts)
        ways = ways[kept]
        kept, least = free.raised(costs, ways, gap, parts)
        ways, costs = ways[kept], costs[kept]
        options = self._options(live, np.unique(ways), free.limits)
        most = min(most, bound + gap)
        awarding = Awarding(free, options, parts, bound, self.besides, most, found)
        for i in np.argsort(least, kind="stable").tolist():
            if least[i] > awarding.most - bound:
                return
            if not awarding.award(ways[i], int(costs[i])):
                awarding.most = hard(self.of(ways[i]))

    def _least(self, gap: int) -> Ints:
        """What the candidates of each shape add to the bound at least."""
        live, least = self._live(gap), np.full(len(self.shapes), NEVER)
        np.minimum.at(least, self.shapes.of[live], self.view.costs[live])
        return least

    def _live(self, gap: int) -> Ints:
        return np.flatnonzero(self.allowed & (self.view.costs <= gap))

    def _options(
        self, live: Ints, shapes: Ints, limits: Sequence[Limit]
    ) -> dict[int, list[Option]]:
        """The candidates of each of the shapes, the one that adds least first."""
        live = live[np.isin(self.shapes.of[live], shapes)]
        live = live[np.argsort(self.view.costs[live], kind="stable")]
        own = np.zeros(len(self.allowed), dtype=np.int64)
        inside = self.form.variables < len(own)
        own[self.form.variables[inside]] = self.form.coefficients[inside]
        takes: dict[int, list[tuple[int, int]]] = {each: [] for each in live.tolist()}
        for i, limit in enumerate(limits):
            some = np.isin(limit.variables, live)
            pairs = zip(limit.variables[some].tolist(), limit.amounts[some].tolist(), strict=True)
            for candidate, amount in pairs:
                takes[candidate].append((i, amount))
        options: dict[int, list[Option]] = {}
        for each in live.tolist():
            adds, cost = int(self.view.costs[each]), int(own[each])
            option = Option(adds, cost, each, tuple(takes[each]))
            options.setdefault(int(self.shapes.of[each]), []).append(option)
        return options
