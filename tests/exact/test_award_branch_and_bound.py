"""Awards of one partition against trying every choice, with rows that have duals."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from solver.exact.branch_and_cut.award_branch_and_bound import (
    AwardBranchAndBound,
    AwardOption,
    PricedRow,
    list_priced_rows,
    measure_usage,
)
from solver.exact.lagrangian_bound import ReducedCostWindow
from solver.model.expressions import LinearExpression
from solver.model.linear_model import LinearModel
from tests.solve.loading import examples

LOTS, EACH, BOUND = 3, 3, 50


@examples(150)
@given(st.data(), st.integers(0, 40), st.integers(1, 3))
def test_just_the_choices_that_cost_no_more_are_reported(
    data: st.DataObject, room: int, parts: int
) -> None:
    """Their rows hold; whoever wins, slack in a row costs its dual."""

    def draw(least: int, most: int, count: int) -> list[int]:
        return data.draw(st.lists(st.integers(least, most), min_size=count, max_size=count))

    count = LOTS * EACH
    lot_of = np.repeat(np.arange(LOTS), EACH)
    reduced, extra = draw(0, 12, count), draw(0, 6, count)
    rows, amounts = [], []
    for capacity, dual in ((data.draw(st.integers(0, 14)), d) for d in draw(0, 4, 2)):
        amounts.append(draw(-2, 7, count))
        rows.append(PricedRow(np.arange(count), np.array(amounts[-1]), capacity, dual * parts))
    prices = [row.dual // parts for row in rows]
    costs = [
        reduced[i] - sum(p * a[i] for p, a in zip(prices, amounts, strict=True)) + extra[i]
        for i in range(count)
    ]
    constant = BOUND + sum(p * row.capacity for p, row in zip(prices, rows, strict=True))
    most = BOUND + room
    _, usage = measure_usage(rows, lot_of, np.arange(count), LOTS)
    if len(usage.rows) < len(rows):
        return
    options = {
        lot: sorted(
            (
                AwardOption(
                    reduced[i], costs[i], i, tuple((r, a[i]) for r, a in enumerate(amounts) if a[i])
                )
                for i in np.flatnonzero(lot_of == lot).tolist()
            ),
            key=lambda option: option.reduced_cost,
        )
        for lot in range(LOTS)
    }
    reported: dict[frozenset[int], int] = {}

    def note(cost: int, chosen: list[int]) -> int:
        reported[frozenset(chosen)] = cost
        return most

    least = sum(options[lot][0].reduced_cost for lot in range(LOTS))
    awards = AwardBranchAndBound(usage, options, parts, BOUND, constant, most, note)
    assert awards.enumerate_awards(np.arange(LOTS), least)
    wanted = {}
    for chosen in product(*(np.flatnonzero(lot_of == lot).tolist() for lot in range(LOTS))):
        total = constant + sum(costs[i] for i in chosen)
        held = [sum(a[i] for i in chosen) for a in amounts]
        fits = all(use <= row.capacity for use, row in zip(held, rows, strict=True))
        if fits and total <= most:
            wanted[frozenset(chosen)] = total
    assert reported == wanted


@pytest.mark.parametrize(("room", "reported"), [(7, [[0, 1]]), (6, [])])
def test_a_choice_may_use_all_that_is_left(room: int, reported: list[list[int]]) -> None:
    """Two lots at 3 and 4 above the bound, and no row besides."""
    _, usage = measure_usage([], np.arange(2), np.arange(2), 2)
    options = {lot: [AwardOption(3 + lot, 3 + lot, lot, ())] for lot in range(2)}
    found: list[list[int]] = []

    def note(cost: int, chosen: list[int]) -> int:
        found.append(sorted(chosen))
        return cost

    awards = AwardBranchAndBound(usage, options, 1, BOUND, BOUND, BOUND + room, note)
    assert awards.enumerate_awards(np.arange(2), 7)
    assert found == reported


@pytest.mark.parametrize(
    ("low", "high", "dual", "sides"),
    [
        (None, 5, -3, [([2, 1], 3, 3)]),
        (None, 5, 0, [([2, 1], 3, 0)]),
        (1, None, 3, [([-2, -1], 1, 3)]),
        (1, 5, -3, [([2, 1], 3, 3), ([-2, -1], 1, 0)]),
        (1, 5, 3, [([2, 1], 3, 0), ([-2, -1], 1, 3)]),
    ],
)
def test_each_side_of_a_row_has_the_dual_that_belongs_to_it(
    low: int | None, high: int | None, dual: int, sides: list[tuple[list[int], int, int]]
) -> None:
    """The row's own constant of 2 counts against its bounds; unit rows are left out."""
    model = LinearModel(2)
    model.add_row("sum", LinearExpression(np.arange(2), np.array([2, 1]), 2), low, high)
    model.add_unit_row("unit", np.arange(2))
    nothing = np.zeros(2, dtype=np.int64)
    window = ReducedCostWindow(0, nothing, np.array([dual, 7]), 1)
    found = list_priced_rows(model.rows, window, 2)
    assert [(row.amounts.tolist(), row.capacity, row.dual) for row in found] == sides
