"""Times a sweep with one and two processes: python -m benchmarks.sweep_pace [SETTINGS]

On a busy machine this says nothing: the load is printed too. Every process takes a second or so
to load the engines, which many settings make up for.
"""

import os
import sys
import time
from pathlib import Path

from lotdesign.events import ignore_event
from lotdesign.input.variations import read_grid
from solver.batch.frame import write_parquet
from solver.batch.job_table import open_job_table
from solver.batch.jobs import JobSettings
from solver.batch.local_pool import LocalPool
from solver.batch.run import BatchPlan, plan_batch, run_batch

SCENARIO = Path(__file__).parents[1] / "examples" / "central-bedfordshire" / "find-the-savings.toml"


def build_plan(settings: int) -> BatchPlan:
    """Plan so many settings of the example in which the design must find the savings."""
    grid = [f"money.procurement=0:{(settings - 1) * 200}:200"]
    return plan_batch(SCENARIO, read_grid(grid), [], [], [], JobSettings())


def time_sweep(asked: BatchPlan, workers: int) -> tuple[float, bytes]:
    """Return the seconds that a sweep takes, and its answer."""
    started = time.perf_counter()
    with open_job_table(None) as table:
        found = run_batch(asked, table, LocalPool(workers), ignore_event)
    return time.perf_counter() - started, write_parquet(found)


def main(settings: int = 200) -> None:
    """Print the times of one and two processes, and their ratio."""
    asked = build_plan(settings)
    one, first = time_sweep(asked, 1)
    two, second = time_sweep(asked, 2)
    same = "the same bytes" if first == second else "OTHER BYTES"
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else float("nan")
    print(f"{settings} settings: 1 process {one:.1f} s, 2 processes {two:.1f} s, {same}")
    print(f"{one / two:.2f} times as fast; load {load:.1f}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
