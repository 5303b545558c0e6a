#!/bin/sh
# PuLP and HiGHS: "Optimal" is also what a stopped run says, even one that found nothing.
#
# Expected: solve() returns 1, "Optimal", when the optimum is proved, and sol_status says
# "Solution Found" when there is a solution.
#
# Seen with PuLP 3.3.2 and highspy 1.12.0: a run that its time limit stopped returns "Optimal";
# only sol_status tells it apart. A run that a callback stopped before anything was found
# returns the same two, and its values, all 0, break every row.
#
# Why it matters here: a proof would be claimed that nobody made, of a design that is none.
#
# Instead: sol_status is read together with HiGHS's own status in one table, and values are
# checked before they count (solver/backends/base.py).

set -eu
name=pulp-optimal-when-stopped
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
trap 'exit 1' HUP INT TERM
if ! "${PYTHON:-python3}" -m venv "$folder/venv" ||
    ! "$folder/venv/bin/python" -m pip install -qq --disable-pip-version-check --no-compile \
        --no-deps pulp==3.3.2 highspy==1.12.0 numpy==2.4.6; then
    echo "$name: cannot be tried here, its packages are missing"
    exit 2
fi
cd "$folder"

cat >program.py <<'END'
import random

import highspy
import pulp


def build():
    """Cheapest cover; to choose nothing breaks every row."""
    draw = random.Random(1)
    problem = pulp.LpProblem("cover")
    x = [pulp.LpVariable(f"x{i:02}", 0, 3, cat="Integer") for i in range(60)]
    problem += pulp.lpSum(draw.randint(10, 40) * v for v in x)
    for _ in range(40):
        need = [draw.randint(1, 30) for _ in x]
        problem += pulp.lpDot(need, x) >= 0.6 * sum(need)
    return problem


def tell(name, problem, **options):
    status = problem.solve(pulp.HiGHS(msg=False, **options))
    rows = problem.constraints.values()
    broken = sum(not row.valid(1e-6) for row in rows)
    print(
        f"{name}: status {pulp.LpStatus[status]!r}, "
        f"sol_status {pulp.LpSolution[problem.sol_status]!r},\n"
        f"    HiGHS says {problem.solverModel.getModelStatus().name[1:]!r}, "
        f"{broken} of {len(rows)} rows broken"
    )


def stop(kind, message, output, answer, data):
    answer.user_interrupt = True


kinds = highspy.cb.HighsCallbackType
tell("stopped by its time limit", build(), timeLimit=1)
tell(
    "stopped at once",
    build(),
    presolve="off",
    callbackTuple=(stop, None),
    callbacksToActivate=[kinds.kCallbackMipInterrupt, kinds.kCallbackSimplexInterrupt],
)
END

cat >expected <<'END'
stopped by its time limit: status 'Optimal', sol_status 'Solution Found',
    HiGHS says 'TimeLimit', 0 of 40 rows broken
stopped at once: status 'Optimal', sol_status 'Solution Found',
    HiGHS says 'Interrupt', 40 of 40 rows broken
END

venv/bin/python program.py >seen || echo "the program failed" >>seen
if diff expected seen; then
    echo "$name: as described"
else
    echo "$name: no longer as described"
    exit 1
fi
