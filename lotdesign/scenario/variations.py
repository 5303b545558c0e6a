"""Many settings at once: a grid of values, and rows of a list."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import product
from math import prod
from pathlib import Path
from typing import NamedTuple

from lotdesign.faults import Fault, InputFaults
from lotdesign.files import reading
from lotdesign.scenario.csv_source import csv_cells
from lotdesign.scenario.value_lists import values_of

MOST = 100_000
"""More combinations than this are a slip."""

VARY, LIST = "--vary", "--list"

Chosen = Mapping[str, str]
"""What each path is set to; paths that are left as in the files do not stand in it."""


class Varied(NamedTuple):
    """A path and the values that it takes."""

    path: str
    values: tuple[str, ...]


def combinations(grid: Sequence[Varied], listed: Sequence[Chosen] = ()) -> list[Chosen]:
    """Every row of the list, or the files as they are, with every combination of the grid.

    The last path varies fastest. Raises InputFaults where a path is given twice or there are more
    than MOST combinations.
    """
    count = max(1, len(listed)) * prod(len(each.values) for each in grid)
    faults = list(_twice([each.path for each in grid], {path for row in listed for path in row}))
    if count > MOST:
        faults.append(Fault(VARY, f"gives {count:,} combinations; at most {MOST:,} are taken"))
    if faults:
        raise InputFaults(faults)
    paths = [each.path for each in grid]
    values = [each.values for each in grid]
    return [
        {**row, **dict(zip(paths, chosen, strict=True))}
        for row in listed or [{}]
        for chosen in product(*values)
    ]


def as_settings(chosen: Chosen) -> tuple[str, ...]:
    """As --set takes them."""
    return tuple(f"{path}={value}" for path, value in chosen.items())


def read_grid(texts: Iterable[str]) -> list[Varied]:
    """What stands behind --vary, as "PATH=1,2,3" or "PATH=0:40000:10000"; the end is included.

    Raises InputFaults with every fault.
    """
    grid, faults = [], []
    for text in texts:
        path, equals, values = text.partition("=")
        try:
            if not (equals and path.strip()):
                raise ValueError("write PATH=VALUE,VALUE or PATH=FIRST:LAST:STEP")
            grid.append(Varied(path.strip(), values_of(values, MOST)))
        except ValueError as error:
            faults.append(Fault(VARY, str(error), text))
    if faults:
        raise InputFaults(faults)
    return grid


def read_list(file: str | Path) -> list[Chosen]:
    """The rows of a CSV file whose columns are paths; a blank cell leaves a path as in the files.

    Raises InputFaults with every fault.
    """
    try:
        cells = csv_cells(str(file), reading(file).read_bytes())
    except OSError as error:
        why = f"cannot be read: {(error.strerror or 'unknown reason').lower()}"
        raise InputFaults([Fault(str(file), why)]) from None
    header = [cell.strip() for cell in cells[0]] if cells else []
    rows = [(n, row) for n, row in enumerate(cells[1:], 2) if any(cell.strip() for cell in row)]
    faults = list(_list_faults(str(file), header, rows))
    if faults:
        raise InputFaults(faults)
    return [
        {path: cell.strip() for path, cell in zip(header, row, strict=True) if cell.strip()}
        for _, row in rows
    ]


def _list_faults(
    file: str, header: Sequence[str], rows: Sequence[tuple[int, Sequence[str]]]
) -> Iterator[Fault]:
    if not header or not all(header):
        yield Fault(f"{file}, row 1", "name a path in each column, for example access.lots")
    yield from _twice([path for path in header if path], (), f"{file}, row 1")
    if header and not rows:
        yield Fault(file, "holds no settings; give a row for each")
    for number, row in rows:
        if len(row) != len(header):
            right = f"has {len(row)} cells where row 1 has {len(header)}"
            yield Fault(f"{file}, row {number}", right)


def _twice(paths: Sequence[str], others: Iterable[str], where: str = VARY) -> Iterator[Fault]:
    """A fault for each path that stands in `paths` again, or among the others."""
    seen = set(others)
    for path in paths:
        if path in seen:
            yield Fault(where, "is given twice; give all its values in one place", path)
        seen.add(path)


def plain_values(values: Iterable[object]) -> tuple[str, ...]:
    """Python values as a setting writes them."""
    return tuple(map(_plain, values))


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:f}" if isinstance(value, Decimal) else str(value)
