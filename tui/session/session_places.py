"""Where a scenario's session is kept, and that no two windows keep theirs in one file.

A session stands beside the scenario where it was saved as a folder of its own, else in the user's
state folder. A window that finds the file in use keeps its session apart, in a file with a number.
"""

import os
from contextlib import suppress
from dataclasses import dataclass
from errno import ENOSPC
from pathlib import Path

from lotdesign.atomic_files import write_bytes
from lotdesign.input.sources import SCENARIO_FILE
from tui.session.session_file import find_session_file

MOST_WINDOWS = 20
"""Windows on one scenario whose sessions are kept; those beyond keep none."""


@dataclass(frozen=True, slots=True)
class SessionPlace:
    """A session file that is this window's until it is released; `number` is 1 for the `main` one.

    The files of other numbers stand beside that one.
    """

    file: Path
    number: int
    lock: int
    main: Path

    def release(self) -> None:
        """Lets other windows have it; the end of the process does so too."""
        with suppress(OSError):
            os.close(self.lock)


def find_session_beside(path: str | Path) -> Path:
    """The session file beside a scenario, which goes with it when its folder is handed on."""
    given = Path(path)
    main = given / SCENARIO_FILE if given.is_dir() else given
    return main.with_suffix(".session.json")


def choose_session_file(path: str | Path) -> Path:
    """The main session file of a scenario: beside it if there is one, else in the state folder."""
    beside = find_session_beside(path)
    return beside if beside.is_file() else find_session_file(path)


def take_place(main: Path, first: int = 1) -> SessionPlace | None:
    """The first file that no other window has; None where none is left or can be made.

    What a window kept apart and left stays as it is until it joins the main session. `first` is 2
    where the main file is not wanted.
    """
    for number in range(first, MOST_WINDOWS + 1):
        with suppress(OSError):
            place = _try_place(main, number)
            if place is not None and number > 1 and place.file.exists():
                place.release()
            elif place is not None:
                return place
    return None


def set_aside(place: SessionPlace, file: Path) -> None:
    """Copies what is in a file to one that windows keep apart; raises OSError."""
    data = file.read_bytes()
    free = take_place(place.main, 2)
    if free is None:
        raise OSError(ENOSPC, "somebody else wrote there, and there is no place to keep it")
    try:
        write_bytes(free.file, data)
    finally:
        free.release()


def take_abandoned_places(main: Path) -> list[SessionPlace]:
    """The files that windows kept apart and have left."""
    places = (
        _try_place(main, number)
        for number in range(2, MOST_WINDOWS + 1)
        if _number_file(main, number).is_file()
    )
    return [place for place in places if place is not None]


def _number_file(main: Path, number: int) -> Path:
    return main if number == 1 else main.with_name(f"{main.stem}-{number}{main.suffix}")


def _try_place(main: Path, number: int) -> SessionPlace | None:
    """The file of this number, None where another window has it; raises OSError."""
    file = _number_file(main, number)
    file.parent.mkdir(parents=True, exist_ok=True)
    lock = os.open(file.with_suffix(".lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        import fcntl
    except ImportError:  # no such locks there: every window has the main file
        return SessionPlace(file, number, lock, main)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(lock)
        return None
    except OSError:  # a file system without locks
        return SessionPlace(file, number, lock, main)
    return SessionPlace(file, number, lock, main)
