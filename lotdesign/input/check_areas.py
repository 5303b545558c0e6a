"""Cross-checks of areas: the columns that [data] areas names, and their cells."""

from collections.abc import Iterator

from lotdesign.faults import suggest_name
from lotdesign.input.check_names import ReferenceNames, read_column_names
from lotdesign.input.keys import is_area_column, list_fields
from lotdesign.input.raw import DocumentFlaw, ValuePath, read_name
from lotdesign.input.table_requests import AREA_COLUMN_ABOUT
from lotdesign.input.validation import ScenarioDraft
from lotdesign.scenario.areas import LOCALITY
from lotdesign.scenario.rows import LocalityRow
from lotdesign.words import format_count

_MOST_LISTED_BLANKS = 3
"""Blank cells of a column that are reported one by one."""


def collect_areas(draft: ScenarioDraft, names: ReferenceNames) -> dict[str, frozenset[str]]:
    """The areas by each column that names them; the localities themselves by LOCALITY."""
    columns = (column for column in draft.document.data.areas if is_area_column(column))
    named = {column: read_column_names(draft.raw, "localities", column) for column in columns}
    return named | {LOCALITY: names.localities}


def check_areas(draft: ScenarioDraft, names: ReferenceNames) -> Iterator[DocumentFlaw]:
    """Columns of areas that cannot be or stand twice, and their cells in the localities."""
    columns = draft.document.data.areas
    for column in dict.fromkeys(columns):
        if not is_area_column(column):
            right = "is a column of its own; name a column of the localities that says in which "
            yield DocumentFlaw(("data", "areas"), f"{right}area each lies", column)
            continue
        if columns.count(column) > 1:
            yield DocumentFlaw(("data", "areas"), "stands twice; name a column once", column)
        yield from _check_cells(draft, column)
    if "data" not in draft.flawed:
        yield from _check_other_columns(draft, columns)


def _check_cells(draft: ScenarioDraft, column: str) -> Iterator[DocumentFlaw]:
    """A column that no row has, or the cells that are blank."""
    rows = draft.raw.list_entries("localities")
    if not any(column in row for _, row in rows):
        if "localities" not in draft.raw.origins and ("localities",) not in draft.raw.reported:
            right = f"missing in the localities; it holds: {AREA_COLUMN_ABOUT}"
            yield DocumentFlaw(("data", "areas"), right, column)
        return
    blank: list[ValuePath] = [loc for loc, row in rows if _is_blank_area(row.get(column, ""))]
    why = f"every locality lies in one {column}"
    if len(blank) > _MOST_LISTED_BLANKS:
        right = f"{format_count(len(blank), 'cell')} blank; {why}"
        yield DocumentFlaw(("localities", column), right)
    else:
        yield from (DocumentFlaw((*loc, column), f"is blank; {why}") for loc in blank)


def _is_blank_area(cell: object) -> bool:
    return isinstance(cell, str) and not read_name(cell)


def _check_other_columns(draft: ScenarioDraft, columns: tuple[str, ...]) -> Iterator[DocumentFlaw]:
    """Columns that are neither the localities' own nor areas."""
    known = (*list_fields(LocalityRow), *columns)
    for loc, row in draft.raw.list_entries("localities"):
        for column in row:
            if column not in known:
                yield DocumentFlaw(loc, f"unknown key; {suggest_name(column, known)}", column)
