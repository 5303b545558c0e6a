"""A linear program in the middle of its best prices, those of units within boxes."""

from dataclasses import dataclass

import highspy
import numpy as np

from solver.engines.columns import Entries, Floats
from solver.engines.interrupt import interruptible
from solver.facts.lots import Flags, Ints

SLIP = 3.0
"""What it costs to let a row that is no unit's slip by all of its largest coefficient."""
SLIPPED = 1e-6
"""Slips up to here are none."""
USABLE = (highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kUnknown)
"""Ends after which there are prices; they need not be exact."""


@dataclass(frozen=True)
class Program:
    """Columns with what they cost and the range of each (K x 2), and the ends of the rows."""

    entries: Entries
    costs: Floats
    ranges: Floats
    ends: tuple[Floats, Floats]


@dataclass(frozen=True)
class Middle:
    """Prices of the rows, the shares of the columns and what they cost.

    `pressed` says of each unit whether its price is at the side of its box, `slipped` whether any
    row is let slip.
    """

    duals: Floats
    shares: Floats
    value: float
    pressed: Flags
    slipped: bool


def boxed(
    program: Program, units: Flags, centre: Floats, box: Floats, deadline: float | None
) -> Middle | None:
    """The middle of the best prices, a unit's at most its `box` from its `centre`.

    None where there is none, or not before the deadline. Raises Interrupted.
    """
    own, others = np.flatnonzero(units), np.flatnonzero(~units)
    falling, rising = (others[np.isfinite(end[others])] for end in program.ends)
    rows = np.concatenate((own, own, falling, rising))
    signs = np.repeat([1.0, -1.0, 1.0, -1.0], [len(own), len(own), len(falling), len(rising)])
    dear = np.full(len(falling) + len(rising), SLIP)
    slips = np.concatenate((centre + box, box - centre, dear))
    highs = _posed(program, rows, signs, slips)
    interruptible(highs.run, highs.cancelSolve, deadline)
    solution = highs.getSolution()
    duals, values = np.array(solution.row_dual), np.array(solution.col_value)
    usable = highs.getModelStatus() in USABLE and len(duals) == len(program.ends[0])
    if not usable or not np.isfinite(duals).all():
        return None
    shares, slips = np.split(values, [len(program.costs)])
    pressed: Flags = np.maximum(*slips[: 2 * len(own)].reshape(2, -1)) > SLIPPED
    slipped = bool(slips.sum() > SLIPPED * len(rows))
    value = float(highs.getInfo().objective_function_value)
    return Middle(duals, shares, value, pressed, slipped)


def _posed(program: Program, rows: Ints, signs: Floats, slips: Floats) -> highspy.Highs:
    entries, count = program.entries, len(slips)
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(program.costs) + count, len(program.ends[0])
    lp.col_cost_ = np.concatenate((program.costs, slips))
    lp.col_lower_ = np.concatenate((program.ranges[:, 0], np.zeros(count)))
    lp.col_upper_ = np.concatenate((program.ranges[:, 1], np.full(count, np.inf)))
    lp.row_lower_, lp.row_upper_ = program.ends
    starts = entries.starts[-1] + np.arange(1, count + 1)
    lp.a_matrix_.start_ = np.concatenate((entries.starts, starts)).astype(np.int32)
    lp.a_matrix_.index_ = np.concatenate((entries.rows, rows)).astype(np.int32)
    lp.a_matrix_.value_ = np.concatenate((entries.values, signs))
    highs = highspy.Highs()
    options = {"output_flag": False, "threads": 1, "solver": "ipm", "run_crossover": "off"}
    for name, option in options.items():
        highs.setOptionValue(name, option)
    highs.HandleUserInterrupt = True
    highs.passModel(lp)
    return highs
