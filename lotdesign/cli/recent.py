"""The scenarios that were looked at last."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from lotdesign.cli.output import write_file
from lotdesign.files import reading

MOST = 10


@dataclass(frozen=True, slots=True)
class Recent:
    """A scenario by its absolute path, and what it procures."""

    path: str
    title: str


def recent() -> tuple[Recent, ...]:
    """The latest first; none when the list cannot be read."""
    try:
        entries = json.loads(reading(_file()).read_text(encoding="utf-8"))
        return tuple(Recent(str(each["path"]), str(each["title"])) for each in entries)[:MOST]
    except (OSError, ValueError, TypeError, KeyError):
        return ()


def remember(path: str, title: str) -> None:
    """Puts a scenario first; a list that cannot be written is not worth a word."""
    try:
        latest = Recent(str(Path(path).resolve()), title)
        others = [each for each in recent() if each.path != latest.path]
        file = _file()
        file.parent.mkdir(parents=True, exist_ok=True)
        entries = [asdict(each) for each in (latest, *others)][:MOST]
        write_file(file, json.dumps(entries, indent=2) + "\n")
    except OSError:
        return


def _file() -> Path:
    from platformdirs import user_state_path

    return user_state_path("lotdesign", appauthor=False) / "recent.json"
