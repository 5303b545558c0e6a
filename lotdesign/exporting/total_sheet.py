"""The sheet of totals: the budget bridge by year, headroom, whole-life and present cost."""

from collections.abc import Sequence
from dataclasses import dataclass

from lotdesign.exporting.budget_sheet import BudgetCells, YearCells
from lotdesign.exporting.input_sheet import InputCells
from lotdesign.exporting.lot_sheet import LotMoneyCells
from lotdesign.exporting.sheets import CellRef, name_range, sum_cells
from lotdesign.exporting.year_sheets import YearSheet, begin_year_sheet
from lotdesign.scenario.scenario import Scenario
from lotdesign.words import spell_out_id


@dataclass(frozen=True)
class TotalCells:
    """The cells of the totals by year, and of the whole life."""

    budget: YearCells
    promised: YearCells
    envelope: YearCells
    gross: YearCells
    paid: YearCells
    headroom: YearCells
    cost: YearCells
    whole_life_cost: CellRef
    net_present_cost: CellRef


def write_total_sheet(
    scenario: Scenario, inputs: InputCells, budgets: BudgetCells, lots: Sequence[LotMoneyCells]
) -> tuple[YearSheet, TotalCells]:
    """The sheet, and the cells of its rows."""
    sheet = begin_year_sheet(
        scenario, "Totals", "The budget, year by year", "Budget - promised savings = envelope."
    )
    years = range(scenario.years)

    def add_up(rows: Sequence[YearCells]) -> list[str]:
        return [sum_cells([row[year] for row in rows]) for year in years]

    def subtract(row: YearCells, other: YearCells) -> list[str]:
        return [f"{row[year]}-{other[year]}" for year in years]

    sheet.write_heading("Envelope")
    budget = sheet.write_row("Budgets after uplift", add_up(list(budgets.uplifted.values())))
    services = [
        sheet.write_row(f"Promised savings: {spell_out_id(service)}", [str(c) for c in cells])
        for service, cells in budgets.promised.items()
    ]
    promised = sheet.write_row("Promised savings", add_up(services))
    envelope = sheet.write_row("Envelope", subtract(budget, promised), look="total")
    external = all(lot.lot.is_external for lot in lots)
    words = "Paid to providers" if external else "Paid for the lots"
    sheet.write_heading(words)
    each = [sheet.write_row(lot.name, [str(c) for c in lot.paid], "paid") for lot in lots]
    paid = sheet.write_row(words, add_up(each), look="total")
    headroom = sheet.write_row("Headroom", subtract(envelope, paid), "envelope - paid", "total")
    sheet.write_heading("Cost")
    gross = sheet.write_row("Gross value of all lots", add_up([lot.gross for lot in lots]))
    costs = [sheet.write_row(lot.name, [str(c) for c in lot.cost], "cost") for lot in lots]
    cost = sheet.write_row("Cost to the council", add_up(costs), look="total")
    own = subtract(cost, paid)
    sheet.write_row("Of that the council's own costs, less rent", own)
    present = sheet.write_row(
        "In money of year 1, not rounded",
        [f"{cost[y]}/(1+{inputs.discount_rate.fixed})^({sheet.name_year(y)}-1)" for y in years],
        "cost / (1 + discount rate) ^ (year - 1)",
        summed=False,
    )
    sheet.write_heading("Whole life")
    added, discounted = name_range(cost[0], cost[-1]), name_range(present[0], present[-1])
    whole = sheet.write_figure("Whole-life cost", f"SUM({added})", look="total")
    net = sheet.write_figure("Net present cost", f"ROUND(SUM({discounted}),2)", look="total")
    return sheet, TotalCells(budget, promised, envelope, gross, paid, headroom, cost, whole, net)
