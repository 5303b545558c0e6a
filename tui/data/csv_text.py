"""A CSV file changed in place: rows that nobody touched stay as they were, to the byte."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import StringIO


@dataclass(frozen=True, slots=True)
class Changes:
    """Cells by row number as a spreadsheet counts and by column, rows to leave out, new rows."""

    cells: Mapping[tuple[int, str], str]
    left_out: frozenset[int] = frozenset()
    added: Sequence[Mapping[str, str]] = ()


def changed(text: str, changes: Changes) -> str:
    """The file with the changes in it; columns that are new come last."""
    records = _records(text)
    end = "\r\n" if "\r\n" in text else "\n"
    header = next(csv.reader(StringIO(records[0]))) if records else []
    columns = [column.strip().removeprefix("\ufeff") for column in header]
    asked = [column for _, column in changes.cells] + [k for row in changes.added for k in row]
    new = [column for column in dict.fromkeys(asked) if column not in columns]
    every = [*columns, *new]
    kept: list[str] = []
    for number, record in enumerate(records, 1):
        if number in changes.left_out:
            continue
        own = {column: v for (row, column), v in changes.cells.items() if row == number}
        kept.append(_record(record, number, every, own, new))
    text_of_new = [_joined([row.get(c, "") for c in every], end) for row in changes.added]
    if text_of_new and kept and not kept[-1].endswith(("\n", "\r")):
        kept[-1] += end
    return "".join([*kept, *text_of_new])


def _record(
    record: str,
    number: int,
    columns: Sequence[str],
    own: Mapping[str, str],
    new: list[str],
) -> str:
    """A row with its own changes; without any, as it was but for new columns."""
    if number == 1:
        return record if not new else _with_tail(record, new)
    if not record.strip():
        return record
    if not own:
        body = record.rstrip("\r\n")
        return body + "," * len(new) + record[len(body) :]
    cells = next(csv.reader(StringIO(record)), [])
    cells += [""] * (len(columns) - len(cells))
    for column, value in own.items():
        cells[columns.index(column)] = value
    body = record.rstrip("\r\n")
    return _joined(cells, record[len(body) :] or "")


def _with_tail(record: str, cells: Sequence[str]) -> str:
    body = record.rstrip("\r\n")
    return body + "," + _joined(cells, "") + record[len(body) :]


def _joined(cells: Sequence[str], end: str) -> str:
    out = StringIO()
    csv.writer(out).writerow(cells)
    return out.getvalue().removesuffix("\r\n") + end


def _records(text: str) -> list[str]:
    """The text of each row, its line end included, quoted line ends inside."""
    lines = StringIO(text, newline="").readlines()
    reader = csv.reader(iter(lines))
    records, start = [], 0
    for _ in reader:
        records.append("".join(lines[start : reader.line_num]))
        start = reader.line_num
    return records
