"""Two journeys and the tasks of a new user in a real terminal, by tmux: python -m tests.tui.desk

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
from tests.tui.tasks import EXAMPLE, TASKS, NewcomerTask, TaskStep

ROOT = Path(__file__).parents[2]

NAME = f"lotdesign-desk-{os.getpid()}"
PATIENCE = 60.0
SERVER_PATIENCE = 5.0


def tmux(*arguments: str) -> str:
    """What tmux says."""
    command = ["tmux", "-L", NAME, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def open_session(*arguments: str) -> None:
    """Opens a terminal; the server of the one before may still be on its way out, which is said."""
    end = time.monotonic() + SERVER_PATIENCE
    while True:
        try:
            tmux("new-session", "-d", "-s", NAME, *arguments)
            return
        except subprocess.CalledProcessError as error:
            if time.monotonic() > end:
                raise AssertionError(f"no terminal: {error.stderr}") from error
            print(f"tried again to open a terminal: {error.stderr.strip()}")
            time.sleep(0.2)


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


_KEY_NAMES = {
    **{key: key.capitalize() for key in ("enter", "space", "right", "escape", "down", "tab")},
    **{"f3": "F3", "f4": "F4", "pagedown": "NPage"},
}
"""What tmux calls the keys of the tasks."""


def make_task(task: NewcomerTask, folder: Path, columns: int, rows: int) -> None:
    """Makes a task of a new user, from the first screen to the files that it leaves."""
    example, desk = folder / Path(EXAMPLE).name, folder / "desk"
    shutil.copytree(ROOT / EXAMPLE, example)
    desk.mkdir()
    steps = task.steps[:-1] if task.reopens else task.steps

    def make(*parts: TaskStep) -> None:
        for step in parts:
            press(*(_KEY_NAMES["space"] if char == " " else char for char in step.typed))
            press(*(_KEY_NAMES.get(key, key) for key in step.keys))
            for words in step.sees:
                see(words)

    travelled(example / task.scenario, lambda: make(*steps), columns, rows, desk, folder)
    if task.reopens:
        again = desk / task.reopens
        travelled(again, lambda: make(task.steps[-1]), columns, rows, desk, folder)
    for name in task.leaves:
        assert (desk / name).stat().st_size > 0, name


def travelled(
    scenario: Path,
    journey: Callable[[], None],
    columns: int,
    rows: int,
    folder: Path | None = None,
    state: Path | None = None,
) -> None:
    """Makes a journey in a terminal of its own, in a folder and with sessions kept in `state`."""
    with tempfile.TemporaryDirectory() as other:
        run = f"{sys.executable} -m lotdesign.app.cli tui {scenario}; echo left with $?"
        size = ("-x", str(columns), "-y", str(rows), "-c", str(folder or Path.cwd()))
        paths = f"XDG_STATE_HOME={state or other} PYTHONPATH={ROOT}"
        open_session(*size, f"env {paths} sh -c '{run}; sleep 2'")
        try:
            journey()
        finally:
            subprocess.run(["tmux", "-L", NAME, "kill-server"], check=False)


def main() -> None:
    """Runs the journeys, then the tasks, at two sizes each."""
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
    for columns, rows in ((80, 24), (160, 48)):
        for task in TASKS:
            with tempfile.TemporaryDirectory() as folder:
                make_task(task, Path(folder), columns, rows)
        print(f"the {len(TASKS)} tasks of a new user at {columns}x{rows} were done")


if __name__ == "__main__":
    main()
