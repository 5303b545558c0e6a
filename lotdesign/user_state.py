"""The user's state folder: the latest scenarios, and reports of crashes."""

import json
import platform
import sys
import tempfile
import traceback
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from lotdesign.atomic_files import encode_text, write_file
from lotdesign.file_guard import note_reading
from lotdesign.version import CREATED_WITH, find_package_version

VERSIONED_PACKAGES = (
    "pydantic",
    "polars",
    "ortools",
    "highspy",
    "PuLP",
    "numpy",
    "textual",
    "typer",
)

MOST_RECENT = 10


@dataclass(frozen=True, slots=True)
class RecentScenario:
    """A scenario's absolute path, and its title."""

    path: str
    title: str


def read_recent() -> tuple[RecentScenario, ...]:
    """The recent scenarios, the latest first; none when the list cannot be read."""
    try:
        entries = json.loads(note_reading(_find_recent_file()).read_text(encoding="utf-8"))
        return tuple(RecentScenario(str(each["path"]), str(each["title"])) for each in entries)[
            :MOST_RECENT
        ]
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return ()


def remember_scenario(path: str, title: str) -> None:
    """Put a scenario first in the list; does nothing where the list cannot be written."""
    try:
        latest = RecentScenario(str(Path(path).resolve()), title)
        others = [each for each in read_recent() if each.path != latest.path]
        file = _find_recent_file()
        file.parent.mkdir(parents=True, exist_ok=True)
        entries = [asdict(each) for each in (latest, *others)][:MOST_RECENT]
        write_file(file, json.dumps(entries, indent=2) + "\n")
    except OSError:
        return


def note_first_tour() -> bool:
    """Whether the tour of the interface was never shown; from now on it was.

    False where that cannot be noted, so that nobody sees it every time.
    """
    mark = _find_state_folder() / "tour-shown"
    try:
        mark.parent.mkdir(parents=True, exist_ok=True)
        mark.touch(exist_ok=False)
    except OSError:
        return False
    return True


def _find_recent_file() -> Path:
    return _find_state_folder() / "recent.json"


def write_crash_report(error: BaseException) -> str:
    """Write a crash report; its path, or a phrase in its place where no file can be written."""
    name = _write_new_file(encode_text(_compose_report(error)), "crash", "crashes")
    return name or f"these words, as no file could be written: {type(error).__name__}"


def keep_answer(data: bytes, ending: str = "txt") -> str:
    """Keep an answer that could not be written where it was to go; its path, "" where none can be.

    The latest ones stay.
    """
    name = _write_new_file(data, "answer", "answers", ending)
    if name:
        with suppress(OSError):
            kept = sorted(Path(name).parent.glob("lotdesign-answer-*"), key=_read_age)
            for old in kept[:-MOST_RECENT]:
                old.unlink()
    return name


def _read_age(path: Path) -> float:
    return path.stat().st_mtime


def _write_new_file(data: bytes, kind: str, folder: str, ending: str = "txt") -> str:
    """The path of a new file in the user's state folder, else in that for temporary files."""
    for find_place in (_find_state_folder, _find_temporary_folder):
        try:
            place = find_place()
            if find_place is _find_state_folder:
                place = place / folder
            place.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(f".{ending}", f"lotdesign-{kind}-", place)
            with open(handle, "wb") as file:
                file.write(data)
        except OSError:
            continue
        return name
    return ""


def _find_state_folder() -> Path:
    from platformdirs import user_state_path

    return user_state_path("lotdesign", appauthor=False)


def _find_temporary_folder() -> Path:
    return Path(tempfile.gettempdir())


def _compose_report(error: BaseException) -> str:
    lines = [
        CREATED_WITH,
        f"python {platform.python_version()} on {platform.platform()}",
        f"command: {sys.argv!r}",
        *(f"{name} {_find_version(name)}" for name in VERSIONED_PACKAGES),
        "",
        *traceback.format_exception(error),
    ]
    return "\n".join(lines)


def _find_version(name: str) -> str:
    try:
        return find_package_version(name)
    except ModuleNotFoundError:
        return "not installed"
