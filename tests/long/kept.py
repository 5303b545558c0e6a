"""Finished parts are kept in a file, so that a run that was stopped goes on where it ended."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from functools import cache
from hashlib import sha256
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCES = ("lotdesign", "solver", "tests")
PACKAGES = ("ortools", "highspy", "numpy", "PuLP")
NO_ANSWERS = ("tests/long/", "tests/mutations/", "tests/docs/", "tests/tui/")
"""Sources below these change nothing that a set compares."""


@dataclass(frozen=True)
class FinishedPart:
    """A part of a set that ran to its end; `counted` says what was seen, `why` what failed."""

    set_name: str
    part: int
    passed: bool
    cases: int
    seconds: float
    counted: Mapping[str, int] = field(default_factory=dict)
    why: str = ""


class KeptParts:
    """The finished parts of one state of the program, in a file that only ever grows.

    One JSON object a line. A line that a killed run left unfinished is passed over, and so are the
    parts of other sources or other versions of the engines.
    """

    def __init__(self, file: Path, state: str) -> None:
        self._file, self._state = file, state

    def read(self) -> dict[tuple[str, int], FinishedPart]:
        """The last outcome of every part, by set and part."""
        found = {}
        for line in self._lines():
            try:
                row = json.loads(line)
            except json.JSONDecodeError:
                continue
            if row.pop("state") == self._state:
                part = FinishedPart(**row)
                found[part.set_name, part.part] = part
        return found

    def _lines(self) -> Iterable[str]:
        return self._file.read_text(encoding="utf-8").splitlines() if self._file.is_file() else ()

    def keep(self, part: FinishedPart) -> None:
        """Add a line at once; several processes may, since a short line is written whole."""
        line = json.dumps({"state": self._state, **asdict(part)}) + "\n"
        with self._file.open("a", encoding="utf-8") as out:
            out.write(line)


@cache
def read_versions() -> dict[str, str]:
    """The versions of what answers."""
    return {name: metadata.version(name) for name in PACKAGES}


@cache
def describe_state() -> str:
    """One word for the sources and the versions of the engines, on which answers depend."""
    digest = sha256(json.dumps(read_versions()).encode())
    for folder in SOURCES:
        for path in sorted((ROOT / folder).rglob("*.py")):
            name = path.relative_to(ROOT).as_posix()
            if not name.startswith(NO_ANSWERS):
                digest.update(name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]
