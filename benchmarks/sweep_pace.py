"""How much faster a sweep is with two processes: python -m benchmarks.sweep_pace [SETTINGS]

A busy machine says nothing: look at the load that is printed with it. Every process takes a second
or so to load the engines, which many settings make up for.
"""

import os
import sys
import time
from pathlib import Path

from lotdesign.events import unheard
from lotdesign.scenario.variations import read_grid
from solver.sweep.frame import parquet
from solver.sweep.job import Means
from solver.sweep.local import LocalPool
from solver.sweep.sweep import Plan, carried_out, plan
from solver.sweep.table import kept

SCENARIO = Path(__file__).parents[1] / "examples" / "central-bedfordshire" / "find-the-savings.toml"


def planned(settings: int) -> Plan:
    """So many settings of the example in which the design must find the savings."""
    grid = [f"money.procurement=0:{(settings - 1) * 200}:200"]
    return plan(SCENARIO, read_grid(grid), [], [], [], Means())


def timed(asked: Plan, workers: int) -> tuple[float, bytes]:
    """The seconds that a sweep takes, and what comes of it."""
    started = time.perf_counter()
    with kept(None) as table:
        found = carried_out(asked, table, LocalPool(workers), unheard)
    return time.perf_counter() - started, parquet(found)


def main(settings: int = 200) -> None:
    """Prints the times of one and two processes, and their ratio."""
    asked = planned(settings)
    one, first = timed(asked, 1)
    two, second = timed(asked, 2)
    same = "the same bytes" if first == second else "OTHER BYTES"
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else float("nan")
    print(f"{settings} settings: 1 process {one:.1f} s, 2 processes {two:.1f} s, {same}")
    print(f"{one / two:.2f} times as fast; load {load:.1f}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
