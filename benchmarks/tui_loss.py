"""What can be lost other than by a kill alone: python -m benchmarks.tui_loss [TIMES [SEED]]

At so many random moments each: two windows on one scenario, which are killed or closed; a disk
that is full and then has room again; files that somebody else overwrites. What a window said was
saved must be there when the scenario is opened again, what it said was written must be in the
files or in their backups, and nothing that somebody else wrote may be gone.
"""

import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.tui_window import set_figures
from lotdesign.atomic_files import write_together
from lotdesign.input.load import load
from lotdesign.scenario.scenario import Scenario
from tui.services.session import SessionService
from tui.session.file_versions import find_version_folder
from tui.session.session import Session
from tui.session.session_file import find_session_file
from tui.session.write_back import NotWritable, write_edits_back

ROOT = Path(__file__).parents[1]
SCENARIO = ROOT / "examples" / "central-bedfordshire"
MOST_TO_SAVE = 30.0
"""Seconds within which a window that is open writes again."""
THEIRS = "two"
"""Whose figures somebody else writes: those of a window that is not open."""


class Window:
    """A window in a process of its own; `said` is what it said last with each word."""

    def __init__(self, folder: Path, result: Path, name: str) -> None:
        self.name = name
        self.said: dict[str, int] = {}
        self.lines: list[str] = []
        command = [sys.executable, "-m", "benchmarks.tui_window", str(folder), str(result), name]
        self.process = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert self.process.stdout is not None
        self.process.stdout.readline()

    def tell(self, line: str) -> None:
        """Sends a line to its stdin."""
        assert self.process.stdin is not None
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def end(self, kill: bool) -> None:
        """Kills or closes it, and reads what it said."""
        if kill:
            self.process.kill()
        said, _ = self.process.communicate()
        for line in said.splitlines(keepends=True):
            word, _, step = line.partition(" ")
            if line.endswith("\n"):
                self.lines.append(line.strip())
                if step.strip().isdecimal():
                    self.said[word] = int(step)


@contextmanager
def make_folder() -> Iterator[tuple[Path, Path]]:
    """A copy of the scenario with a result of it, and a state folder of its own."""
    with tempfile.TemporaryDirectory() as temporary:
        os.environ["XDG_STATE_HOME"] = str(Path(temporary) / "state")
        folder = Path(shutil.copytree(SCENARIO, Path(temporary) / "council"))
        result = Path(temporary) / "result.json"
        result.write_text(_solve_once(), encoding="utf-8")
        yield folder, result


_RESULTS: list[str] = []


def _solve_once() -> str:
    if not _RESULTS:
        from lotdesign.app import api

        _RESULTS.append(api.evaluate(api.load(SCENARIO), option="council").result.to_json())
    return _RESULTS[0]


def try_two_windows(draw: random.Random) -> list[str]:
    """Two windows write notes and files at the same time, and end, each in its own way."""
    with make_folder() as (folder, result):
        windows = [Window(folder, result, name) for name in ("one", "two")]
        time.sleep(draw.uniform(0.0, 1.5))
        kills = [draw.random() < 0.5 for _ in windows]
        for window, kill in zip(windows, kills, strict=True):
            window.end(kill)
        notes = read_notes(folder)
        return [
            *(fault for each in windows for fault in check_notes(each, notes)),
            *(
                fault
                for each, kill in zip(windows, kills, strict=True)
                for fault in check_files(each, load(folder), kill)
            ),
        ]


def try_full_disk(draw: random.Random) -> list[str]:
    """No file can grow beyond some size for a while; then there is room again, or a kill."""
    with make_folder() as (folder, result):
        window = Window(folder, result, "one")
        time.sleep(draw.uniform(0.0, 0.7))
        window.tell(f"limit {int(10 ** draw.uniform(0, 5))}")
        time.sleep(draw.uniform(0.2, 0.7))
        kill = draw.random() < 0.5
        if not kill:
            window.tell("limit")
            time.sleep(draw.uniform(0.0, 0.3))
        window.end(kill)
        faults = [*check_notes(window, read_notes(folder))]
        faults += check_files(window, load(folder), kill)
        if not kill and "closed" not in window.lines[-1]:
            faults.append("it ended early")
        return faults


def try_overwritten_files(draw: random.Random) -> list[str]:
    """Somebody else writes the files of the scenario and that of the session in between."""
    with make_folder() as (folder, result):
        window = Window(folder, result, "one")
        theirs: list[str] = []
        figure = 0
        for turn in range(1, 4):
            time.sleep(draw.uniform(0.05, 0.4))
            if overwrite_session(folder, f"theirs {turn}"):
                theirs.append(f"theirs {turn}")
            time.sleep(draw.uniform(0.05, 0.4))
            if overwrite_files(folder, 5000 + turn):
                figure = 5000 + turn
        wait_for_next_save(find_session_file(folder))
        window.end(draw.random() < 0.5)
        notes = read_notes(folder)
        faults = [*check_notes(window, notes)]
        faults += [f"{each!r} in the session is gone" for each in theirs if each not in notes]
        found = read_figures(load(folder), THEIRS)
        if figure and set(found) != {figure}:
            faults.append(f"{figure}, written by somebody else, is now {found}")
        written = window.said.get("wrote", 0)
        if written and min(read_figures(load(folder), "one")) < written:
            faults += check_backup(folder, written)
        return faults


