"""Recalculates workbooks in LibreOffice and holds every money line against the result.

Run by `make test-office`, which needs LibreOffice Calc: soffice is looked for on the PATH. Values
that are stored in the files are taken out first, so that whatever is read back was worked out.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, seed, settings
from openpyxl import load_workbook

import lotdesign as ld
from tests.brute.case import Doc, Row
from tests.exporting.books import (
    EXAMPLES,
    ExampleBook,
    book,
    book_of,
    change_inputs,
    formula_cells,
    read_formulas,
)
from tests.exporting.changes import changes_of, expected_cells, judge_changed
from tests.exporting.test_random import ANY_SCENARIO, book_of_any_design
from tests.solve.loading import loaded

PROGRAM = "soffice"
MISSING = "LibreOffice Calc is missing: install libreoffice-calc (or -nogui) so that soffice runs."
DRAWS = 100
"""Random scenarios whose workbooks are recalculated too."""
BATCH, MOST_SECONDS = 25, 600
"""Files that one start of the program converts, and how long that may take."""
NEAR = 1e-4
"""Of a penny: what counting in floating point may leave of an amount in pence."""


@dataclass(frozen=True)
class RecalculatedBook:
    """A file to recalculate, and the pence that each of these cells must come to."""

    name: str
    data: bytes
    expected: Mapping[str, int | Fraction]


def list_books(draws: int = DRAWS) -> Iterator[RecalculatedBook]:
    """Each example as it is, each of its changes, and random scenarios."""
    for example in EXAMPLES:
        found = book_of(example)
        yield RecalculatedBook(example, change_inputs(found.data, {}), _expect(found))
        for change, inputs in changes_of(example).items():
            cells = {cell: float(number) for _, cell, number in inputs}
            changed = expected_cells(found, judge_changed(example, inputs))
            yield RecalculatedBook(
                f"{example}, {change}", change_inputs(found.data, cells), changed
            )
    halves = book_of_halves()
    yield RecalculatedBook("halves of a penny", change_inputs(halves.data, {}), _expect(halves))
    for i, found in enumerate(_draw_books(draws)):
        yield RecalculatedBook(f"random {i}", change_inputs(found.data, {}), _expect(found))


def book_of_halves(units: int = 150) -> ExampleBook:
    """A lot a unit, of up to £20m, whose uplift and saving by size end in half a penny."""
    random = Random(units)
    rows: list[Row] = [
        {
            "id": f"u{i}",
            "name": f"Unit {i}",
            "service": "care",
            "annual_budget": f"{(random.randrange(50_000_000) * 40 + 20) / 100:.2f}",
        }
        for i in range(units)
    ]
    scenario = loaded(
        {
            "schema": 1,
            "term": {"initial": 2},
            "money": {"uplift": "2.5%", "scale": [{"value": 0, "saving": "2.5%"}]},
            "units": rows,
        }
    )
    return book(scenario, ld.evaluate(scenario, design=[[row["id"]] for row in rows]).result)


def _expect(found: ExampleBook) -> dict[str, int | Fraction]:
    return {cell: pence for _, cell, pence in found.lines}


def _draw_books(draws: int) -> list[ExampleBook]:
    books: list[ExampleBook] = []

    @seed(len(EXAMPLES))
    @settings(
        max_examples=draws,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(doc=ANY_SCENARIO)
    def draw(doc: Doc) -> None:
        books.append(book_of_any_design(doc, len(books)))

    draw()
    return books


def recalculate(books: list[RecalculatedBook]) -> list[dict[str, object]]:
    """What LibreOffice makes of each file: the value of every cell with a formula, by its name."""
    with TemporaryDirectory() as folder:
        written, said = Path(folder, "written"), Path(folder, "said")
        written.mkdir()
        for i, each in enumerate(books):
            (written / f"{i}.xlsx").write_bytes(each.data)
        command = [
            *(PROGRAM, "--headless", f"-env:UserInstallation=file://{folder}/profile"),
            *("--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(said)),
            *(str(written / f"{i}.xlsx") for i in range(len(books))),
        ]
        subprocess.run(
            command, check=True, capture_output=True, timeout=MOST_SECONDS, env={**os.environ}
        )
        return [_read(said / f"{i}.xlsx", each.data) for i, each in enumerate(books)]


def _read(path: Path, data: bytes) -> dict[str, object]:
    values = load_workbook(path, data_only=True)
    return {
        name: values[cell.parent.title][cell.coordinate].value
        for name, cell in formula_cells(read_formulas(data))
    }


def find_differences(book: RecalculatedBook, values: Mapping[str, object]) -> list[str]:
    """A sentence on each cell that is not the expected amount to the penny, or is an error."""
    said = [f"{name}: {value}" for name, value in values.items() if not _is_number(value)]
    for cell, pence in book.expected.items():
        value = values.get(cell)
        if not isinstance(value, int | float) or abs(value * 100 - float(pence)) > NEAR:
            said.append(f"{cell}: {value} instead of {float(pence) / 100}")
    return said


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


@cache
def find_office() -> str | None:
    """Where LibreOffice is, None where it is missing."""
    return shutil.which(PROGRAM)


def main(books: Iterable[RecalculatedBook] | None = None) -> int:
    """Recalculate all, or these, print a line a workbook, and return the exit code."""
    if find_office() is None:
        print(MISSING)
        return 1
    listed = list(list_books() if books is None else books)
    faults = 0
    for first in range(0, len(listed), BATCH):
        batch = listed[first : first + BATCH]
        for each, values in zip(batch, recalculate(batch), strict=True):
            wrong = find_differences(each, values)
            faults += len(wrong)
            counted = f"{len(values)} formulas, {len(each.expected)} amounts"
            print(f"{each.name}: {counted}, {len(wrong)} off", flush=True)
            for sentence in wrong[:5]:
                print(f"    {sentence}")
    print(f"{len(listed)} workbooks recalculated, {faults} amounts off")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
