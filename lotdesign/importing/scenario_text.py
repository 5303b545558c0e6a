"""Writes the scenario.toml of an import: its tables, figures, and where each comes from."""

from collections.abc import Mapping
from typing import Any

from lotdesign.assumptions import BASIS_FIGURES, MARKS
from lotdesign.importing.decisions import SCENARIO_SECTIONS
from lotdesign.importing.made_ids import make_id
from lotdesign.importing.map_file import write_toml_value
from lotdesign.importing.notices import PublishedNotice
from lotdesign.importing.plan import TableRows
from lotdesign.importing.questions import KeyPath, write_key
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


def write_scenario_text(
    values: Mapping[str, Any],
    tables: Mapping[str, TableRows],
    notice: PublishedNotice | None,
    published: Mapping[KeyPath, Any],
) -> str:
    """The text of scenario.toml; `values` are those of the map file.

    The lots of a notice are an option, its cap on bids stands in [notice], and its cap on awards is
    a rule where providers are known.
    `published` are figures that it gives.
    """
    lines = [_HEAD, "schema = 1"]
    for name in SCENARIO_SECTIONS:
        section = values.get(name, {})
        if name != "basis" and section:
            lines += ["", f"[{name}]"]
            lines += [
                f"{write_key(key)} = {write_toml_value(each)}" for key, each in section.items()
            ]
    lines += ["", "[data]", *(f'{name} = "{name}.csv"' for name in tables)]
    basis = _list_basis(values, published, notice)
    if basis:
        lines += ["", "[basis]"]
        lines += [f'"{figure}" = {write_toml_value(text)}' for figure, text in basis.items()]
    lines += ["", "[[objective]]", 'measure = "whole_life_cost"']
    if notice is not None:
        lines += _write_notice(notice, tables)
    return "\n".join(lines) + "\n"


def _write_notice(notice: PublishedNotice, tables: Mapping[str, TableRows]) -> list[str]:
    source = _name_source(notice).partition(": ")[2]
    lines, said = [], dict[str, Any]()
    ids = {row["id"] for row in tables["units"]}
    lots = [made for lot in notice.lots if (made := make_id(f"lot {lot.id}")) in ids]
    if notice.most_bid is not None:
        said["max_lots_bid"] = notice.most_bid
    made_groups = [[make_id(f"lot {lot}") for lot in group] for group in notice.groups]
    groups = [group for group in made_groups if ids.issuperset(group)]
    if groups and len(lots) == len(ids):
        said["lot_groups"] = groups
    if said:
        lines += ["", "[notice]", *(f"{key} = {write_toml_value(v)}" for key, v in said.items())]
    if notice.most_awarded is not None and "providers" in tables:
        lines += ["", "[[rule]]", 'id = "lots-won"', 'kind = "award"']
        lines += [f"max_lots = {notice.most_awarded}", f"source = {write_toml_value(source)}"]
    if len(lots) == len(ids):
        lines += ["", "[[option]]", 'id = "published"', 'name = "The lots of the notice"']
        lines += [f"lots = {write_toml_value([[lot] for lot in lots])}"]
        lines += [f"source = {write_toml_value(source)}"]
    return lines


def _name_source(notice: PublishedNotice | None) -> str:
    day = f" of {notice.published}" if notice is not None and notice.published else ""
    return f"{MARKS[0]} the notice{day}"


def _list_basis(
    values: Mapping[str, Any],
    published: Mapping[KeyPath, Any],
    notice: PublishedNotice | None,
) -> dict[str, str]:
    """The source of each figure that may have one: as given, the notice, or the import."""
    given = values.get("basis", {})
    basis: dict[str, str] = {}
    for section in SCENARIO_SECTIONS:
        for key, value in values.get(section, {}).items():
            figure = f"{section}.{key}"
            if figure in BASIS_FIGURES:
                is_published = published.get((section, key)) == value
                found = _name_source(notice) if is_published else f"{MARKS[1]} {DECIDED}"
                basis[figure] = str(given.get(figure, found))
    return basis | {figure: str(text) for figure, text in given.items() if figure not in basis}
