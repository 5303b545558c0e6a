"""The examples that come with the package."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

_HERE = Path(__file__).resolve().parent
PLACES = (_HERE / "examples", _HERE.parent / "examples")
"""In an installed package, and in a checkout."""

SCENARIO, FRAMEWORK = "scenario.toml", "framework.toml"
"""The file that an example's folder holds, by what it is an example of."""


@dataclass(frozen=True, slots=True)
class Example:
    """A folder to start from, and the command that is run on it."""

    name: str
    path: Path
    title: str
    command: str = "solve"


def examples() -> tuple[Example, ...]:
    """Every scenario among the examples, by name; none when they were not installed."""
    return _holding(SCENARIO, "solve")


def frameworks() -> tuple[Example, ...]:
    """Every framework among the examples, by name."""
    return _holding(FRAMEWORK, "framework")


def _holding(file: str, command: str) -> tuple[Example, ...]:
    folder = next((place for place in PLACES if place.is_dir()), None)
    if folder is None:
        return ()
    found = sorted(path.parent for path in folder.glob(f"*/{file}"))
    return tuple(Example(path.name, path, _title(path / file), command) for path in found)


def _title(file: Path) -> str:
    """What the example says that it procures, and for whom."""
    try:
        text = file.read_text(encoding="utf-8")
        authority = tomllib.loads(text).get("authority", {})
    except (OSError, ValueError):
        return ""
    return ", ".join(str(authority[key]) for key in ("title", "name") if authority.get(key))
