"""Examples that rules and measures declare, tried in examples/central-bedfordshire."""

import csv
import tomllib
from pathlib import Path
from shutil import copytree
from textwrap import dedent
from typing import Any

from lotdesign.input.load import load
from lotdesign.rules.registry import RULE_KINDS
from lotdesign.scenario.scenario import Scenario
from tests.cli.run import ROOT
from tests.strategies import to_toml

COUNTY = ROOT / "examples" / "central-bedfordshire"
OPTION = "council"
"""The design of the example that is judged by each snippet: the council's own."""


def find_example(kind: str) -> str:
    """The example of a kind of rule; raises LookupError, which says where to state it."""
    if not RULE_KINDS[kind].example:
        raise LookupError(
            f"{kind} has no example: state one as `example` in lotdesign/rules/{kind}.py"
        )
    return RULE_KINDS[kind].example


def read_snippet(snippet: str) -> dict[str, Any]:
    """The keys of a snippet of TOML."""
    return tomllib.loads(dedent(snippet))


def load_with_snippet(snippet: str, folder: Path) -> Scenario:
    """The example with the snippet's keys in place of its own; its files are copied to `folder`.

    Rules give way to those of the snippet, or to none, so that each is tried alone.
    """
    copytree(COUNTY, folder, dirs_exist_ok=True)
    file = folder / "scenario.toml"
    written = tomllib.loads((COUNTY / file.name).read_text(encoding="utf-8"))
    document = _merge(written | {"rule": []}, read_snippet(snippet))
    file.write_text(to_toml(document), encoding="utf-8")
    _fill_in_need(folder / document["data"]["units"])
    return load(file)


def _merge(document: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    """The document with the changes; in a section only the keys that are named change."""
    merged = {
        key: document[key] | value if isinstance(value, dict) and key in document else value
        for key, value in changes.items()
    }
    return document | merged


def _fill_in_need(units: Path) -> None:
    """A need of 0 for units that have none, as a rule or measure of need asks for each."""
    with units.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with units.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(row | {"need": row["need"] or 0} for row in rows)
