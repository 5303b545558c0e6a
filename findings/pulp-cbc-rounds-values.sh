#!/bin/sh
# PuLP and CBC: values come back with eight digits.
#
# Expected: a whole number that a row fixes has that value in the solution.
#
# Seen with PuLP 3.3.2 and the CBC that it brings: 123456789 comes back as 123456790, status
# optimal. CBC writes its solution to a file with eight significant digits, and PuLP reads that
# file. Above a million pounds, pence are made up.
#
# Why it matters here: a total read from the solution would differ from the sum of its lots.
#
# Instead: CBC is no engine. Of the peer model that it solves only the choices, 0 or 1, are
# read, and costs are computed from them.

set -eu
name=pulp-cbc-rounds-values
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
import warnings

import pulp

warnings.simplefilter("ignore")
PENCE = 123_456_789
for solver in (pulp.HiGHS(msg=False), pulp.PULP_CBC_CMD(msg=False)):
    problem = pulp.LpProblem("total")
    total = pulp.LpVariable("total", 0, 10**9, cat="Integer")
    problem += total
    row = total == PENCE
    problem += row
    problem.solve(solver)
    print(
        f"{solver.name}: {pulp.LpSolution[problem.sol_status]}, total {total.value():.0f}, "
        f"{total.value() - PENCE:+.0f} pence from the only value allowed"
    )
END

cat >expected <<'END'
HiGHS: Optimal Solution Found, total 123456789, +0 pence from the only value allowed
PULP_CBC_CMD: Optimal Solution Found, total 123456790, +1 pence from the only value allowed
END

venv/bin/python program.py >seen || echo "the program failed" >>seen
if diff expected seen; then
    echo "$name: as described"
else
    echo "$name: no longer as described"
    exit 1
fi
