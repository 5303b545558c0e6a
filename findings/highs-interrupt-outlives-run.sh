#!/bin/sh
# HiGHS: a stop that was asked for once stops every later run too.
#
# Expected: a callback answers for the moment at which it is asked. Once it asks to stop no
# more, or the model is solved afresh, HiGHS solves.
#
# Seen with highspy 1.12.0 (1.15.1 and 1.16.0 do the same): user_interrupt stays set in the
# answer that HiGHS hands to the callback, so every later run of the object ends at once, also
# after clearSolver() and although the callback sets nothing. cancelSolve() has the same effect;
# even startSolve(), which takes the wish back, is stopped. Setting the callback again clears
# it.
#
# Why it matters here: one linear program is solved again and again while columns join it, and a
# deadline or Ctrl-C may stop any of these solves.
#
# Instead: the callback sets user_interrupt to True or False each time it is called
# (solver/backends/highs_stop.py).

set -eu
name=highs-interrupt-outlives-run
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
trap 'exit 1' HUP INT TERM
if ! "${PYTHON:-python3}" -m venv "$folder/venv" ||
    ! "$folder/venv/bin/python" -m pip install -qq --disable-pip-version-check --no-compile \
        --no-deps highspy==1.12.0 numpy==2.4.6; then
    echo "$name: cannot be tried here, its packages are missing"
    exit 2
fi
cd "$folder"

cat >program.py <<'END'
import highspy


class Stop:
    asked = True

    def reply(self, kind, message, output, answer, data):
        if self.asked:
            answer.user_interrupt = True


def build():
    highs = highspy.Highs()
    highs.setOptionValue("output_flag", False)
    x, y = highs.addIntegral(0, 10), highs.addIntegral(0, 10)
    highs.addConstr(x + 2 * y >= 7)
    highs.setObjective(x + 3 * y)
    return highs


def run(name, highs):
    highs.run()
    print(f"{name}: {highs.getModelStatus().name[1:]}")


stop, highs = Stop(), build()
kinds = highspy.cb.HighsCallbackType
highs.setCallback(stop.reply, None)
for kind in (kinds.kCallbackMipInterrupt, kinds.kCallbackSimplexInterrupt):
    highs.startCallback(kind)
run("callback asks to stop", highs)
stop.asked = False
run("callback asks no more", highs)
highs.clearSolver()
run("solver cleared", highs)
highs.setCallback(stop.reply, None)
run("same callback set again", highs)

highs = build()
highs.HandleUserInterrupt = True
highs.cancelSolve()
run("cancelSolve", highs)
highs.joinSolve(highs.startSolve())
print(f"startSolve after it: {highs.getModelStatus().name[1:]}")
END

cat >expected <<'END'
callback asks to stop: Interrupt
callback asks no more: Interrupt
solver cleared: Interrupt
same callback set again: Optimal
cancelSolve: Interrupt
startSolve after it: Interrupt
END

venv/bin/python program.py >seen || echo "the program failed" >>seen
if diff expected seen; then
    echo "$name: as described"
else
    echo "$name: no longer as described"
    exit 1
fi
