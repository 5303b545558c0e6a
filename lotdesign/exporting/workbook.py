"""Draws up the workbook of a result: inputs, and every money line as a formula over them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from lotdesign.evaluation import Evaluation
from lotdesign.exporting.award_evaluation import evaluate_result
from lotdesign.exporting.budget_sheet import YearCells, write_budget_sheet
from lotdesign.exporting.check_sheet import write_about_sheet, write_check_sheet
from lotdesign.exporting.envelope_sheet import EnvelopeCells, write_envelope_sheet
from lotdesign.exporting.formula_values import FormulaValues
from lotdesign.exporting.input_sheet import InputCells, write_input_sheet
from lotdesign.exporting.lot_sheet import LotMoneyCells, write_lot_sheet
from lotdesign.exporting.part_sheet import write_part_sheet
from lotdesign.exporting.sheets import CellRef, WorkbookDraft
from lotdesign.exporting.today_sheet import TodayCells, write_today_sheet
from lotdesign.exporting.total_sheet import TotalCells, write_total_sheet
from lotdesign.money.design_cost import compute_baseline
from lotdesign.result.model import Result
from lotdesign.rules.envelope import sum_taken
from lotdesign.scenario.scenario import Scenario


@dataclass(frozen=True)
class MoneyWorkbook:
    """The workbook of a result, and where its money lines stand."""

    draft: WorkbookDraft
    evaluation: Evaluation
    inputs: InputCells
    lots: tuple[LotMoneyCells, ...]
    totals: TotalCells
    envelopes: tuple[EnvelopeCells, ...]
    today: TodayCells


class WorkbookDisagrees(Exception):
    """Formulas of the workbook that do not come to what the result says: a fault of ours."""


def build_workbook(scenario: Scenario, result: Result) -> MoneyWorkbook:
    """Draw up the workbook of a result of this scenario.

    Every formula is worked out exactly and held against the exact accounts first. Raises
    InputFaults for a result without a design, WorkbookDisagrees where a penny differs.
    """
    evaluation = evaluate_result(scenario, result)
    input_sheet, inputs = write_input_sheet(evaluation)
    budget_sheet, budgets = write_budget_sheet(scenario, inputs)
    part_sheet, units = write_part_sheet(scenario, inputs, budgets)
    lot_sheet, lots = write_lot_sheet(evaluation, inputs, units)
    total_sheet, totals = write_total_sheet(scenario, inputs, budgets, lots)
    today_sheet, today = write_today_sheet(scenario, inputs, units, totals.cost)
    envelope_sheet, envelopes = write_envelope_sheet(scenario, inputs, budgets, units, lots)
    check_sheet = write_check_sheet(scenario, result, totals, units.sums_of_weights)
    yearly = (total_sheet, lot_sheet, today_sheet, envelope_sheet, budget_sheet, part_sheet)
    drafts = [sheet.draft for sheet in yearly if sheet is not None]
    about = write_about_sheet(scenario, result, [draft.title for draft in drafts])
    draft = WorkbookDraft((about, input_sheet, *drafts, check_sheet))
    workbook = MoneyWorkbook(draft, evaluation, inputs, lots, totals, envelopes, today)
    _check_against_accounts(workbook, result)
    return workbook


def list_money_lines(
    workbook: MoneyWorkbook, result: Result
) -> Iterator[tuple[str, Sequence[CellRef], Sequence[Fraction | int]]]:
    """(name, cells, exact pence) of every line that the result or its evaluation states."""
    evaluation, totals = workbook.evaluation, workbook.totals
    for lot, account in zip(workbook.lots, evaluation.lot_accounts, strict=True):
        yield f"{lot.name}: gross", lot.gross, account.gross
        yield f"{lot.name}: paid", lot.paid, account.paid
        yield f"{lot.name}: cost", lot.cost, account.cost
        yield f"{lot.name}: value", [lot.value], [account.value]
    written = result.totals
    bridge: list[tuple[YearCells, Sequence[int]]] = [
        (totals.budget, written.budget_pence),
        (totals.promised, written.promised_pence),
        (totals.envelope, written.envelope_pence),
        (totals.gross, written.gross_pence),
        (totals.paid, written.paid_pence),
        (totals.cost, written.cost_pence),
    ]
    names = ("budget", "promised", "envelope", "gross", "paid", "cost")
    yield from ((name, *pair) for name, pair in zip(names, bridge, strict=True))
    paid = zip(written.envelope_pence, written.paid_pence, strict=True)
    yield "headroom", totals.headroom, [envelope - taken for envelope, taken in paid]
    for name, cell in (
        ("whole_life_cost", totals.whole_life_cost),
        ("net_present_cost", totals.net_present_cost),
    ):
        yield name, [cell], [int(result.measures[name] or 0)]
    yield from _list_saving_lines(workbook, written.cost_pence)
    years = range(evaluation.scenario.years)
    for envelope in workbook.envelopes:
        rule = envelope.rule
        limits = rule.compute_yearly_limits(evaluation.scenario)
        taken = [sum_taken(evaluation, rule, year) for year in years]
        yield f"{rule.id}: envelope", envelope.limit, limits
        yield f"{rule.id}: taken", envelope.taken, taken
        left = [limit - each for limit, each in zip(limits, taken, strict=True)]
        yield f"{rule.id}: headroom", envelope.headroom, left


def _list_saving_lines(
    workbook: MoneyWorkbook, cost: Sequence[int]
) -> Iterator[tuple[str, Sequence[CellRef], Sequence[Fraction | int]]]:
    scenario, today = workbook.evaluation.scenario, workbook.today
    baseline = compute_baseline(scenario)
    saved = [before - after for before, after in zip(baseline, cost, strict=True)]
    yield "today", today.cost, baseline
    yield "saving", today.saving, saved
    for rule, cells in today.above_target:
        targets = rule.list_targets(scenario)
        yield (
            f"{rule.id}: above target",
            cells,
            [each - target for each, target in zip(saved, targets, strict=True)],
        )


def _check_against_accounts(workbook: MoneyWorkbook, result: Result) -> None:
    values = FormulaValues(workbook.draft)
    wrong = [
        f"{name}, {cell}: {float(values.compute(cell))} against {float(pence) / 100}"
        for name, cells, amounts in list_money_lines(workbook, result)
        for cell, pence in zip(cells, amounts, strict=True)
        if values.compute(cell) * 100 != pence
    ]
    if wrong:
        raise WorkbookDisagrees("; ".join(wrong[:10]))
