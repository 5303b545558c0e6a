"""The examples that come with the package."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

_PACKAGE_FOLDER = Path(__file__).resolve().parent
EXAMPLE_FOLDERS = (_PACKAGE_FOLDER / "examples", _PACKAGE_FOLDER.parent / "examples")
"""Where examples lie: in an installed package, and in a checkout."""

SCENARIO_FILE, FRAMEWORK_FILE = "scenario.toml", "framework.toml"
"""The main file of an example of each sort."""


@dataclass(frozen=True, slots=True)
class ShippedExample:
    """A folder to start from, and the command that is run on it."""

    name: str
    path: Path
    title: str
    command: str = "solve"


def list_example_scenarios() -> tuple[ShippedExample, ...]:
    """Every scenario among the examples, by name; none when they were not installed."""
    return _list_examples(SCENARIO_FILE, "solve")


def list_example_frameworks() -> tuple[ShippedExample, ...]:
    """Every framework among the examples, by name."""
    return _list_examples(FRAMEWORK_FILE, "framework")


def _list_examples(file: str, command: str) -> tuple[ShippedExample, ...]:
    folder = next((place for place in EXAMPLE_FOLDERS if place.is_dir()), None)
    if folder is None:
        return ()
    found = sorted(path.parent for path in folder.glob(f"*/{file}"))
    return tuple(
        ShippedExample(path.name, path, _read_title(path / file), command) for path in found
    )


def _read_title(file: Path) -> str:
    """The example's own title and authority."""
    try:
        text = file.read_text(encoding="utf-8")
        authority = tomllib.loads(text).get("authority", {})
    except (OSError, ValueError):
        return ""
    return ", ".join(str(authority[key]) for key in ("title", "name") if authority.get(key))
