#!/bin/sh
# HiGHS 1.16: asked for conflicting rows, it says that an empty list is valid.
#
# Expected: getIis() of a linear program that is infeasible names rows that cannot hold
# together, or says that it did not look for them.
#
# Seen with highspy 1.16.0: as it comes (iis_strategy 0) getIis() returns "Ok" and a conflict
# marked valid that has no rows, although two rows contradict each other. With iis_strategy 2 it
# names them.
#
# Why it matters here: `lotdesign explain` names the rules that conflict; an empty list would
# mean that no rule is to blame.
#
# Instead: conflicts are found by leaving rules out and solving again, each step proved
# (solver/infeasibility).

set -eu
name=highs-empty-conflict
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
trap 'exit 1' HUP INT TERM
if ! "${PYTHON:-python3}" -m venv "$folder/venv" ||
    ! "$folder/venv/bin/python" -m pip install -qq --disable-pip-version-check --no-compile \
        --no-deps highspy==1.16.0 numpy==2.4.6; then
    echo "$name: cannot be tried here, its packages are missing"
    exit 2
fi
cd "$folder"

cat >program.py <<'END'
import highspy


def build():
    """At least 15 of what is at most 12; a third row has nothing to do with it."""
    highs = highspy.Highs()
    highs.silent()
    x, y = highs.addVariable(0, 10), highs.addVariable(0, 10)
    highs.addConstr(x + y >= 15)
    highs.addConstr(x + y <= 12)
    highs.addConstr(x <= 9)
    highs.run()
    return highs


highs = build()
print("model:", highs.getModelStatus().name[1:])
for strategy in (0, 2):
    highs.setOptionValue("iis_strategy", strategy)
    status, found = highs.getIis()
    rows = list(found.row_index_)
    default = " (default)" if build().getOptionValue("iis_strategy")[1] == strategy else ""
    print(f"strategy {strategy}{default}: {status.name[1:]}, valid: {found.valid_}, rows {rows}")
END

cat >expected <<'END'
model: Infeasible
strategy 0 (default): Ok, valid: True, rows []
strategy 2: Ok, valid: True, rows [0, 1]
END

venv/bin/python program.py >output || echo "the program failed" >>output
# The first object of HiGHS prints a banner, see highs-banner-on-stdout.sh.
sed '/^Running HiGHS/d;/^Includes third-party/d' output >seen
if diff expected seen; then
    echo "$name: as described"
else
    echo "$name: no longer as described"
    exit 1
fi
