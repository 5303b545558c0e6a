"""The first sheet, which says what the workbook is, and the last, which checks it."""

from collections.abc import Sequence
from fractions import Fraction

from lotdesign.exporting.share_blocks import LARGEST_SUM_OF_WEIGHTS
from lotdesign.exporting.sheets import CellRef, SheetDraft, apply_to_cells
from lotdesign.exporting.total_sheet import TotalCells
from lotdesign.report.answer import write_headline
from lotdesign.report.page import ReportView
from lotdesign.result.model import Result
from lotdesign.scenario.scenario import Scenario

_SHEETS = {
    "Totals": "the budget bridge by year, headroom, whole-life cost and present cost",
    "Lots": "each lot: gross value, market value, paid, the council's own cost, cost",
    "Today": "what today's contracts would cost, and what the design saves against them",
    "Envelopes": "each envelope of the rules: what its services take, and headroom",
    "Budgets": "each unit's budget: need-led funding, uplift, promised savings",
    "Parts": "divided units, shared out over the localities",
}


def write_about_sheet(scenario: Scenario, result: Result, titles: Sequence[str]) -> SheetDraft:
    """What the workbook shows, in which order to read it, and what it does not tell."""
    draft = SheetDraft("About", (24, 110))
    authority = scenario.authority
    draft.put_row(authority.title or scenario.name, look="title")
    draft.put_row(authority.name)
    draft.row += 1
    draft.put(0, "Answer")
    draft.put(1, write_headline(scenario, result, ReportView()), "wrapped")
    draft.row += 1
    draft.put_row("Inputs as of", f"{scenario.name}, SHA-256 {scenario.sha256}")
    if scenario.settings:
        draft.put_row("Changed by", ", ".join(scenario.settings))
    draft.put_row("Made with", result.created_with)
    draft.row += 1
    draft.put_row("Sheets", look="heading")
    draft.put_row("Inputs", "every figure of the scenario that money depends on")
    for title in titles:
        draft.put_row(title, _SHEETS[title])
    draft.put_row("Checks", "the workbook's totals beside those of the result")
    draft.row += 1
    draft.put_row("How to use it", look="heading")
    for text in (
        "Change a yellow figure on the sheet Inputs: all money follows, to the penny.",
        "The lots, how they are delivered and the award stay as they are. Whether they are still "
        "the best, whether rules hold and who can bid is not worked out here: change the scenario "
        "and design it again.",
        "Amounts are pounds without VAT. Halves of a penny are rounded away from zero. Money that "
        "is shared out goes by largest remainder, so that shares add up.",
        "Rows that begin with blanks are steps of sharing out: long division in groups of three "
        "digits, since a spreadsheet rounds longer numbers.",
    ):
        draft.put(1, text, "wrapped")
        draft.row += 1
    return draft


def write_check_sheet(
    scenario: Scenario, result: Result, totals: TotalCells, sums: Sequence[CellRef]
) -> SheetDraft:
    """The totals beside those of the result; a change of an input shows as a difference."""
    draft = SheetDraft("Checks", (48, 20, 20, 20))
    draft.put_row("Checks", look="title")
    draft.put_row("As written every difference is 0. After a change it says what the change does.")
    draft.row += 1
    draft.put_row("", "This workbook", "The result", "Difference", look="heading")
    written = result.totals
    lines: list[tuple[str, str, int]] = [
        ("Whole-life cost", str(totals.whole_life_cost), _read(result, "whole_life_cost")),
        ("Net present cost", str(totals.net_present_cost), _read(result, "net_present_cost")),
    ]
    for name, cells, amounts in (
        ("Envelope", totals.envelope, written.envelope_pence),
        ("Paid", totals.paid, written.paid_pence),
        ("Cost to the council", totals.cost, written.cost_pence),
    ):
        lines += [
            (f"{name}, year {year}", str(cell), amount)
            for year, (cell, amount) in enumerate(zip(cells, amounts, strict=True), 1)
        ]
    for label, formula, pence in lines:
        draft.put(0, label)
        own = draft.put_formula(1, formula)
        told = draft.put(2, Fraction(pence, 100), "money")
        draft.put_formula(3, f"{own}-{told}")
        draft.row += 1
    if sums:
        draft.row += 1
        draft.put(0, "Largest sum of weights of a share-out")
        draft.put_formula(1, apply_to_cells("MAX", sums), "number")
        draft.put(2, LARGEST_SUM_OF_WEIGHTS, "number")
        draft.put(3, "must not be larger")
        draft.row += 1
    return draft


def _read(result: Result, measure: str) -> int:
    return int(result.measures[measure] or 0)
