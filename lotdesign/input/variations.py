"""Combinations of settings: a grid of values (--vary) and the rows of a list (--list)."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import product
from math import prod
from pathlib import Path
from typing import NamedTuple

from lotdesign.faults import Fault, InputFaults
from lotdesign.input.csv_sheet import parse_csv_cells
from lotdesign.input.file_bytes import read_file_bytes
from lotdesign.input.limits import read_limits

_RANGE_PATTERN = re.compile(r"\s*£?(-?[\d.]+)(%?)\s*:\s*£?(-?[\d.]+)(%?)\s*:\s*£?(-?[\d.]+)(%?)\s*")
_OPENING, _CLOSING = "[{", "]}"

MOST_COMBINATIONS = 100_000
"""More combinations than this are refused as a slip."""

SettingChoice = Mapping[str, str]
"""Path -> the value that it is set to; other paths are as in the files."""


def parse_value_list(text: str, most: int) -> tuple[str, ...]:
    """The comma-separated values and ranges; commas in quotation marks and brackets do not count.

    Raises ValueError, which says what would be right, also for more than `most` values.
    """
    values = [value for item in _split_items(text) for value in _expand_item(item.strip(), most)]
    if len(set(values)) < len(values):
        raise ValueError("names a value twice")
    return tuple(values)


def _split_items(text: str) -> list[str]:
    items, depth, quote = [""], 0, ""
    for char in text:
        if quote:
            quote = "" if char == quote else quote
        elif char in "\"'":
            quote = char
        else:
            depth += (char in _OPENING) - (char in _CLOSING)
        if char == "," and not quote and depth <= 0:
            items.append("")
        else:
            items[-1] += char
    return items


def _expand_item(item: str, most: int) -> list[str]:
    if not item:
        raise ValueError("a value is missing; write PATH=VALUE,VALUE")
    found = _RANGE_PATTERN.fullmatch(item)
    if found is None:
        return [item]
    numbers, units = found.groups()[::2], set(found.groups()[1::2])
    if len(units) > 1:
        raise ValueError("write all three numbers as percentages, or none")
    try:
        first, last, step = map(Decimal, numbers)
    except ArithmeticError:
        raise ValueError("write FIRST:LAST:STEP in numbers") from None
    if not step or (last - first) * step < 0:
        raise ValueError("the step must lead from the first to the last value")
    count = int((last - first) / step) + 1
    if count > most:
        raise ValueError(f"gives {count:,} values; at most {most:,} are taken")
    return [f"{first + place * step:f}{units.copy().pop()}" for place in range(count)]


VARY_FLAG, LIST_FLAG = "--vary", "--list"


class VariedPath(NamedTuple):
    """A path and the values that it takes."""

    path: str
    values: tuple[str, ...]


def combine_settings(
    grid: Sequence[VariedPath], listed: Sequence[SettingChoice] = ()
) -> list[SettingChoice]:
    """Every row of the list (or no setting) with every combination of the grid.

    The last path varies fastest. Raises InputFaults where a path is given twice or there are more
    than MOST_COMBINATIONS combinations.
    """
    count = max(1, len(listed)) * prod(len(each.values) for each in grid)
    faults = list(
        _find_repeated_paths([each.path for each in grid], {path for row in listed for path in row})
    )
    if count > MOST_COMBINATIONS:
        faults.append(
            Fault(
                VARY_FLAG, f"gives {count:,} combinations; at most {MOST_COMBINATIONS:,} are taken"
            )
        )
    if faults:
        raise InputFaults(faults)
    paths = [each.path for each in grid]
    values = [each.values for each in grid]
    return [
        {**row, **dict(zip(paths, chosen, strict=True))}
        for row in listed or [{}]
        for chosen in product(*values)
    ]


def write_settings(chosen: SettingChoice) -> tuple[str, ...]:
    """The settings as --set takes them."""
    return tuple(f"{path}={value}" for path, value in chosen.items())


def read_grid(texts: Iterable[str]) -> list[VariedPath]:
    """Parse the texts of --vary, as "PATH=1,2,3" or "PATH=0:40000:10000"; the end is included.

    Raises InputFaults with every fault.
    """
    grid, faults = [], []
    for text in texts:
        path, equals, values = text.partition("=")
        try:
            if not (equals and path.strip()):
                raise ValueError("write PATH=VALUE,VALUE or PATH=FIRST:LAST:STEP")
            grid.append(VariedPath(path.strip(), parse_value_list(values, MOST_COMBINATIONS)))
        except ValueError as error:
            faults.append(Fault(VARY_FLAG, str(error), text))
    if faults:
        raise InputFaults(faults)
    return grid


def read_list(file: str | Path) -> list[SettingChoice]:
    """Read a CSV file whose columns are paths; a blank cell leaves its path as in the files.

    Raises InputFaults with every fault.
    """
    try:
        cells = parse_csv_cells(
            str(file), read_file_bytes(file, str(file), read_limits().table_bytes)
        )
    except OSError as error:
        why = f"cannot be read: {(error.strerror or 'unknown reason').lower()}"
        raise InputFaults([Fault(str(file), why)]) from None
    header = [cell.strip() for cell in cells[0]] if cells else []
    rows = [(n, row) for n, row in enumerate(cells[1:], 2) if any(cell.strip() for cell in row)]
    faults = list(_find_list_faults(str(file), header, rows))
    if faults:
        raise InputFaults(faults)
    return [
        {path: cell.strip() for path, cell in zip(header, row, strict=True) if cell.strip()}
        for _, row in rows
    ]


def _find_list_faults(
    file: str, header: Sequence[str], rows: Sequence[tuple[int, Sequence[str]]]
) -> Iterator[Fault]:
    if not header or not all(header):
        yield Fault(f"{file}, row 1", "name a path in each column, for example access.lots")
    yield from _find_repeated_paths([path for path in header if path], (), f"{file}, row 1")
    if header and not rows:
        yield Fault(file, "holds no settings; give a row for each")
    for number, row in rows:
        if len(row) != len(header):
            right = f"has {len(row)} cells where row 1 has {len(header)}"
            yield Fault(f"{file}, row {number}", right)


def _find_repeated_paths(
    paths: Sequence[str], others: Iterable[str], where: str = VARY_FLAG
) -> Iterator[Fault]:
    """A fault for each path that is in `paths` twice, or also in `others`."""
    seen = set(others)
    for path in paths:
        if path in seen:
            yield Fault(where, "is given twice; give all its values in one place", path)
        seen.add(path)


def write_plain_values(values: Iterable[object]) -> tuple[str, ...]:
    """Python values as a setting writes them."""
    return tuple(map(_write_plain_value, values))


def _write_plain_value(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:f}" if isinstance(value, Decimal) else str(value)
