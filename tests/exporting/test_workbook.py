"""Workbooks of the examples: every money line is a formula over the inputs, exact to the penny."""

from fractions import Fraction

import pytest

from lotdesign.exporting.formula_values import FormulaValues
from lotdesign.exporting.sheets import CellRef, parse_column
from lotdesign.exporting.workbook import WorkbookDisagrees, build_workbook
from tests.exporting.books import (
    EXAMPLES,
    book_of,
    formula_cells,
    read_cell,
    read_formulas,
    read_values,
)
from tests.exporting.changes import changes_of, expected_cells, has_same_award, judge_changed

EACH = pytest.mark.parametrize("example", EXAMPLES)


def cell_ref(name: str) -> CellRef:
    sheet, _, place = name.partition("!")
    letters = place.rstrip("0123456789")
    return CellRef(sheet, int(place[len(letters) :]) - 1, parse_column(letters))


@EACH
def test_every_money_line_is_a_formula_with_its_exact_value(example: str) -> None:
    found = book_of(example)
    formulas, values = read_formulas(found.data), read_values(found.data)
    assert len(found.lines) > 20
    for name, cell, pence in found.lines:
        assert str(read_cell(formulas, cell)).startswith("="), f"{name}, {cell}: no formula"
        stored = read_cell(values, cell)
        assert isinstance(stored, int | float)
        assert stored == pytest.approx(float(Fraction(pence, 100)), rel=1e-15), f"{name}, {cell}"


@EACH
def test_only_inputs_hold_figures(example: str) -> None:
    """Elsewhere there are numbers of years, and the result's totals to check against."""
    formulas = read_formulas(book_of(example).data)
    for sheet in formulas.worksheets:
        if sheet.title in ("Inputs", "Checks"):
            continue
        for row in sheet.iter_rows():
            numbers = [cell.value for cell in row if cell.data_type == "n" and cell.value]
            assert not numbers or row[0].value == "Contract year", f"{sheet.title}: {numbers}"


@EACH
def test_every_difference_to_the_result_is_nothing(example: str) -> None:
    checks = read_values(book_of(example).data)["Checks"]
    shown = [row[3].value for row in checks.iter_rows(min_row=5) if row[2].data_type == "n"]
    assert len(shown) > 4
    assert {each for each in shown if not isinstance(each, str)} <= {0, None}


@EACH
def test_only_functions_that_were_tried_and_plain_references(example: str) -> None:
    """TEXT, FIXED and names of tables are wrong or unknown in some spreadsheet."""
    for name, cell in formula_cells(read_formulas(book_of(example).data)):
        text = str(cell.value)
        assert not {"[", '"', "TEXT", "FIXED"} & set(text.replace("(", " ").split()), name
        assert "[" not in text, name
        assert len(text) < 8_000, name


@EACH
def test_a_changed_input_changes_the_money_as_a_setting_does(example: str) -> None:
    found = book_of(example)
    for name, changes in changes_of(example).items():
        changed = judge_changed(example, changes)
        assert has_same_award(found, changed), name
        inputs = {cell_ref(cell): number for _, cell, number in changes}
        values, expected = FormulaValues(found.money.draft, inputs), expected_cells(found, changed)
        assert {c: values.compute(cell_ref(c)) * 100 for c in expected} == expected, name


def test_changes_matter() -> None:
    """A change that nothing depends on would prove nothing."""
    seen = set()
    for example in EXAMPLES:
        before = expected_cells(book_of(example), book_of(example).result)
        for name, changes in changes_of(example).items():
            if expected_cells(book_of(example), judge_changed(example, changes)) != before:
                seen.add(name.split()[0])
    assert seen >= {"one", "all", "uplift", "discount", "contract", "procurement"}
    assert seen >= {"scale", "integration", "promise", "pace"}


@pytest.mark.parametrize("part", ["paid_pence", "cost_pence", "envelope_pence"])
def test_no_workbook_of_a_result_that_is_a_penny_off(part: str) -> None:
    found = book_of("tiny/scenario")
    first, *rest = getattr(found.result.totals, part)
    totals = found.result.totals.model_copy(update={part: (first + 1, *rest)})
    with pytest.raises(WorkbookDisagrees):
        build_workbook(found.scenario, found.result.model_copy(update={"totals": totals}))
