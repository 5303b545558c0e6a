"""An engine that is only ever asked about few of very many candidates."""

from dataclasses import dataclass, field, replace

import numpy as np

from solver.engines.base import Engine, Listener, Outcome, Settings
from solver.facts.lots import Flags, Ints
from solver.selection.linear import Linear
from solver.selection.model import Model, Row


@dataclass
class Few:
    """An engine before which candidates that are not `kept` do not exist.

    What is left of each row is worked out once, so that rows may have millions of variables.
    """

    engine: Engine
    kept: Flags
    name: str = field(init=False)
    _rows: dict[int, tuple[Row, Row]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.name = self.engine.name

    def solve(
        self,
        model: Model,
        minimise: Linear | None,
        allowed: Flags | None,
        settings: Settings,
        listen: Listener,
        hint: Ints | None = None,
    ) -> Outcome:
        """As the engine does; solutions are those of the whole model."""
        kept = model.kept(self.kept)
        small, numbers = self._small(model, kept), np.cumsum(kept) - 1
        form = None if minimise is None else _within(minimise, kept, numbers)
        inside = None if allowed is None else allowed[self.kept]
        start = None if hint is None or hint[~kept].any() else hint[kept]
        outcome = self.engine.solve(small, form, inside, settings, listen, start)
        if outcome.solution is None:
            return outcome
        solution = np.zeros(model.size, dtype=np.int64)
        solution[kept] = outcome.solution
        return replace(outcome, solution=solution)

    def _small(self, model: Model, kept: Flags) -> Model:
        """What is left of the model; a row that hangs on something left out always holds."""
        numbers = np.cumsum(kept) - 1
        extra = [
            each
            if each.candidate is None
            else replace(each, candidate=int(numbers[each.candidate]))
            for each, left in zip(model.extra, kept[model.candidates :].tolist(), strict=True)
            if left
        ]
        rows = [row for row in model.rows if row.when is None or kept[row.when]]
        return Model(
            int(self.kept.sum()), extra, [self._narrowed(row, kept, numbers) for row in rows]
        )

    def _narrowed(self, row: Row, kept: Flags, numbers: Ints) -> Row:
        known = self._rows.get(id(row))
        if known is None:
            when = None if row.when is None else int(numbers[row.when])
            small = replace(row, form=_within(row.form, kept, numbers), when=when)
            # The row is held on to, so that no other takes its place in memory.
            known = self._rows[id(row)] = (row, small)
        return known[1]


def _within(form: Linear, kept: Flags, numbers: Ints) -> Linear:
    some = kept[form.variables]
    return Linear(numbers[form.variables[some]], form.coefficients[some], form.constant)
