#!/bin/sh
# CP-SAT: with an objective, every assumption is named as part of the conflict.
#
# Expected: sufficient_assumptions_for_infeasibility() names assumptions that cannot hold
# together; what is to be minimised has no say in that.
#
# Seen with ortools 9.15.6755: of four assumptions two contradict each other, and these are
# named. With an objective all four are.
#
# Why it matters here: a council would be told that all of its rules conflict.
#
# Instead: conflicts are found on models without an objective, shrunk by leaving rules out one
# by one, and each is proved by a solve of its own (solver/infeasibility).

set -eu
name=cp-sat-conflict-with-objective
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
from ortools.sat.python import cp_model


def find_conflict(with_objective):
    """The assumptions that CP-SAT names; only the first two cannot hold together."""
    model = cp_model.CpModel()
    size = model.new_int_var(0, 10, "size")
    rules = [size >= 8, size <= 3, size >= 1, size <= 9]
    switches = [model.new_bool_var(f"rule {i}") for i in range(1, 5)]
    for rule, switch in zip(rules, switches):
        model.add(rule).only_enforce_if(switch)
    model.add_assumptions(switches)
    if with_objective:
        model.minimize(size)
    solver = cp_model.CpSolver()
    status = solver.status_name(solver.solve(model))
    named = set(solver.sufficient_assumptions_for_infeasibility())
    return status, [switch.name for switch in switches if switch.index in named]


print("without an objective:", *find_conflict(False))
print("with an objective:", *find_conflict(True))
END

cat >expected <<'END'
without an objective: INFEASIBLE ['rule 1', 'rule 2']
with an objective: INFEASIBLE ['rule 1', 'rule 2', 'rule 3', 'rule 4']
END

venv/bin/python program.py >seen || echo "the program failed" >>seen
if diff expected seen; then
    echo "$name: as described"
else
    echo "$name: no longer as described"
    exit 1
fi
