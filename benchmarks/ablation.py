"""What each strategy is worth: a scenario solved with one of them switched off, beside all of them.

    python -m benchmarks.ablation 30 examples/surrey county-54-easy-priced

LOTDESIGN_PUBLIC names the folder of public instances. Each run is a process of its own with a limit
of so many seconds; a row says how long it took (processor seconds of the process), how it ended,
and the gap that it left.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

NEVER = 10**12

Change = tuple[str, str, Any]
"""Module, name in it, and what it is set to."""

STRATEGIES: Mapping[str, Sequence[Change]] = {
    "all": (),
    "reduced-cost fixing": (("solver.exact.reduced_cost_fixing", "FEWEST_FOR_LP", NEVER),),
    "branch and cut": (("solver.exact.reduced_cost_fixing", "MOST_FOR_ONE_MIP", NEVER),),
    "cut separation": (("solver.exact.branch_and_cut.cuts", "LEAST_VIOLATION", NEVER),),
    "gap enumeration": (
        ("solver.exact.branch_and_cut.partition_dynamic_program", "MOST_STATES", 0),
    ),
    "large-neighbourhood search": (
        ("solver.exact.branch_and_cut.neighbourhood_search", "CROSSED_LOTS_TRIES", 0),
        ("solver.heuristics.adjacent_lots", "TRIES_PER_LOT", 0),
    ),
    "pools of partitions": (
        ("solver.exact.branch_and_cut.primal_heuristics", "FEWEST_UNITS_FOR_POOL", NEVER),
    ),
    "MIP of small nodes": (("solver.exact.branch_and_cut.node", "MOST_FOR_NODE_MIP", 0),),
    "stabilised sifting": (("solver.exact.branch_and_cut.node", "FEWEST_FOR_SIFTING", NEVER),),
    "Benders cuts": (("solver.awards.combinatorial_benders", "MOST_BENDERS_CUTS", 0),),
    "first design before listing": (("solver.strategy", "MANY_UNITS", NEVER),),
    "frontier pricing": (
        ("solver.column_generation.frontier_search", "solve_by_frontier", lambda *given: None),
    ),
    "bands of large lots": (("solver.strategy", "FEW_LOTS", 0),),
    "first designs by tree cuts": (("solver.strategy", "MOST_CUT_LOTS", 0),),
    "relaxed lots": (("solver.lot_bands.search", "LARGE_GAP", NEVER),),
    "annealing": (("solver.heuristics.annealing", "MAX_TURNS", 0),),
}
"""Strategy -> what switches it off."""


def solve_without(strategy: str, scenario: str, seconds: float) -> None:
    """Solve in this process with the strategy switched off, and print how it ended as JSON."""
    for module, name, value in STRATEGIES[strategy]:
        place = import_module(module)
        if not hasattr(place, name):
            raise AttributeError(f"{module} has no {name}")
        setattr(place, name, value)
    import lotdesign

    run = lotdesign.solve(lotdesign.load(scenario), time_limit=seconds, context=False)
    first = run.result.objective[0] if run.result.objective else None
    print(json.dumps({"ended": run.result.termination, "gap": first and first.gap}))


def measure(strategy: str, scenario: str, seconds: float) -> tuple[float, str, str]:
    """Processor seconds, how it ended, and the gap."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.ablation", "--one", strategy, scenario, str(seconds)],
        capture_output=True,
        text=True,
        check=False,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    if done.returncode:
        return cpu, done.stderr.strip().splitlines()[-1], ""
    told = json.loads(done.stdout)
    return cpu, told["ended"], str(told["gap"])


def find_scenario(name: str, folder: Path) -> str:
    """The path of a scenario, or of a county or public instance written into the folder."""
    from lotdesign.app.bench.instances import find_instance

    public = os.environ.get("LOTDESIGN_PUBLIC")
    found = find_instance(name, folder, None if public is None else Path(public))
    return name if Path(name).exists() else str(found.path)


def main() -> None:
    """A table for each scenario named on the command line."""
    if sys.argv[1] == "--one":
        strategy, scenario, seconds = sys.argv[2:]
        solve_without(strategy, scenario, float(seconds))
        return
    seconds, *names = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        for name in names:
            scenario = find_scenario(name, Path(folder))
            print(f"\n{name}, at most {seconds} s\n")
            print("| without | CPU s | ended | gap |\n| --- | --- | --- | --- |")
            for strategy in STRATEGIES:
                cpu, ended, gap = measure(strategy, scenario, float(seconds))
                print(f"| {strategy} | {cpu:.1f} | {ended} | {gap} |", flush=True)


if __name__ == "__main__":
    main()
