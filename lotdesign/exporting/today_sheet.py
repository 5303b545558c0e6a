"""The sheet of today's contracts: what they would cost, and what the design saves against them."""

from collections.abc import Sequence
from dataclasses import dataclass

from lotdesign.exporting.budget_sheet import YearCells
from lotdesign.exporting.input_sheet import InputCells, list_saving_rules
from lotdesign.exporting.lot_sheet import LotRows
from lotdesign.exporting.part_sheet import UnitCells
from lotdesign.exporting.sheets import sum_cells
from lotdesign.exporting.year_sheets import YearSheet, begin_year_sheet
from lotdesign.money.design_cost import build_todays_design
from lotdesign.rules.saving import SavingRule
from lotdesign.scenario.lot_names import build_lot_names
from lotdesign.scenario.scenario import Scenario


@dataclass(frozen=True)
class TodayCells:
    """The cells by year of today's cost, of the saving, and of what is left above each target."""

    cost: YearCells
    saving: YearCells
    above_target: tuple[tuple[SavingRule, YearCells], ...]


def write_today_sheet(
    scenario: Scenario, inputs: InputCells, units: UnitCells, cost: YearCells
) -> tuple[YearSheet, TodayCells]:
    """The sheet, and its cells; `cost` is what the design costs the council by year."""
    sheet = begin_year_sheet(
        scenario,
        "Today",
        "Today's contracts",
        "What they would cost with budgets before promised savings, at today's providers' prices, "
        "without procuring anything.",
    )
    lots = build_todays_design(scenario).lots
    names = build_lot_names(scenario, [lot.units for lot in lots])
    rows = [
        LotRows(
            scenario, sheet, inputs, units, units.before_savings, lot, name, price, procured=False
        ).write()
        for lot, name, price in zip(lots, names, inputs.todays_prices, strict=True)
    ]
    years = range(scenario.years)
    sheet.write_heading("The saving")
    today = sheet.write_row(
        "Today's contracts", [sum_cells([row.cost[y] for row in rows]) for y in years]
    )
    saving = sheet.write_row(
        "Saving of the design", [f"{today[y]}-{cost[y]}" for y in years], look="total"
    )
    return sheet, TodayCells(today, saving, _write_targets(scenario, sheet, inputs, saving))


def _write_targets(
    scenario: Scenario, sheet: YearSheet, inputs: InputCells, saving: Sequence[object]
) -> tuple[tuple[SavingRule, YearCells], ...]:
    return tuple(
        (
            rule,
            sheet.write_row(
                f"Above the target of {rule.id}",
                [
                    f"{saved}-{target.fixed}"
                    for saved, target in zip(saving, inputs.targets[rule.id], strict=True)
                ],
            ),
        )
        for rule in list_saving_rules(scenario)
    )
