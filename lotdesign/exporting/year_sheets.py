"""What the sheets of a workbook share: a column a contract year, and sums over the whole life."""

from collections.abc import Sequence
from dataclasses import dataclass

from lotdesign.exporting.sheets import CellLook, CellRef, SheetDraft, name_range
from lotdesign.report.amounts import name_contract_year
from lotdesign.scenario.scenario import Scenario

FIRST_YEAR_COLUMN = 3
"""Columns before it: what a row is, a note on it, and a figure of no year."""
FIGURE_COLUMN = 2


@dataclass
class YearSheet:
    """A sheet whose columns are contract years; the last has sums over the whole life.

    `numbers` are the cells with the numbers of the years.
    """

    draft: SheetDraft
    years: int
    numbers: tuple[CellRef, ...] = ()

    @property
    def columns(self) -> range:
        """The columns of the years."""
        return range(FIRST_YEAR_COLUMN, FIRST_YEAR_COLUMN + self.years)

    def name_year(self, year: int) -> str:
        """The cell with the number of a year (an index), as a formula in its column names it."""
        return str(self.numbers[year])

    def write_row(
        self,
        label: str,
        formulas: Sequence[str],
        note: str = "",
        look: CellLook = "money",
        *,
        summed: bool = True,
    ) -> tuple[CellRef, ...]:
        """A row of one formula a year, and their sum; its cells of the years."""
        draft = self.draft
        draft.put(0, label, "total" if look == "total" else "text")
        if note:
            draft.put(1, note)
        pairs = zip(self.columns, formulas, strict=True)
        cells = tuple(draft.put_formula(column, formula, look) for column, formula in pairs)
        if summed:
            whole = f"SUM({name_range(cells[0], cells[-1])})"
            draft.put_formula(self.columns.stop, whole, look)
        draft.row += 1
        return cells

    def write_figure(
        self, label: str, formula: str, note: str = "", look: CellLook = "money"
    ) -> CellRef:
        """A row with one figure of no year; its cell."""
        self.draft.put(0, label)
        if note:
            self.draft.put(1, note)
        cell = self.draft.put_formula(FIGURE_COLUMN, formula, look)
        self.draft.row += 1
        return cell

    def write_heading(self, text: str, note: str = "") -> None:
        """A heading above rows, after an empty one."""
        self.draft.row += 1
        self.draft.put_row(text, note, look="heading")


def begin_year_sheet(scenario: Scenario, title: str, heading: str, *notes: str) -> YearSheet:
    """A sheet with its title, what it is about, and the contract years."""
    draft = SheetDraft(title, (62, 30, 16, *(16,) * (scenario.years + 1)))
    draft.put_row(heading, look="title")
    for note in notes:
        draft.put_row(note)
    draft.row += 1
    for year in range(scenario.years):
        draft.put(FIRST_YEAR_COLUMN + year, name_contract_year(scenario, year + 1), "above figures")
    draft.put(FIRST_YEAR_COLUMN + scenario.years, "Whole life", "above figures")
    draft.row += 1
    draft.put(0, "Contract year")
    numbers = tuple(
        draft.put(FIRST_YEAR_COLUMN + year, year + 1, "number") for year in range(scenario.years)
    )
    draft.row += 1
    draft.frozen_rows, draft.frozen_columns = draft.row, 1
    return YearSheet(draft, scenario.years, numbers)
