"""Gap enumeration against listing all solutions of small models."""

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
    PricedTriple,
    price_subset_rows,
)
from solver.exact.lagrangian_bound import compute_window, select_unconditional_rows
from tests.exact.models import UNITS, SmallModel, dense, partition, weights
from tests.solve.loading import examples

SEVEN = 7


@st.composite
def award_models(draw: st.DrawFn) -> SmallModel:
    """Up to ten candidates, some with the same units, and two rows over them."""
    every = [tuple(u for u in range(UNITS) if mask >> u & 1) for mask in range(1, 1 << UNITS)]
    lots = tuple(sorted(draw(st.lists(st.sampled_from(every), min_size=2, max_size=10))))
    model = partition(lots)
    for name in ("first", "second"):
        form = dense(draw(weights(model.size)), draw(st.integers(-5, 5)))
        model.add_row(name, form, *draw(st.sampled_from([(None, 10), (-10, None), (-25, 25)])))
    return SmallModel(lots, model, dense(draw(weights(model.size, 100)), draw(st.integers(-9, 9))))


@examples(150)
@given(st.data(), st.integers(1, 4), st.integers(0, 30))
def test_the_dynamic_program_lists_every_partition_within_the_gap(
    data: st.DataObject, count: int, gap: int
) -> None:
    """Seven units and any lots; the least cost is that of the cheapest partition."""
    some = st.sets(st.integers(0, SEVEN - 1), min_size=1, max_size=4).map(frozenset)
    lots = sorted(data.draw(st.sets(some, min_size=SEVEN, max_size=30)), key=sorted)
    lots += [frozenset([u]) for u in range(SEVEN) if frozenset([u]) not in lots]
    units = [np.flatnonzero([u in lot for lot in lots]) for u in range(SEVEN)]
    found = build_unit_bitsets(units, len(lots))
    assert found is not None
    assert len(found) == len(lots)
    costs = np.array(data.draw(st.lists(st.integers(0, 20), min_size=40, max_size=40)))[: len(lots)]
    cost_of_bitset = np.empty(len(lots), dtype=np.int64)
    cost_of_bitset[found.bitset_of_candidate] = costs
    program = PartitionDynamicProgram(found, cost_of_bitset, gap, count)
    reported, partitions = program.list_partitions()
    listed = {
        frozenset(bitsets_of_lots): cost
        for bitsets_of_lots, cost in zip(partitions.tolist(), reported.tolist(), strict=True)
    }
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
        program.least_cost >= UNREACHABLE_COST
        if not wanted
        else program.least_cost == min(wanted.values())
    )


def list_by_hand(
    lots: list[set[int]], costs: list[int], gap: int, count: int, price: int = 0
) -> dict[frozenset[int], int]:
    """The partitions of units 0, 1, ... within the gap; `price` is that of the first three."""
    units = [np.flatnonzero([u in lot for lot in lots]) for u in range(max(map(max, lots)) + 1)]
    found = build_unit_bitsets(units, len(lots))
    assert found is not None
    by_bitset = np.empty(len(lots), dtype=np.int64)
    by_bitset[found.bitset_of_candidate] = costs
    triples = [PricedTriple((0, 1, 2), price)] if price else []
    program = PartitionDynamicProgram(found, by_bitset, gap, count, triples)
    lot_of_bitset = np.argsort(found.bitset_of_candidate)
    values, partitions = program.list_partitions()
    return {
        frozenset(lot_of_bitset[chosen].tolist()): cost
        for cost, chosen in zip(values.tolist(), partitions, strict=True)
    }


@pytest.mark.parametrize("costs", [[3, 0], [0, 3], [1, 2]])
def test_a_partition_on_the_gap_itself_is_listed(costs: list[int]) -> None:
    """Whichever of its lots uses up the gap."""
    assert list_by_hand([{0}, {1}], costs, 3, 2) == {frozenset([0, 1]): 3}
    assert list_by_hand([{0}, {1}], costs, 2, 2) == {}


def test_three_units_are_charged_where_no_lot_holds_two() -> None:
    """Only three lots of one unit each."""
    lots = [{0}, {1}, {2}, {1, 2}, {0, 2}, {0, 1}, {0, 1, 2}]
    pairs = {frozenset([u, u + 3]): 0 for u in range(3)}
    assert list_by_hand(lots, [0] * 7, 4, 2, price=5) == pairs
    assert list_by_hand(lots, [0] * 7, 4, 3, price=5) == {}
    assert list_by_hand(lots, [0] * 7, 5, 3, price=5) == {frozenset(range(3)): 5}


@examples(200)
@given(award_models(), st.integers(1, UNITS), st.integers(0, 300), st.booleans(), st.data())
def test_no_solution_within_the_gap_is_missed(
    small: SmallModel, count: int, gap: int, hard: bool, data: st.DataObject
) -> None:
    """For any duals; all candidates of a partition that takes too long are reported."""
    model = small.model
    units = list_unit_sets(model, select_unconditional_rows(model))
    cuts = [build_subset_row(units, triple) for triple in combinations(range(len(units)), 3)]
    rows = (*select_unconditional_rows(model), model.build_count_row(count, count), *cuts)
    duals = np.array(data.draw(st.lists(st.floats(-9, 9), min_size=len(rows), max_size=len(rows))))
    allowed = np.ones(len(small.lots), dtype=np.bool_)
    window = compute_window(model, small.objective, rows, duals, count, allowed)
    bitsets = build_unit_bitsets(units, len(small.lots))
    if window is None or bitsets is None or bitsets.units < UNITS:
        return
    constant, triples = small.objective.constant, price_subset_rows(rows, window, len(units))
    enumeration = GapEnumeration(
        bitsets, small.objective, rows, window, allowed, count, constant, triples
    )
    most = window.bound + gap
    reported: list[frozenset[int]] = []
    searched: list[Flags] = []

    def found(cost: int, chosen: list[int]) -> int:
        assert cost <= most
        reported.append(frozenset(chosen))
        return most

    def search(inside: Flags) -> int:
        searched.append(inside)
        return most

    with pytest.MonkeyPatch.context() as patch:
        if hard:
            patch.setattr(awarding, "MOST_AWARD_STEPS", 2)
        enumeration.enumerate(gap, most, found, search)
    for solution in small.solutions():
        if solution.sum() == count and small.objective.evaluate(solution) <= most:
            chosen = frozenset(np.flatnonzero(solution).tolist())
            assert chosen in reported or any(inside[list(chosen)].all() for inside in searched)
    solutions = {frozenset(np.flatnonzero(each).tolist()) for each in small.solutions()}
    assert set(reported) <= solutions


@pytest.mark.parametrize(("gap", "reported"), [(3, [[0, 1]]), (2, [])])
def test_a_lot_may_use_up_the_gap(gap: int, reported: list[list[int]]) -> None:
    """Two lots that cost 3 and nothing, by duals of 0."""
    lots = ((0, 1), (2, 3))
    model, objective = partition(lots), dense([3, 0])
    rows, allowed = select_unconditional_rows(model), np.ones(2, dtype=np.bool_)
    window = compute_window(model, objective, rows, np.zeros(len(rows)), 2, allowed)
    units = list_unit_sets(model, rows)
    bitsets = build_unit_bitsets(units, 2)
    assert window is not None
    assert bitsets is not None
    found: list[list[int]] = []

    def note(cost: int, chosen: list[int]) -> int:
        found.append(sorted(chosen))
        return cost

    enumeration = GapEnumeration(bitsets, objective, rows, window, allowed, 2, 0)
    enumeration.enumerate(gap, window.bound + gap, note, lambda inside: 0)
    assert found == reported