def wait_for_next_save(file: Path) -> None:
    """Waits until the window has written again: until then what was replaced is nowhere else."""
    if file.exists():
        theirs, end = file.read_bytes(), time.monotonic() + MOST_TO_SAVE
        while file.read_bytes() == theirs and time.monotonic() < end:
            time.sleep(0.005)


class Overtaken(Exception):
    """The window has written since its file was read."""


def overwrite_session(folder: Path, note: str) -> bool:
    """Puts a session with another note in the place of the one that is there, as others would.

    What they wrote themselves stays in it, and what the window writes meanwhile is read again.
    Returns whether there was a session.
    """
    file = find_session_file(folder)
    while True:
        try:
            read = file.read_bytes()
        except FileNotFoundError:
            return False

        def require_unchanged(replaced: Path, read: bytes = read) -> None:
            if replaced.read_bytes() != read:
                raise Overtaken

        try:
            write_together({file: add_note(read, note)}, keep=require_unchanged)
        except Overtaken:
            continue
        return True


def add_note(session: bytes, note: str) -> bytes:
    """The session with a note of theirs, and what others wrote before, instead of its own."""
    body = json.loads(session)
    number = body["entries"][-1]["number"]
    own = [text for _, text in body["desk"]["notes"] if text.startswith("theirs")]
    body["desk"]["notes"] = [[number, "; ".join([*own, note])]]
    return json.dumps(body).encode()


def overwrite_files(folder: Path, figure: int) -> bool:
    """Writes figures of somebody else into the scenario's files; whether it did."""
    try:
        write_edits_back(folder, set_figures(THEIRS, figure)).store_files()
    except NotWritable:
        return False
    return True


def read_notes(folder: Path) -> str:
    """All notes of the session that is opened next."""
    service = SessionService(keep=True)
    service.open(str(folder))
    session = service.session
    service.close()
    assert isinstance(session, Session)
    return "; ".join(text for _, text in session.state.notes)


def read_figures(scenario: Scenario, name: str) -> tuple[int, int]:
    """The two figures of a window in the files, pounds."""
    providers = {each.id: each.capacity or 0 for each in scenario.providers or ()}
    if name == "one":
        return providers["charity-leighton"] // 100, scenario.money.procurement // 100
    return providers["charity-south"] // 100, scenario.money.contract_management // 100


def check_notes(window: Window, notes: str) -> Iterator[str]:
    """Whether the last note that was saved is there, or a later one."""
    found = [int(step) for step in re.findall(rf"\b{window.name} (\d+)", notes)]
    saved = window.said.get("note", 0)
    if saved > max(found, default=0):
        yield f"note {saved} of window {window.name} was saved, found {notes!r}"


def check_files(window: Window, scenario: Scenario, killed: bool) -> Iterator[str]:
    """Whether what was written last is in both files, and nothing that was refused."""
    written = window.said.get("wrote", 0)
    found = read_figures(scenario, window.name)
    if written and min(found) < written:
        yield f"{written} of window {window.name} was written, found {found}"
    if not killed and written and set(found) != {written}:
        yield f"{written} of window {window.name} was written last, found {found}"
    if not killed and not written and max(found) == window.said.get("refused", 0) > 0:
        yield f"window {window.name} was refused, found {found}"


def check_backup(folder: Path, figure: int) -> Iterator[str]:
    """Whether a figure that somebody else overwrote is in a backup of the table."""
    sign = f",{figure},".encode()
    if not any(sign in file.read_bytes() for file in find_version_folder().iterdir()):
        yield f"{figure} was written to {folder.name} and is in no backup"


TRIALS: dict[str, Callable[[random.Random], list[str]]] = {
    "with two windows": try_two_windows,
    "with a full disk": try_full_disk,
    "with files overwritten": try_overwritten_files,
}


def main() -> None:
    """Prints a line for each harm, and for each kind of moment how many there were."""
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 30
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 11
    harmed = 0
    for name, run_trial in TRIALS.items():
        faults = 0
        for i in range(times):
            found = run_trial(random.Random(f"{seed} {name} {i}"))
            faults += bool(found)
            for fault in found:
                print(f"moment {i + 1} {name}: {fault}")
        print(f"{times} moments {name}, {faults} did harm", flush=True)
        harmed += faults
    sys.exit(1 if harmed else 0)


if __name__ == "__main__":
    main()
