"""The restricted master LP with box-stabilised duals.

Boxed rows may be violated at a penalty around their best known dual, which keeps their duals
within a box while there are few columns (boxstep stabilisation; du Merle, Villeneuve, Desrosiers
and Hansen, Discrete Mathematics 194, 1999). Duals are floating-point hints; what follows from them
is proved elsewhere in whole numbers.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np

from solver.arrays import Flags, Floats, Ints
from solver.backends.highs_lp import HighsLp, LpOptions, RowBounds
from solver.model.column_matrix import SparseColumns

WARM_SIMPLEX = LpOptions()
"""HiGHS's choice, which is the simplex method from the basis before."""


@dataclass(frozen=True)
class MasterSolution:
    """The optimum of a master with R rows, in the units of its costs.

    `duals` are (R,). `slack`, R x 2, is how far each row is short of its lower bound and above its
    upper one; a dual is at a side of its box where there is any. `shares`, (C,), are the values of
    the columns.
    """

    value: float
    duals: Floats
    shares: Floats
    slack: Floats


class StabilisedMaster:
    """Minimises over the columns so far; every row with a penalty has slack columns.

    Costs are divided by `scale`. A row's penalty, (R,) in scaled costs, is that of a unit of its
    slack on the sides where it has a bound; an infinite one leaves it without slack. The slack of
    `boxed` rows, (R,) flags, costs what `set_box` says.
    """

    def __init__(
        self,
        row_bounds: RowBounds,
        boxed: Flags,
        penalties: Floats,
        *,
        scale: float = 1.0,
        options: LpOptions = WARM_SIMPLEX,
    ) -> None:
        self._lp = HighsLp(row_bounds, options)
        self._scale = scale
        has_slack = np.isfinite(np.column_stack(row_bounds)) & np.isfinite(penalties)[:, None]
        self._slack_places = np.flatnonzero(has_slack)
        rows, sides = np.divmod(self._slack_places, 2)
        self._boxed_slacks = np.flatnonzero(boxed[rows])
        signs = np.where(sides == 0, 1.0, -1.0)
        entries = SparseColumns(np.arange(len(rows) + 1), rows, signs)
        self._add(penalties[rows], entries)
        self._known_keys: set[Hashable] = set()

    @property
    def slack_count(self) -> int:
        """The number of slack columns."""
        return len(self._slack_places)

    def set_box(self, centre: Floats, width: Floats | float) -> None:
        """Keeps the duals of the B boxed rows within `width` of the centre, (B,) in their order."""
        centre, width = centre / self._scale, width / self._scale
        costs = np.column_stack((centre + width, width - centre)).ravel()
        self._lp.set_costs(self._boxed_slacks, costs)

    def set_row_bounds(self, row: int, low: float, high: float) -> None:
        """Changes the bounds of a row."""
        self._lp.set_row_bounds(row, low, high)

    def add_columns(
        self, costs: Floats, entries: SparseColumns, bounds: Floats | None = None
    ) -> None:
        """Adds n columns at `costs`, (n,), with `bounds`, n x 2.

        Without bounds they are at least 0.
        """
        self._add(costs / self._scale, entries, bounds)

    def add_new_columns(
        self,
        costs: Floats,
        rows: Sequence[Ints],
        values: Sequence[Floats],
        keys: Sequence[Hashable],
    ) -> int:
        """Adds the columns whose key is new; returns how many are.

        `costs` is (n,); each column has the `rows` that it is in and its `values` there.
        """
        new = []
        for i, key in enumerate(keys):
            if key not in self._known_keys:
                self._known_keys.add(key)
                new.append(i)
        if new:
            starts = np.cumsum([0, *(len(rows[i]) for i in new)])
            entries = SparseColumns(
                starts,
                np.concatenate([rows[i] for i in new]),
                np.concatenate([values[i] for i in new]),
            )
            self.add_columns(costs[new], entries)
        return len(new)

    def solve(self, deadline: float | None = None) -> MasterSolution | None:
        """The optimum; None where there is none, or none before the deadline (monotonic).

        Raises Interrupted on Ctrl-C.
        """
        solution = self._lp.solve(deadline)
        if solution is None:
            return None
        slack = np.zeros((self._lp.row_count, 2))
        slack.flat[self._slack_places] = solution.primal[: self.slack_count]
        return MasterSolution(
            solution.value * self._scale,
            solution.duals * self._scale,
            solution.primal[self.slack_count :],
            slack,
        )

    def _add(self, costs: Floats, entries: SparseColumns, bounds: Floats | None = None) -> None:
        count = len(costs)
        low, high = (np.zeros(count), np.full(count, np.inf)) if bounds is None else bounds.T
        self._lp.add_columns(costs, low, high, entries)
