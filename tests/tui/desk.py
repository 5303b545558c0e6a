"""Two journeys in a real terminal, by tmux: python -m tests.tui.desk

Says so and ends well where tmux is missing.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.solve.test_interrupt import hard
from tests.strategies import to_toml
from tests.tui.drive import BEDFORDSHIRE

NAME = f"lotdesign-desk-{os.getpid()}"
PATIENCE = 60.0


def tmux(*arguments: str) -> str:
    """What tmux says."""
    command = ["tmux", "-L", NAME, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def screen() -> str:
    """The screen as a person sees it."""
    return tmux("capture-pane", "-p", "-t", NAME)


def see(words: str) -> None:
    """Waits until the words are on the screen."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if words in screen():
            return
        time.sleep(0.05)
    raise AssertionError(f"never saw {words!r}:\n{screen()}")


def press(*keys: str) -> None:
    """Keys, as tmux names them."""
    for key in keys:
        tmux("send-keys", "-t", NAME, key)
        time.sleep(0.5 if key == "Escape" else 0.05)  # what follows fast is an escape sequence


def journey() -> None:
    """Open, step, type, undo, repair, look at lots, compare, leave; nothing is left running."""
    see("proved best")
    press("Right", "Right")
    see("£1,522,000")
    press("u")
    see("as in the files")
    press("*", ".", "5", "Enter")
    see("No design exists")
    press("e")
    see("keeps all 8 rules")
    see("REPAIRS, SMALLEST CHANGE FIRST")
    press("1")
    see("A design exists now")
    press("u")
    see("No design keeps all 8 rules")
    press("Escape", "u")
    see("proved best")
    press("F3", "Enter")
    see("Who can bid")
    press("Escape", "c")
    see("What moved, and why")
    press("Escape", "?")
    see("KEYS ON THAT SCREEN")
    press("Escape", "q")
    see("Leave lotdesign")
    press("q")
    see("left with 0")


def searching() -> None:
    """Stop a search, keep what it had, search on from there, stop again and leave."""
    see("esc stops and keeps")
    see("best so far")
    press("Escape")
    see("stopped by you")
    press("s")
    see("esc stops and keeps")
    see("best so far")
    press("Escape")
    see("stopped by you")
    press("q")
    see("Leave lotdesign")
    press("q")
    see("left with 0")


def travelled(scenario: Path, journey: Callable[[], None], columns: int, rows: int) -> None:
    """Makes a journey in a terminal of its own."""
    with tempfile.TemporaryDirectory() as state:
        run = f"{sys.executable} -m lotdesign.app.cli tui {scenario}; echo left with $?"
        size = ("-x", str(columns), "-y", str(rows))
        shell = f"env XDG_STATE_HOME={state} sh -c '{run}; sleep 2'"
        tmux("new-session", "-d", "-s", NAME, *size, shell)
        try:
            journey()
        finally:
            subprocess.run(["tmux", "-L", NAME, "kill-server"], check=False)


def main() -> None:
    """Runs the journeys at both sizes."""
    if shutil.which("tmux") is None:
        print("tmux is missing: the journeys in a real terminal were not made")
        return
    with tempfile.TemporaryDirectory() as folder:
        long = Path(folder) / "long.toml"
        long.write_text(to_toml(hard(24)), encoding="utf-8")
        for columns, rows in ((120, 40), (80, 24)):
            travelled(BEDFORDSHIRE, journey, columns, rows)
            travelled(long, searching, columns, rows)
            print(f"the journeys at {columns}x{rows} were made")


if __name__ == "__main__":
    main()
