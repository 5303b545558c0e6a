"""The sheet of budgets: need-led funding, uplift and promised savings, service by service."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import lcm

from lotdesign.exporting.input_sheet import InputCells, PromiseInputs
from lotdesign.exporting.share_blocks import PartToShare, write_share_block
from lotdesign.exporting.sheets import CellRef, apply_to_cells, name_range, sum_cells
from lotdesign.exporting.whole_units import WholeUnit, list_whole_units
from lotdesign.exporting.year_sheets import FIGURE_COLUMN, YearSheet, begin_year_sheet
from lotdesign.scenario.scenario import Scenario
from lotdesign.words import spell_out_id

PACE_STEPS = 10_000
"""A pace of need-led funding counts in hundredths of a per cent, or finer where the file does."""

YearCells = tuple[CellRef, ...]


@dataclass
class BudgetCells:
    """The cells of each unit of the file by its id, and of each service's promised savings."""

    budget: dict[str, CellRef] = field(default_factory=dict)
    uplifted: dict[str, YearCells] = field(default_factory=dict)
    gross: dict[str, YearCells] = field(default_factory=dict)
    promised: dict[str, YearCells] = field(default_factory=dict)
    sums_of_weights: list[CellRef] = field(default_factory=list)


def write_budget_sheet(scenario: Scenario, inputs: InputCells) -> tuple[YearSheet, BudgetCells]:
    """The sheet, and the cells of each unit of the file."""
    sheet = begin_year_sheet(
        scenario,
        "Budgets",
        "Budgets of the units",
        "Budgets are uplifted year by year; promised savings are cut from them, shared out by "
        "budget to the penny.",
    )
    cells = BudgetCells()
    wholes = list_whole_units(scenario)
    for service in scenario.services:
        members = [whole for whole in wholes if whole.service == service]
        _ServiceRows(scenario, sheet, inputs, cells, service, members).write()
    return sheet, cells


