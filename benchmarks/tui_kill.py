"""Kills a scripted session at random moments: python -m benchmarks.tui_kill [TIMES]

Each time the session must open again with the last complete state: a prefix of what the script
did, no less than what had been saved a moment before.
"""

import asyncio
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tui.session.session import Session
from tui.session.session_file import find_session_file, load_session

SCENARIO = Path(__file__).parents[1] / "examples" / "tiny"

SCRIPT = """
import asyncio, sys
from tui.app import LotDesignApp
app = LotDesignApp(sys.argv[1])
async def run():
    async with app.run_test(size=(80, 24)) as pilot:
        while app.snapshot is None or app.snapshot.session.answer is None:
            await asyncio.sleep(0.01)
        print("ready", flush=True)
        for i in range(10_000):
            await pilot.press(*(["right"] if i % 3 else ["down", "space"]))
asyncio.run(run())
"""


def kill_session(seconds: float, state: Path) -> tuple[Session, Session]:
    """Return the session before and after a kill so many seconds into the script."""
    environment = {**os.environ, "XDG_STATE_HOME": str(state)}
    os.environ["XDG_STATE_HOME"] = str(state)
    command = [sys.executable, "-c", SCRIPT, str(SCENARIO)]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    process.stdout.readline()
    time.sleep(seconds)
    file = find_session_file(SCENARIO)
    before = load_session(SCENARIO, file)
    process.send_signal(signal.SIGKILL)
    process.wait()
    return before, load_session(SCENARIO, file)


def run_kill_trial(seconds: float) -> str:
    """Return what is wrong after one kill; "" when nothing is."""
    with tempfile.TemporaryDirectory() as folder:
        before, after = kill_session(seconds, Path(folder))
        if before.entries and not after.entries:
            return "the session was lost"
        if len(after.past) < len(before.past):
            return f"{len(before.past) - len(after.past)} saved steps were lost"
        return asyncio.run(_check_reopened(after))


async def _check_reopened(session: Session) -> str:
    """Whether the app opens with just this state."""
    from tui.app import LotDesignApp

    app = LotDesignApp(str(SCENARIO))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        same = app.snapshot is not None and app.snapshot.session.state == session.state
        app.shut_down()
    return "" if same else "it opened with another state"


def main() -> None:
    """Print a line for each kill that did harm, then how many there were."""
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 50
    draw = random.Random(11)
    faults = 0
    for i in range(times):
        moment = draw.uniform(0.0, 1.5)
        told = run_kill_trial(moment)
        faults += bool(told)
        if told:
            print(f"kill {i + 1}, {moment:.2f} s in: {told}")
    print(f"{times} kills, {faults} did harm")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
