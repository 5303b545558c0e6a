"""Finds the row of a sheet that names the columns, below titles, and says what is wrong with it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from lotdesign.faults import Fault, InputFaults, find_close_name, make_printable, suggest_name
from lotdesign.input.limits import build_too_large, read_limits
from lotdesign.input.sheet import Sheet, SheetRow, strip_blank_end

_MOST_TITLE_ROWS = 50
"""Filled rows among which the header is looked for."""

_MOST_UNKNOWN_TOLD = 20
"""Columns that are told as unknown; the rest are counted."""


@dataclass(frozen=True, slots=True)
class TableColumns:
    """The columns that a table may have.

    `about` has each with what it holds, those that are required first. `identifying` hold ids.
    `headings` has columns that are called otherwise in the file, `ignored` what else may stand
    there. `header_row` is the number of the row that names them; left out, it is looked for.
    `file_key` is where the file is named, for what would be right.
    """

    about: Mapping[str, str]
    required: frozenset[str]
    identifying: frozenset[str] = frozenset()
    headings: Mapping[str, str] = field(default_factory=dict)
    ignored: frozenset[str] = frozenset()
    header_row: int | None = None
    file_key: str = ""

    def get_heading(self, column: str) -> str:
        """What the file calls a column."""
        return join_words_of_cell(self.headings.get(column, column))


@dataclass(frozen=True, slots=True)
class SheetHeader:
    """The header of a sheet: its row, and the position of each column from 0.

    `names` are the cells of the row, `missing` the required columns that it does not name, and
    `position` is where the row stands among the sheet's filled rows.
    """

    number: int
    position: int
    names: tuple[str, ...]
    columns: Mapping[str, int]
    missing: frozenset[str]
    faults: tuple[Fault, ...]


def join_words_of_cell(text: str) -> str:
    """A heading on one line with single blanks, as `Budget 26/27` of two lines."""
    return " ".join(text.split())


def fold_name(text: str) -> str:
    """A name without case, blanks and signs: `annual_budget` of `Annual budget (£)`."""
    return "_".join("".join(c if c.isalnum() else " " for c in text.casefold()).split())


def find_header(columns: TableColumns, sheet: Sheet) -> SheetHeader:
    """The header of a sheet with all its faults.

    It is the row of `header_row`, or else the first that names every required column, or else the
    one that comes closest. Raises InputFaults where no row names any column.
    """
    if not sheet.rows:
        right = f"is empty; its first row names the columns {_list_columns(columns)}"
        raise InputFaults([Fault(sheet.where, right)])
    position = _find_position(columns, sheet)
    row = sheet.rows[position]
    names = tuple(join_words_of_cell(cell) for cell in strip_blank_end(row.cells))
    place = f"{sheet.where}, row {row.number}"
    most = read_limits().columns
    if len(names) > most:
        raise build_too_large(place, f"it has more than {most:,} columns")
    at = {name: i for i, name in reversed(tuple(enumerate(names)))}
    found = {
        column: at[heading]
        for column in columns.about
        if (heading := columns.get_heading(column)) in at
    }
    missing = columns.required - set(found)
    faults = [*_find_name_faults(columns, place, names, found)]
    faults += _find_missing_faults(columns, sheet, names, found, missing)
    return SheetHeader(row.number, position, names, found, missing, tuple(faults))


def _find_position(columns: TableColumns, sheet: Sheet) -> int:
    rows = sheet.rows[:_MOST_TITLE_ROWS]
    if columns.header_row is not None:
        for position, row in enumerate(sheet.rows):
            if row.number == columns.header_row:
                return position
        right = f"is blank; header = {columns.header_row} says that it names the columns"
        raise InputFaults([Fault(f"{sheet.where}, row {columns.header_row}", right)])
    needed = {columns.get_heading(column) for column in columns.required}
    scores = []
    for position, row in enumerate(rows):
        names = {join_words_of_cell(cell) for cell in row.cells}
        if needed <= names:
            return position
        scores.append(_count_known(columns, names))
    best = max(range(len(rows)), key=lambda position: scores[position])
    if scores[best]:
        return best
    for row in rows:
        _check_separator(columns, sheet, row)
    first = make_printable(join_words_of_cell(" ".join(rows[0].cells)))
    right = f"no row names the columns {_list_columns(columns)}"
    if columns.file_key:
        right += '; columns = { id = "..." } in [data] says what the file calls them'
    where = sheet.where if len(sheet.rows) > 1 else f"{sheet.where}, row {rows[0].number}"
    raise InputFaults([Fault(where, right, first)])


def _count_known(columns: TableColumns, names: set[str]) -> int:
    """How many columns these names are, or could be meant for."""
    folded = {fold_name(name) for name in names if len(name) < 80}
    return sum(fold_name(columns.get_heading(column)) in folded for column in columns.about)


def _check_separator(columns: TableColumns, sheet: Sheet, row: SheetRow) -> None:
    """Raise InputFaults where a row names the columns, but not between commas."""
    line = ",".join(row.cells)
    for mark in ";\t|":
        if mark in line and _count_known(columns, set(line[:10_000].split(mark))):
            right = "separate the columns by commas"
            raise InputFaults([Fault(f"{sheet.where}, row {row.number}", right, line)])


def _find_name_faults(
    columns: TableColumns, place: str, names: Sequence[str], found: Mapping[str, int]
) -> list[Fault]:
    times = Counter(names)
    known = {columns.get_heading(column) for column in found}
    faults = [
        Fault(place, "names a column twice", name)
        for name, count in times.items()
        if name and count > 1 and name not in columns.ignored
    ]
    blank = [i for i, name in enumerate(names, 1) if not name]
    faults += [Fault(place, f"column {i} has no name") for i in blank[:_MOST_UNKNOWN_TOLD]]
    unknown = [name for name in times if name and name not in known | columns.ignored]
    for name in unknown[:_MOST_UNKNOWN_TOLD]:
        right = suggest_column(columns, name)
        faults.append(Fault(place, f"{right}{_suggest_ignoring(columns, right)}", name))
    more = len(unknown) - _MOST_UNKNOWN_TOLD
    if more > 0:
        faults.append(Fault(place, f"{more:,} more columns are unknown"))
    return faults


def _suggest_ignoring(columns: TableColumns, right: str) -> str:
    ignorable = columns.file_key and not right.startswith("did you mean")
    return "; a column of no concern is named in [data] ignore" if ignorable else ""


def suggest_column(columns: TableColumns, name: str) -> str:
    """A sentence that suggests a column in place of a name of the header."""
    headings = {columns.get_heading(column) for column in columns.about}
    meant = _find_meant(columns, name)
    return f"did you mean '{meant}'?" if meant is not None else suggest_name(name, headings)


def _find_meant(columns: TableColumns, name: str) -> str | None:
    """The heading that a name may be meant for: but for case and signs, or close."""
    headings = [columns.get_heading(column) for column in columns.about]
    folded = fold_name(name[:200])
    same = [heading for heading in headings if fold_name(heading) == folded]
    return same[0] if same else find_close_name(name, headings)


def _find_missing_faults(
    columns: TableColumns,
    sheet: Sheet,
    names: Sequence[str],
    found: Mapping[str, int],
    missing: frozenset[str],
) -> list[Fault]:
    """A fault for each missing column, but for those that an unknown one is meant for."""
    known = {columns.get_heading(column) for column in found}
    unknown = [name for name in dict.fromkeys(names) if name and name not in known]
    meant = {_find_meant(columns, name) for name in unknown[:_MOST_UNKNOWN_TOLD]}
    return [
        Fault(
            f"{sheet.where}, column {columns.get_heading(column)}",
            f"missing; it holds: {columns.about[column]}",
        )
        for column in columns.about
        if column in missing and columns.get_heading(column) not in meant
    ]


def _list_columns(columns: TableColumns) -> str:
    names = [columns.get_heading(column) for column in columns.about]
    return make_printable(", ".join(names[:5]), 200) + (", ..." if len(names) > 5 else "")
