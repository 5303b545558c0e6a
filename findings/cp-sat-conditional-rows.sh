#!/bin/sh
# CP-SAT 9.15: "INFEASIBLE" for a model with five solutions, as it comes.
#
# Expected: rows that hold where a lot is chosen may have two whole-number variables, as long as
# no sum comes near 2^63; the largest here is below 2e11.
#
# Seen with ortools 9.15.6755: designs of four units in which no lot is worth more than twice
# the mean, with the number of lots and their total as variables. Trying all designs finds five;
# CP-SAT says "INFEASIBLE" with 1 and with 8 workers, with presolve and without. In units of ten
# pence it is right.
#
# Why it matters here: the rule `balance` was first written like this. "Nothing is admissible"
# is the gravest answer there is.
#
# Instead: no conditional row has two whole-number variables (the number of lots is a choice
# among marks), and "infeasible" is said only when a second engine agrees (docs/reliability.md).

set -eu
name=cp-sat-conditional-rows
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

AMOUNTS = (6_294_919_106, 2_522_798_643, 6_493_598_147, 3_405_809_748)
LOTS = (0b0001, 0b0010, 0b0110, 0b1001, 0b1100, 0b1101, 0b1110, 0b1111)


def value_lots(amounts):
    """The value of each lot; a lot has a bit for each of the four units."""
    return {lot: sum(a for i, a in enumerate(amounts) if lot >> i & 1) for lot in LOTS}


def count_designs(amounts):
    """The designs in which no lot is worth more than twice the mean, by trying all."""
    value, count = value_lots(amounts), 0
    for size in range(1, 5):
        for lots in combinations(LOTS, size):
            if sum(lots) == 0b1111 and not any(a & b for a, b in combinations(lots, 2)):
                count += all(value[lot] * size <= 2 * sum(amounts) for lot in lots)
    return count


def ask_cp_sat(amounts, **parameters):
    """The same question: the number of lots and their total are variables."""
    model, value = cp_model.CpModel(), value_lots(amounts)
    chosen = {lot: model.new_bool_var(f"lot {lot:04b}") for lot in LOTS}
    number = model.new_int_var(0, 4, "number of lots")
    total = model.new_int_var(0, sum(amounts), "total")
    for unit in range(4):
        model.add_exactly_one(x for lot, x in chosen.items() if lot >> unit & 1)
    model.add(sum(chosen.values()) == number)
    model.add(sum(value[lot] * x for lot, x in chosen.items()) == total)
    for lot, x in chosen.items():
        model.add(value[lot] * number <= 2 * total).only_enforce_if(x)
    solver = cp_model.CpSolver()
    for name, setting in parameters.items():
        setattr(solver.parameters, name, setting)
    return solver.status_name(solver.solve(model))


for name, unit in (("pence", 1), ("ten pence", 10)):
    amounts = [amount // unit for amount in AMOUNTS]
    answers = [ask_cp_sat(amounts, num_workers=n, random_seed=s) for n in (1, 8) for s in range(3)]
    print(f"in {name}: {count_designs(amounts)} designs; CP-SAT:", *sorted({*answers}))
    print("    without presolve:", ask_cp_sat(amounts, num_workers=1, cp_model_presolve=False))
END

cat >expected <<'END'
in pence: 5 designs; CP-SAT: INFEASIBLE
    without presolve: INFEASIBLE
in ten pence: 5 designs; CP-SAT: OPTIMAL
    without presolve: OPTIMAL
END

venv/bin/python program.py >seen || echo "the program failed" >>seen
if diff expected seen; then
    echo "$name: as described"
else
    echo "$name: no longer as described"
    exit 1
fi
