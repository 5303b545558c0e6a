"""The sheet of parts: divided units shared out over the localities to the penny."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from math import lcm

from lotdesign.exporting.budget_sheet import BudgetCells, YearCells
from lotdesign.exporting.input_sheet import InputCells
from lotdesign.exporting.share_blocks import PartToShare, write_share_block
from lotdesign.exporting.sheets import CellRef
from lotdesign.exporting.whole_units import WholeUnit, list_whole_units
from lotdesign.exporting.year_sheets import FIGURE_COLUMN, YearSheet, begin_year_sheet
from lotdesign.scenario.scenario import Scenario


@dataclass
class UnitCells:
    """The cells of each unit of the scenario, parts one by one, by its position.

    `before_savings` is gross value before promised savings. `rent` has none where no unit of the
    scenario pays rent; `years` are the cells with the first and the last year.
    """

    gross: dict[int, YearCells] = field(default_factory=dict)
    before_savings: dict[int, YearCells] = field(default_factory=dict)
    budget: dict[int, CellRef] = field(default_factory=dict)
    rent: dict[int, CellRef] = field(default_factory=dict)
    years: dict[int, tuple[CellRef, CellRef]] = field(default_factory=dict)
    sums_of_weights: list[CellRef] = field(default_factory=list)


def write_part_sheet(
    scenario: Scenario, inputs: InputCells, budgets: BudgetCells
) -> tuple[YearSheet | None, UnitCells]:
    """The sheet, None where nothing is divided, and the cells of every unit and part."""
    cells = UnitCells(sums_of_weights=list(budgets.sums_of_weights))
    divided = [whole for whole in list_whole_units(scenario) if whole.divided]
    for whole in list_whole_units(scenario):
        own = inputs.units[whole.id]
        cells.years |= dict.fromkeys(whole.parts, (own.first_year, own.last_year))
        if not whole.divided:
            (u,) = whole.parts
            cells.gross[u], cells.budget[u] = budgets.gross[whole.id], budgets.budget[whole.id]
            cells.before_savings[u] = budgets.uplifted[whole.id]
            if own.rent is not None:
                cells.rent[u] = own.rent
    if not divided:
        return None, cells
    sheet = begin_year_sheet(
        scenario,
        "Parts",
        "Parts of divided units",
        "Each year's value is shared out over the localities to the penny; so is the budget.",
    )
    for whole in divided:
        _write_parts(scenario, sheet, inputs, budgets, whole, cells)
    return sheet, cells


def _write_parts(
    scenario: Scenario,
    sheet: YearSheet,
    inputs: InputCells,
    budgets: BudgetCells,
    whole: WholeUnit,
    cells: UnitCells,
) -> None:
    weights = _name_weights(scenario, inputs, whole)
    own = inputs.units[whole.id]
    yearly = dict(zip(sheet.columns, map(str, budgets.gross[whole.id]), strict=True))
    totals = {FIGURE_COLUMN: str(budgets.budget[whole.id]), **yearly}
    sheet.write_heading(f"{whole.name}: gross value", "the third column has the budget a year")
    shares = _share(scenario, sheet, whole, totals, weights, cells)
    for u, share in zip(whole.parts, shares, strict=True):
        cells.budget[u] = share[FIGURE_COLUMN]
        cells.gross[u] = tuple(share[column] for column in sheet.columns)
    _write_parts_before_savings(scenario, sheet, budgets, whole, weights, cells)
    if own.rent is not None:
        sheet.write_heading(f"{whole.name}: rent a year")
        rents = _share(scenario, sheet, whole, {FIGURE_COLUMN: str(own.rent)}, weights, cells)
        cells.rent |= {u: rent[FIGURE_COLUMN] for u, rent in zip(whole.parts, rents, strict=True)}


def _write_parts_before_savings(
    scenario: Scenario,
    sheet: YearSheet,
    budgets: BudgetCells,
    whole: WholeUnit,
    weights: Mapping[str, str],
    cells: UnitCells,
) -> None:
    """The parts of the value before promised savings, which today's contracts are worth."""
    if budgets.uplifted[whole.id] == budgets.gross[whole.id]:
        cells.before_savings |= {u: cells.gross[u] for u in whole.parts}
        return
    totals = dict(zip(sheet.columns, map(str, budgets.uplifted[whole.id]), strict=True))
    sheet.write_heading(f"{whole.name}: before promised savings", "for today's contracts")
    shares = _share(scenario, sheet, whole, totals, weights, cells)
    for u, share in zip(whole.parts, shares, strict=True):
        cells.before_savings[u] = tuple(share[column] for column in sheet.columns)


def _share(
    scenario: Scenario,
    sheet: YearSheet,
    whole: WholeUnit,
    totals: Mapping[int, str],
    weights: Mapping[str, str],
    cells: UnitCells,
) -> tuple[dict[int, CellRef], ...]:
    parts = [
        PartToShare(
            scenario.units[u].name, dict.fromkeys(totals, weights[scenario.units[u].locality])
        )
        for u in whole.parts
    ]
    block = write_share_block(sheet.draft, totals, parts, "to share out")
    cells.sums_of_weights += block.sums_of_weights
    return block.shares


def _name_weights(scenario: Scenario, inputs: InputCells, whole: WholeUnit) -> dict[str, str]:
    """Locality -> a formula of its weight, a whole number."""
    by = next(section.by for section in scenario.divide if whole.id in section.units)
    if by == "equal":
        return {place.id: "1" for place in scenario.localities}
    figures = [
        (place.need if by == "need" else place.population) or Fraction(0)
        for place in scenario.localities
    ]
    decimals = lcm(*(figure.denominator for figure in figures))
    return {
        name: f"ROUND({cell.fixed}*{decimals},0)" for name, cell in inputs.place_weights[by].items()
    }