@dataclass
class _ServiceRows:
    """The rows of one service."""

    scenario: Scenario
    sheet: YearSheet
    inputs: InputCells
    cells: BudgetCells
    service: str
    members: Sequence[WholeUnit]

    def write(self) -> None:
        name = spell_out_id(self.service)
        self._write_budgets(name)
        self.sheet.write_heading(f"{name}: after uplift")
        for whole in self.members:
            formulas = [self._uplift(whole, year) for year in range(self.sheet.years)]
            self.cells.uplifted[whole.id] = self.sheet.write_row(whole.name, formulas)
        if any(promise.service == self.service for promise in self.scenario.money.promised):
            self._write_promised(name)
        else:
            self.cells.gross |= {w.id: self.cells.uplifted[w.id] for w in self.members}

    def _write_budgets(self, name: str) -> None:
        self.sheet.write_heading(f"{name}: budget a year")
        pace = self.inputs.pace.get(self.service)
        if pace is not None:
            self._share_by_need(pace)
            return
        for whole in self.members:
            budget = self.inputs.units[whole.id].budget
            self.cells.budget[whole.id] = self.sheet.write_figure(whole.name, str(budget))

    def _share_by_need(self, pace: CellRef) -> None:
        """The service's budgets shared out anew, partly by today's budgets and partly by need."""
        sheet, units = self.sheet, [self.inputs.units[whole.id] for whole in self.members]
        needs = [whole.need or Fraction(0) for whole in self.members]
        decimals = lcm(*(need.denominator for need in needs))
        steps = next(
            step.pace for step in self.scenario.money.need_led if step.service == self.service
        )
        scale = lcm(PACE_STEPS, steps.denominator)
        sheet.draft.put_row("  Weights in whole numbers, in lowest terms:")
        columns = [
            ("budget", [f"ROUND({unit.budget}*100,0)" for unit in units]),
            ("need", [f"ROUND({unit.need}*{decimals},0)" for unit in units]),
        ]
        (by_budget, budgets), (by_need, needed) = [
            self._write_lowest_terms(word, formulas) for word, formulas in columns
        ]
        share = f"ROUND({pace.fixed}*{scale},0)"
        joined = [
            f"({scale}-{share})*{b}*MAX({needed},1)+{share}*{n}*MAX({budgets},1)"
            for b, n in zip(by_budget, by_need, strict=True)
        ]
        weights, _ = self._write_lowest_terms("budget and need", joined)
        parts = [
            PartToShare(whole.name, {FIGURE_COLUMN: str(weight)})
            for whole, weight in zip(self.members, weights, strict=True)
        ]
        total = sum_cells([unit.budget for unit in units])
        block = write_share_block(sheet.draft, {FIGURE_COLUMN: total}, parts, "the budgets")
        for whole, share_cells in zip(self.members, block.shares, strict=True):
            self.cells.budget[whole.id] = share_cells[FIGURE_COLUMN]
        self.cells.sums_of_weights += block.sums_of_weights

    def _write_lowest_terms(
        self, word: str, formulas: Sequence[str]
    ) -> tuple[list[CellRef], CellRef]:
        """Whole numbers divided by what divides them all, and their sum."""
        whole = [
            self.sheet.write_figure(f"  {word}: {member.name}", formula, look="number")
            for member, formula in zip(self.members, formulas, strict=True)
        ]
        numbers = name_range(whole[0], whole[-1])
        divisor = self.sheet.write_figure(
            f"  {word}: divides them all", f"MAX(1,GCD({numbers}))", look="number"
        )
        least = [
            self.sheet.write_figure(
                f"  {word}, lowest terms: {member.name}",
                f"ROUND({cell}/{divisor},0)",
                look="number",
            )
            for member, cell in zip(self.members, whole, strict=True)
        ]
        total = self.sheet.write_figure(f"  {word}: sum", sum_cells(least), look="number")
        return least, total

    def _uplift(self, whole: WholeUnit, year: int) -> str:
        number = self.sheet.name_year(year)
        amount = f"{self.cells.budget[whole.id]}*(1+{self.inputs.uplift.fixed})^({number}-1)"
        return f"IF({self._is_bought(whole, year)},ROUND({amount},2),0)"

    def _is_bought(self, whole: WholeUnit, year: int) -> str:
        cells, number = self.inputs.units[whole.id], self.sheet.name_year(year)
        return f"AND({number}>={cells.first_year.fixed},{number}<={cells.last_year.fixed})"

    def _write_promised(self, name: str) -> None:
        sheet, money = self.sheet, self.scenario.money
        sheet.write_heading(f"{name}: promised savings in force")
        rows: dict[str, list[YearCells]] = {"units": [], "design": []}
        for promise, cells in zip(money.promised, self.inputs.promises, strict=True):
            if promise.service == self.service:
                how = "cut from units" if promise.found_by == "units" else "found by the design"
                formulas = [self._promise(cells, promise.once, y) for y in range(sheet.years)]
                rows[promise.found_by].append(sheet.write_row("Promised", formulas, how))
        every = [*rows["units"], *rows["design"]]
        self.cells.promised[self.service] = sheet.write_row(
            "All promised savings", self._add_up(every), look="total"
        )
        self._cut_from_units(name, rows["units"])

    def _add_up(self, rows: Sequence[YearCells]) -> list[str]:
        return [sum_cells([row[year] for row in rows]) for year in range(self.sheet.years)]

    def _promise(self, cells: PromiseInputs, once: bool, year: int) -> str:
        number, first = self.sheet.name_year(year), cells.first_year.fixed
        lasts = [self.inputs.units[whole.id].last_year for whole in self.members]
        ends = f"{number}={first}" if once else f"{number}<={apply_to_cells('MAX', lasts)}"
        has = sum_cells([self.cells.uplifted[whole.id][year] for whole in self.members])
        amount = cells.amount.fixed
        saved = f"ROUND({amount}*{has},2)" if cells.is_share else amount
        return f"IF(AND({number}>={first},{ends}),{saved},0)"

    def _cut_from_units(self, name: str, promised: Sequence[YearCells]) -> None:
        sheet = self.sheet
        if not promised:
            self.cells.gross |= {w.id: self.cells.uplifted[w.id] for w in self.members}
            return
        sheet.write_heading(f"{name}: cut from each unit, by budget")
        totals = dict(zip(sheet.columns, self._add_up(promised), strict=True))
        parts = [
            PartToShare(
                whole.name,
                {
                    column: f"IF({self._is_bought(whole, year)},"
                    f"ROUND({self.cells.budget[whole.id]}*100,0),0)"
                    for year, column in enumerate(sheet.columns)
                },
            )
            for whole in self.members
        ]
        block = write_share_block(sheet.draft, totals, parts, "to be cut")
        self.cells.sums_of_weights += block.sums_of_weights
        sheet.write_heading(f"{name}: gross value")
        for whole, cut in zip(self.members, block.shares, strict=True):
            formulas = [
                f"{before}-{cut[column]}"
                for before, column in zip(self.cells.uplifted[whole.id], sheet.columns, strict=True)
            ]
            self.cells.gross[whole.id] = sheet.write_row(whole.name, formulas)
