"""Writes the scenario.toml of an import: its tables, figures, and where each comes from."""

from collections.abc import Iterable, Mapping
from typing import Any

from lotdesign.assumptions import BASIS_FIGURES, MARKS
from lotdesign.importing.decisions import SCENARIO_SECTIONS
from lotdesign.importing.map_file import write_toml_value
from lotdesign.importing.questions import write_key
from lotdesign.importing.unit_rows import DECIDED

_HEAD = """\
# Made by `lotdesign import`; import.md says of what. Rules and further objectives are yours to
# write, for example:
#
# [[rule]]
# id = "connected"
# kind = "contiguous"
# source = "where it comes from"
"""


def write_scenario_text(values: Mapping[str, Any], tables: Iterable[str]) -> str:
    """The text of scenario.toml; `values` are those of the map file."""
    lines = [_HEAD, "schema = 1"]
    for name in SCENARIO_SECTIONS:
        section = values.get(name, {})
        if name != "basis" and section:
            lines += ["", f"[{name}]"]
            lines += [
                f"{write_key(key)} = {write_toml_value(each)}" for key, each in section.items()
            ]
    lines += ["", "[data]", *(f'{name} = "{name}.csv"' for name in tables)]
    basis = _list_basis(values)
    if basis:
        lines += ["", "[basis]"]
        lines += [f'"{figure}" = {write_toml_value(text)}' for figure, text in basis.items()]
    lines += ["", "[[objective]]", 'measure = "whole_life_cost"']
    return "\n".join(lines) + "\n"


def _list_basis(values: Mapping[str, Any]) -> dict[str, str]:
    """The source of each figure that may have one: as given, or decided at the import."""
    given = values.get("basis", {})
    assumption = MARKS[1]
    figures = [f"{name}.{key}" for name in SCENARIO_SECTIONS for key in values.get(name, {})]
    return {
        figure: str(given.get(figure, f"{assumption} {DECIDED}"))
        for figure in dict.fromkeys([*figures, *given])
        if figure in BASIS_FIGURES or figure in given
    }
