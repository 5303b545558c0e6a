"""What is found near a bound, against listing all solutions of small models."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from solver.arrays import Flags
from solver.candidates.unit_bitsets import build_unit_bitsets
from solver.exact.branch_and_cut import award_branch_and_bound as awarding
from solver.exact.branch_and_cut.cuts import build_subset_row, list_unit_sets
from solver.exact.branch_and_cut.gap_enumeration import GapEnumeration
from solver.exact.branch_and_cut.partition_dynamic_program import (
    UNREACHABLE_COST,
    PartitionDynamicProgram,
    price_subset_rows,
)
from solver.exact.lagrangian_bound import compute_window, select_unconditional_rows
from tests.selection.models import UNITS, Posed, dense, partition, weights
from tests.solve.loading import examples

SEVEN = 7


@st.composite
def awarded(draw: st.DrawFn) -> Posed:
    """Up to ten candidates, some with the same units, and two rows over them."""
    every = [tuple(u for u in range(UNITS) if mask >> u & 1) for mask in range(1, 1 << UNITS)]
    lots = tuple(sorted(draw(st.lists(st.sampled_from(every), min_size=2, max_size=10))))
    model = partition(lots)
    for name in ("first", "second"):
        form = dense(draw(weights(model.size)), draw(st.integers(-5, 5)))
        model.add_row(name, form, *draw(st.sampled_from([(None, 10), (-10, None), (-25, 25)])))
    return Posed(lots, model, dense(draw(weights(model.size, 100)), draw(st.integers(-9, 9))))


@examples(150)
@given(st.data(), st.integers(1, 4), st.integers(0, 30))
def test_a_sweep_lists_every_division_within_the_gap(
    data: st.DataObject, count: int, gap: int
) -> None:
    """Seven units, whatever lots there are; the least is the cheapest of them."""
    some = st.sets(st.integers(0, SEVEN - 1), min_size=1, max_size=4).map(frozenset)
    lots = sorted(data.draw(st.sets(some, min_size=SEVEN, max_size=30)), key=sorted)
    lots += [frozenset([u]) for u in range(SEVEN) if frozenset([u]) not in lots]
    units = [np.flatnonzero([u in lot for lot in lots]) for u in range(SEVEN)]
    found = build_unit_bitsets(units, len(lots))
    assert found is not None
    assert len(found) == len(lots)
    costs = np.array(data.draw(st.lists(st.integers(0, 20), min_size=40, max_size=40)))[: len(lots)]
    by_shape = np.empty(len(lots), dtype=np.int64)
    by_shape[found.bitset_of_candidate] = costs
    sweep = PartitionDynamicProgram(found, by_shape, gap, count)
    told, ways = sweep.list_partitions()
    listed = {frozenset(way): cost for way, cost in zip(ways.tolist(), told.tolist(), strict=True)}
    wanted = {}
    for chosen in combinations(range(len(lots)), count):
        cost = int(costs[list(chosen)].sum())
        whole = (
            sum(len(lots[i]) for i in chosen)
            == SEVEN
            == len(set().union(*(lots[i] for i in chosen)))
        )
        if whole and cost <= gap:
            wanted[frozenset(found.bitset_of_candidate[list(chosen)].tolist())] = cost
    assert listed == wanted
    assert (
        sweep.least_cost >= UNREACHABLE_COST
        if not wanted
        else sweep.least_cost == min(wanted.values())
    )


@examples(200)
@given(awarded(), st.integers(1, UNITS), st.integers(0, 300), st.booleans(), st.data())
def test_nothing_near_a_bound_is_missed(
    posed: Posed, count: int, gap: int, hard: bool, data: st.DataObject
) -> None:
    """Whatever the prices; with a way that takes too long every candidate of it is told of."""
    model = posed.model
    units = list_unit_sets(model, select_unconditional_rows(model))
    cuts = [build_subset_row(units, triple) for triple in combinations(range(len(units)), 3)]
    rows = (*select_unconditional_rows(model), model.build_count_row(count, count), *cuts)
    prices = np.array(data.draw(st.lists(st.floats(-9, 9), min_size=len(rows), max_size=len(rows))))
    allowed = np.ones(len(posed.lots), dtype=np.bool_)
    view = compute_window(model, posed.form, rows, prices, count, allowed)
    known = build_unit_bitsets(units, len(posed.lots))
    if view is None or known is None or known.units < UNITS:
        return
    besides, triples = posed.form.constant, price_subset_rows(rows, view, len(units))
    near = GapEnumeration(known, posed.form, rows, view, allowed, count, besides, triples)
    most = view.bound + gap
    told: list[frozenset[int]] = []
    unsure: list[Flags] = []

    def found(cost: int, chosen: list[int]) -> int:
        assert cost <= most
        told.append(frozenset(chosen))
        return most

    def asked(inside: Flags) -> int:
        unsure.append(inside)
        return most

    with pytest.MonkeyPatch.context() as patch:
        if hard:
            patch.setattr(awarding, "MOST_AWARD_STEPS", 2)
        near.enumerate(gap, most, found, asked)
    for solution in posed.solutions():
        if solution.sum() == count and posed.form.evaluate(solution) <= most:
            chosen = frozenset(np.flatnonzero(solution).tolist())
            assert chosen in told or any(inside[list(chosen)].all() for inside in unsure)
    solutions = {frozenset(np.flatnonzero(each).tolist()) for each in posed.solutions()}
    assert set(told) <= solutions
