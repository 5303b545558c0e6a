"""Presses random keys for hours, watches the memory: python -m benchmarks.tui_endurance [MINUTES]

The interface and its worker run on a copy of the examples. Each minute is a line of what
both hold. Leaving the interface is the only thing that is not pressed. What the worker holds is
mostly the designs of whatever was asked last, so eight times the keys rest: the same example, as it
was, is opened and solved, and then both are compared. The exit status is 1 when one holds more at
the end than before, beyond a twentieth, or when the interface ended by itself.
"""

import asyncio
import os
import random
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from lotdesign import shipped_examples

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from tui.app import LotDesignApp

EXAMPLES = Path(__file__).parents[1] / "examples"
SCENARIO = "central-bedfordshire"
TYPED = (*"abcdefghijklmnoprstuvwxyz0123456789/?.-", "space", "enter", "escape", "tab")
PAGES = tuple(f"f{i}" for i in range(1, 10))
MOVED = ("up", "down", "left", "right", "pageup", "pagedown", "home", "end")
KEYS = (*TYPED, *PAGES * 3, *MOVED * 8, *("escape",) * 8, *("enter",) * 4, *("h", "u", "m") * 4)
A_MINUTE = 60.0
PACE = 0.2
"""Seconds between two keys: a quick typist who never thinks."""
GROWTH = 0.05
RESTS = 8
"""How often both are measured on the same example."""


def read_megabytes(pid: int | None) -> float:
    """Memory that a process holds, in MB; 0 where the system does not say."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    except OSError:
        return 0.0
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


async def press_for(minutes: int, folder: Path) -> list[tuple[float, float]]:
    """The memory of the interface and of its worker, in MB, at each rest."""
    from tui.app import LotDesignApp

    draw, keys = random.Random(24), 0
    found: list[tuple[float, float]] = []
    app = LotDesignApp(str(folder))
    async with app.run_test(size=(120, 40)) as pilot:
        for minute in range(1, minutes + 1):
            end = time.monotonic() + A_MINUTE
            while time.monotonic() < end:
                await pilot.press(draw.choice(KEYS))
                await asyncio.sleep(PACE)
                keys += 1
                if not app.is_running:
                    return found
            show(f"{minute:4} min  {keys:6} keys", measure(app))
            if minute * RESTS // minutes > (minute - 1) * RESTS // minutes:
                await rest_on(app, pilot, folder.parent / f"rest-{minute}")
                found.append(measure(app))
                show("at rest".rjust(23), found[-1])
        app.shut_down()
    return found


async def rest_on(app: "LotDesignApp", pilot: "Pilot[None]", folder: Path) -> None:
    """Leave all pages, and open a new copy of the example until it is solved."""
    from tui.screens.start import StartScreen

    shutil.copytree(EXAMPLES / SCENARIO, folder)
    while not isinstance(app.screen, StartScreen):
        app.pop_screen()
        await pilot.pause()
    app.open_scenario(str(folder))
    for _ in range(int(A_MINUTE / PACE)):
        await asyncio.sleep(PACE)
        if app.snapshot is not None and not app.snapshot.busy:
            break


def measure(app: "LotDesignApp") -> tuple[float, float]:
    """What the interface and its worker hold, in MB."""
    return read_megabytes(os.getpid()), read_megabytes(app.link.pid)


def show(what: str, held: tuple[float, float]) -> None:
    """Print a line of what both hold."""
    print(f"{what}  {held[0]:6.0f} MB  {held[1]:6.0f} MB", flush=True)


def find_growth(held: Sequence[float]) -> float:
    """By what share the last quarter holds more than the second, of the middle values."""
    quarter = len(held) // 4
    before = statistics.median(held[quarter : 2 * quarter])
    return statistics.median(held[-quarter:]) / before - 1 if before else 0.0


def main() -> None:
    """Press keys, then say how the memory went."""
    minutes = int(sys.argv[1]) if len(sys.argv) > 1 else 120
    if minutes < RESTS:
        sys.exit(f"Memory is compared at {RESTS} rests: give {RESTS} minutes or more.")
    with tempfile.TemporaryDirectory() as made:
        copied = Path(shutil.copytree(EXAMPLES, Path(made) / "examples"))
        shipped_examples.EXAMPLE_FOLDERS = (copied, copied)  # the first screen opens any of them
        os.environ["XDG_STATE_HOME"] = made
        os.chdir(made)  # what is exported goes there
        found = asyncio.run(press_for(minutes, copied / SCENARIO))
    own, other = (find_growth(held) for held in zip(*found, strict=True))
    print(f"From the second quarter to the last: interface {own:+.1%}, worker {other:+.1%}")
    sys.exit(len(found) < RESTS or max(own, other) > GROWTH)


if __name__ == "__main__":
    main()
