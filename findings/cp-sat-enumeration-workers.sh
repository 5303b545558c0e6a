#!/bin/sh
# CP-SAT: with several workers, listing all solutions lists some, and says "OPTIMAL".
#
# Expected: with enumerate_all_solutions the status "OPTIMAL" says that all have come; more
# workers come to them sooner, or are refused, as interleaved search is.
#
# Seen with ortools 9.15.6755: there are 70 ways to choose 4 of 8. One worker lists 70. With
# four workers fewer come, often just half of them, with the same status and no warning.
#
# Why it matters here: the atlas counts and compares every admissible design; half of them would
# look like all.
#
# Instead: designs are listed by an exact cover search of our own (solver/enumeration).

set -eu
name=cp-sat-enumeration-workers
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
trap 'exit 1' HUP INT TERM
if ! "${PYTHON:-python3}" -m venv "$folder/venv" ||
    ! "$folder/venv/bin/python" -m pip install -qq --disable-pip-version-check --no-compile \
        --no-deps ortools==9.15.6755 absl-py==2.5.1 immutabledict==4.3.1 numpy==2.4.6 \
        pandas==3.1.1 protobuf==6.33.6 python-dateutil==4.0.0 typing_extensions==4.16.0 \
        tzdata==2026.6; then
    echo "$name: cannot be tried here, its packages are missing"
    exit 2
fi
cd "$folder"

cat >program.py <<'END'
from itertools import combinations

from ortools.sat.python import cp_model


def list_choices(workers):
    """All ways to choose 4 of 8, each once; returns the status and how many came."""
    model = cp_model.CpModel()
    x = [model.new_bool_var(f"x{i}") for i in range(8)]
    model.add(sum(x) == 4)

    class Collector(cp_model.CpSolverSolutionCallback):
        found = set()

        def on_solution_callback(self):
            self.found.add(tuple(self.value(v) for v in x))

    solver = cp_model.CpSolver()
    solver.parameters.enumerate_all_solutions = True
    solver.parameters.num_workers = workers
    return solver.status_name(solver.solve(model, Collector())), len(Collector.found)


true_count = len(list(combinations(range(8), 4)))
for workers in (1, 4):
    status, count = list_choices(workers)
    share = "all" if count == true_count else "not all" if count < true_count else "too many"
    print(f"{workers} workers: {status}, {share} of {true_count}")
END

cat >expected <<'END'
1 workers: OPTIMAL, all of 70
4 workers: OPTIMAL, not all of 70
END

venv/bin/python program.py >seen || echo "the program failed" >>seen
if diff expected seen; then
    echo "$name: as described"
else
    echo "$name: no longer as described"
    exit 1
fi
