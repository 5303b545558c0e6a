"""A largest regret that no design is below, by the linear program with the award of every case."""

from dataclasses import replace
from fractions import Fraction

import numpy as np

from solver.backends.highs_lp import solve_row_duals
from solver.backends.native_calls import Interrupted
from solver.exact.lagrangian_bound import compute_window, select_unconditional_rows
from solver.model.expressions import LinearExpression
from solver.robust.case_bound import leaves_out_award
from solver.robust.regret_model import RegretModel

MOST_AWARD_VARIABLES = 150_000
"""With more ways to win a lot in all cases the linear program takes too long."""


def bound_by_relaxation(model: RegretModel, seconds: float) -> Fraction | None:
    """A largest regret, by the model's references, that no design is below.

    None where it takes longer, or numbers do not fit. For linear objectives. Raises
    KeyboardInterrupt on Ctrl-C.
    """
    ways = sum(int(table.eligible_parties.sum()) for table in model.shared.tables)
    if ways > MOST_AWARD_VARIABLES:
        return None
    needing = (number for number, case in enumerate(model.cases) if leaves_out_award(case))
    whole = replace(model, with_award=frozenset(needing))
    whole.build_goals(None)
    relaxed = whole.search.model
    goal = LinearExpression(np.array([relaxed.size - 1]), np.array([1]))
    rows = select_unconditional_rows(relaxed)
    try:
        duals = solve_row_duals(relaxed, goal, rows, max(0.0, seconds))
    except Interrupted:
        raise KeyboardInterrupt from None
    most = whole.search.most_lots
    window = None if duals is None else compute_window(relaxed, goal, rows, duals, most)
    return None if window is None else Fraction(max(0, window.bound), whole.scale)
