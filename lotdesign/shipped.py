"""The examples that come with the package."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

_HERE = Path(__file__).resolve().parent
PLACES = (_HERE / "examples", _HERE.parent / "examples")
"""In an installed package, and in a checkout."""


@dataclass(frozen=True, slots=True)
class Example:
    """A scenario folder to start from."""

    name: str
    path: Path
    title: str


def examples() -> tuple[Example, ...]:
    """Every example, by name; none when they were not installed."""
    folder = next((place for place in PLACES if place.is_dir()), None)
    if folder is None:
        return ()
    found = sorted(path.parent for path in folder.glob("*/scenario.toml"))
    return tuple(Example(path.name, path, _title(path)) for path in found)


def _title(folder: Path) -> str:
    """What the example says that it procures, and for whom."""
    try:
        text = (folder / "scenario.toml").read_text(encoding="utf-8")
        authority = tomllib.loads(text).get("authority", {})
    except (OSError, ValueError):
        return ""
    return ", ".join(str(authority[key]) for key in ("title", "name") if authority.get(key))
