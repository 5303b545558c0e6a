"""What a workbook says after inputs have changed, and what the same change says of the scenario."""

from collections.abc import Mapping
from fractions import Fraction
from functools import cache

import lotdesign as ld
from lotdesign.exporting.sheets import CellRef
from lotdesign.result.model import Result
from tests.exporting.books import ExampleBook, book_of, path_of

Change = tuple[str, str, Fraction]
"""What --set writes, the cell of the input, and the number that it holds then."""


def changes_of(example: str) -> dict[str, list[Change]]:
    """Changes of an example's inputs by name: a budget, all budgets, and each number of money."""
    found = book_of(example)
    scenario, inputs = found.scenario, found.money.inputs
    budgets = [
        _budget(name, cells.budget, scenario.budgets[name] + 1_234_57)
        for name, cells in inputs.units.items()
    ]
    changes: dict[str, list[Change]] = {
        "one budget": budgets[:1],
        "all budgets": budgets,
        "uplift": [("money.uplift=2.75%", str(inputs.uplift), Fraction("0.0275"))],
        "discount rate": [
            ("money.discount_rate=4.1%", str(inputs.discount_rate), Fraction("0.041"))
        ],
        "contract management": [
            ("money.contract_management=7001.13", str(inputs.contract_management), _at("7001.13"))
        ],
        "procurement": [("money.procurement=333.33", str(inputs.procurement), _at("333.33"))],
    }
    for i, (value, saving) in enumerate(inputs.scale):
        changes[f"scale {i}"] = [
            (f"money.scale.{i}.saving=4.37%", str(saving), Fraction("0.0437")),
            (
                f"money.scale.{i}.value={float(scenario.money.scale[i].value) / 100 + 7.01:.2f}",
                str(value),
                Fraction(scenario.money.scale[i].value, 100) + _at("7.01"),
            ),
        ]
    for i, cell in enumerate(inputs.integration):
        changes[f"integration {i}"] = [
            (f"money.integration.{i}.annual=1000.07", str(cell), _at("1000.07"))
        ]
    for i, (promise, cells) in enumerate(
        zip(scenario.money.promised, inputs.promises, strict=True)
    ):
        text, number = (
            ("3.13%", Fraction("0.0313"))
            if isinstance(promise.annual, Fraction)
            else ("1111.11", _at("1111.11"))
        )
        changes[f"promise {i}"] = [(f"money.promised.{i}.annual={text}", str(cells.amount), number)]
    for i, cell in enumerate(inputs.pace.values()):
        changes[f"pace {i}"] = [(f"money.need_led.{i}.pace=37%", str(cell), Fraction("0.37"))]
    return changes


def _at(pounds: str) -> Fraction:
    return Fraction(pounds)


def _budget(name: str, cell: CellRef, pence: int) -> Change:
    return f"units.{name}.annual_budget={pence / 100:.2f}", str(cell), Fraction(pence, 100)


@cache
def _judge(example: str, settings: tuple[str, ...]) -> Result:
    found = book_of(example)
    return ld.evaluate(
        ld.load(path_of(example), settings),
        design=[lot.units for lot in found.result.lots],
        routes=[lot.route for lot in found.result.lots],
    ).result


def judge_changed(example: str, changes: list[Change]) -> Result:
    """The same lots and routes judged in the scenario after `--set`."""
    return _judge(example, tuple(setting for setting, _, _ in changes))


def has_same_award(found: ExampleBook, changed: Result) -> bool:
    """Whether every lot has the winner that it had, whose price the workbook goes on with."""
    priced = found.scenario.prices is not None
    return not priced or [a.award for a in found.result.lots] == [b.award for b in changed.lots]


def expected_cells(found: ExampleBook, changed: Result) -> Mapping[str, int]:
    """Cell -> pence of every total and of each lot's amounts after a change."""
    totals, written = found.money.totals, changed.totals
    rows = [
        (totals.budget, written.budget_pence),
        (totals.promised, written.promised_pence),
        (totals.envelope, written.envelope_pence),
        (totals.gross, written.gross_pence),
        (totals.paid, written.paid_pence),
        (totals.cost, written.cost_pence),
        *(
            pair
            for lot, new in zip(found.money.lots, changed.lots, strict=True)
            for pair in (
                (lot.gross, new.gross_pence),
                (lot.paid, new.paid_pence),
                (lot.cost, new.cost_pence),
            )
        ),
    ]
    cells = {
        str(cell): pence for row, amounts in rows for cell, pence in zip(row, amounts, strict=True)
    }
    for name, cell in (
        ("whole_life_cost", totals.whole_life_cost),
        ("net_present_cost", totals.net_present_cost),
    ):
        cells[str(cell)] = int(changed.measures[name] or 0)
    return cells
