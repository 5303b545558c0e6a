"""Prices of the rows of a model's linear relaxation, from HiGHS.

Only hints are taken from here: whoever uses the prices proves with whole numbers what follows.
"""

import highspy
import numpy as np
import numpy.typing as npt

from solver.engines.interrupt import interruptible
from solver.selection.linear import Linear
from solver.selection.model import Model, Row

Prices = npt.NDArray[np.float64]


def row_prices(model: Model, minimise: Linear, rows: list[Row], seconds: float) -> Prices | None:
    """The dual value of each of the rows at the relaxation's optimum; None if none was found.

    Conditional rows and integrality are left out. Stops after `seconds`, or on Ctrl-C with
    Interrupted.
    """
    highs = highspy.Highs()
    highs.setOptionValue("output_flag", False)
    highs.setOptionValue("time_limit", seconds)
    highs.HandleUserInterrupt = True
    highs.passModel(_relaxation(model, minimise, rows))
    interruptible(highs.run, highs.cancelSolve)
    if highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    return np.array(highs.getSolution().row_dual)


def _relaxation(model: Model, minimise: Linear, rows: list[Row]) -> highspy.HighsLp:
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = model.size, len(rows)
    cost = np.zeros(model.size)
    cost[minimise.variables] = minimise.coefficients.astype(float)
    bounds = np.array([(v.low, v.high) for v in model.extra], dtype=float).reshape(-1, 2)
    lp.col_cost_ = cost
    lp.col_lower_ = np.concatenate((np.zeros(model.candidates), bounds[:, 0]))
    # A candidate is at most 1 by the row of any unit that it holds.
    lp.col_upper_ = np.concatenate((np.full(model.candidates, np.inf), bounds[:, 1]))
    lp.row_lower_ = np.array([_end(row.low, row.form.constant, -np.inf) for row in rows])
    lp.row_upper_ = np.array([_end(row.high, row.form.constant, np.inf) for row in rows])
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    sizes = [len(row.form.variables) for row in rows]
    lp.a_matrix_.start_ = np.concatenate(([0], np.cumsum(sizes))).astype(np.int32)
    lp.a_matrix_.index_ = np.concatenate([r.form.variables for r in rows]).astype(np.int32)
    lp.a_matrix_.value_ = np.concatenate([r.form.coefficients for r in rows]).astype(float)
    return lp


def _end(bound: int | None, constant: int, otherwise: float) -> float:
    return otherwise if bound is None else float(bound - constant)
