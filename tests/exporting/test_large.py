"""Many units: no formula is longer, and no function has more arguments, than spreadsheets take."""

import re
from typing import Any

import lotdesign as ld
from lotdesign.exporting.sheets import CellRef, apply_to_cells
from tests.exporting.books import ExampleBook, book, formula_cells, read_formulas
from tests.solve.loading import loaded

LONGEST_FORMULA, MOST_ARGUMENTS = 8_192, 255
UNITS = 420


def large_book(units: int = UNITS) -> ExampleBook:
    """Two lots whose units alternate in the file, of services that alternate in threes."""
    rows: list[dict[str, Any]] = [
        {
            "id": f"u{i}",
            "name": f"Unit {i}",
            "service": f"s{i % 3}",
            "annual_budget": 1000 + i,
            "locality": f"p{i % 2}",
            "building_rent": i % 5,
        }
        for i in range(units)
    ]
    scenario = loaded(
        {
            "schema": 1,
            "term": {"initial": 2},
            "money": {
                "uplift": "1.5%",
                "promised": [{"service": "s0", "first_year": 1, "annual": 777.77}],
            },
            "units": rows,
            "localities": [{"id": "p0", "name": "P"}, {"id": "p1", "name": "Q"}],
            "rule": [
                {"id": "e", "kind": "envelope", "annual": 10**6, "services": ["s0", "s1"]},
                {
                    "id": "a",
                    "kind": "envelope",
                    "annual": 10**6,
                    "by": "locality",
                    "area": "p0",
                },
            ],
        }
    )
    ids = [row["id"] for row in rows]
    return book(scenario, ld.evaluate(scenario, design=[ids[::2], ids[1::2]]).result)


def count_arguments(formula: str) -> int:
    """The most arguments of one function; those inside brackets of their own are taken out."""
    most, inner = 0, re.compile(r"[A-Z]*\(([^()]*)\)")
    while found := inner.findall(formula):
        most = max([most, *(arguments.count(",") + 1 for arguments in found)])
        formula = inner.sub("1", formula)
    return most


def test_formulas_of_many_units_are_short() -> None:
    found = large_book()
    formulas = [str(cell.value) for _, cell in formula_cells(read_formulas(found.data))]
    assert max(map(len, formulas)) < LONGEST_FORMULA
    assert 100 < max(map(count_arguments, formulas)) < MOST_ARGUMENTS


def test_many_cells_are_taken_in_groups() -> None:
    apart = [CellRef("Lots", 2 * i, 0) for i in range(450)]
    formula = apply_to_cells("SUM", apart)
    assert (count_arguments(formula), formula.count("SUM(")) == (200, 4)
    assert apply_to_cells("MAX", [CellRef("Lots", row, 1) for row in (4, 3, 9, 3, 5)]) == (
        "MAX(Lots!B4:B6,Lots!B10)"
    )
