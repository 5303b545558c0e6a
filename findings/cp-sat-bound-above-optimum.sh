#!/bin/sh
# CP-SAT: beyond 2^53 the lower bound is above the optimum.
#
# Expected: CP-SAT counts in whole numbers of 64 bits, so its bound is never better than the
# optimum.
#
# Seen with ortools 9.15.6755: with an optimum of 2^54 + 3 both objective_value and
# best_objective_bound are 1 too high, as they are doubles. inner_objective_lower_bound of the
# response is exact.
#
# Why it matters here: objectives that break ties are multiplied up to such sizes, and a bound
# above the optimum refuses the best design.
#
# Instead: values are computed again from the solution, a proved optimum is its own bound, and
# other bounds are read from inner_objective_lower_bound (solver/backends/cp_sat.py).

set -eu
name=cp-sat-bound-above-optimum
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

BEST = 2**54 + 3
model = cp_model.CpModel()
choices = [model.new_bool_var(f"choice {i}") for i in range(3)]
model.add_exactly_one(choices)
model.minimize(sum((BEST + 2 * i) * choice for i, choice in enumerate(choices)))
solver = cp_model.CpSolver()
print("status:", solver.status_name(solver.solve(model)), "choice:", solver.value(choices[0]))
print("objective minus its true value:", int(solver.objective_value) - BEST)
print("lower bound minus the optimum:", int(solver.best_objective_bound) - BEST)
print("inner bound minus the optimum:", solver.response_proto.inner_objective_lower_bound - BEST)
END

cat >expected <<'END'
status: OPTIMAL choice: 1
objective minus its true value: 1
lower bound minus the optimum: 1
inner bound minus the optimum: 0
END

venv/bin/python program.py >seen || echo "the program failed" >>seen
if diff expected seen; then
    echo "$name: as described"
else
    echo "$name: no longer as described"
    exit 1
fi
