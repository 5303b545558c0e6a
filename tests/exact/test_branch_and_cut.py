"""Branch and cut against listing all solutions of small models."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotdesign.app import api
from solver.arrays import Floats
from solver.backends import highs_lp
from solver.backends.base import EngineSettings, SolveRequest
from solver.backends.highs_native import NativeHighsEngine
from solver.backends.native_calls import Interrupted, run_interruptible
from solver.candidate_listing import list_candidates
from solver.candidate_mip import build_candidate_mip
from solver.exact.branch_and_cut import (
    award_branch_and_bound,
    gap_enumeration,
    partition_dynamic_program,
    relaxation,
)
from solver.exact.branch_and_cut import node as nodes
from solver.exact.branch_and_cut import tree as trees
from solver.exact.branch_and_cut.cuts import (
    CutSeparator,
    SubsetRowCut,
    list_knapsack_rows,
    list_packing_sets,
    list_unit_sets,
)
from solver.exact.branch_and_cut.incumbent import Incumbent
from solver.exact.branch_and_cut.relaxation import LinearRelaxation
from solver.exact.branch_and_cut.tree import minimise_by_branch_and_cut
from solver.exact.lagrangian_bound import (
    compute_window,
    select_unconditional_rows,
    subtract_unit_duals,
)
from solver.exact.minimise import minimise_goal
from solver.model.expressions import LinearExpression
from solver.model.linear_model import LinearRow
from solver.solve_context import SolveContext
from tests.exact.models import UNITS, SmallModel, dense, partition, partitions
from tests.solve.loading import examples

EXAMPLES = Path(__file__).parents[2] / "examples"


def ignore(best: int | None, bound: int | None) -> None:
    """A listener that does nothing."""


@pytest.fixture
def small_factory() -> nodes.NodeFactory:
    """Five lots of four units, at 30 and 1 to 5 each."""
    lots = ((0, 1), (2, 3), (0,), (1, 2), (3,))
    small = SmallModel(lots, partition(lots), dense([1, 2, 3, 4, 5], 30))
    return nodes.NodeFactory(Incumbent(small.search(), small.objective, ignore))


@examples(150)
@given(
    partitions(),
    st.integers(1, 4),
    st.booleans(),
    st.integers(0, 2),
    st.integers(0, 9),
    st.integers(-1, 9),
    st.integers(0, 9),
)
def test_the_optimum_is_found_and_bounded(
    small: SmallModel, start: int, hinted: bool, slack: int, states: int, at_root: int, most: int
) -> None:
    """Nodes are enumerated, or branched down to one candidate or a few; or the root is one MIP.

    Some partitions are awarded by an engine, up to `most` of them. The parts hold all solutions
    near the optimum.
    """
    best = small.best()
    hint = next(small.solutions(), None) if hinted else None
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(nodes, "MOST_FOR_NODE_MIP", start)
        patch.setattr(partition_dynamic_program, "MOST_STATES", states)
        patch.setattr(award_branch_and_bound, "MOST_AWARD_STEPS", 1)
        patch.setattr(gap_enumeration, "MOST_SEARCHED_PARTITIONS", most)
        patch.setattr(trees, "MOST_FOR_ROOT_MIP", at_root)
        patch.setattr(trees, "ROOT_WINDOW_SIZE", start)
        outcome, proof = minimise_by_branch_and_cut(small.search(), small.objective, ignore, hint)
    if best is None:
        assert outcome.status == "infeasible"
        return
    assert (outcome.status, proof.value, outcome.bound) == ("optimal", best, best)
    assert outcome.solution is not None
    assert small.allows(outcome.solution)
    parts = proof.list_parts(best + slack)
    for solution in small.solutions():
        chosen = solution[: len(small.lots)] == 1
        if small.objective.evaluate(solution) <= best + slack:
            assert any(part.allowed[chosen].all() for part in parts)


def _count_branchings(
    monkeypatch: pytest.MonkeyPatch, search: Callable[[], object]
) -> tuple[int, object]:
    """How many nodes a search branches on their number of lots, and what it returns."""
    branched: list[nodes.BranchNode] = []
    branch = trees.branch_on_lot_count

    def note(factory: nodes.NodeFactory, node: nodes.BranchNode) -> Iterator[nodes.BranchNode]:
        branched.append(node)
        return branch(factory, node)

    with monkeypatch.context() as patch:
        patch.setattr(trees, "branch_on_lot_count", note)
        answer = search()
    return len(branched), answer


def test_what_reduced_costs_leave_decides_between_one_mip_and_branching(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Few units of which few candidates are left are one MIP; more of either are branched.

    Thirds of all lots of three units cost less than any partition, so that there is a gap.
    """
    lots = tuple(tuple(u for u in range(UNITS) if mask >> u & 1) for mask in range(1, 1 << UNITS))
    small = SmallModel(
        lots, partition(lots), dense([(20, 25, 30, 60)[len(lot) - 1] for lot in lots])
    )

    def search() -> object:
        outcome, _ = minimise_by_branch_and_cut(small.search(), small.objective, ignore, None)
        return outcome.status, outcome.bound

    answer = ("optimal", small.best())
    assert _count_branchings(monkeypatch, search) == (0, answer)
    for limit, value in (("MOST_UNITS_FOR_ROOT_MIP", UNITS - 1), ("MOST_FOR_ROOT_MIP", 1)):
        with monkeypatch.context() as patch:
            patch.setattr(trees, limit, value)
            branchings, found = _count_branchings(monkeypatch, search)
            assert branchings > 0
            assert found == answer


@pytest.mark.parametrize("constant", [-11, 0, 1_000])
@pytest.mark.parametrize("hinted", [False, True])
def test_cuts_are_separated_whatever_the_constant_and_the_first_design(
    monkeypatch: pytest.MonkeyPatch, constant: int, hinted: bool
) -> None:
    """Halves of the first four lots cost 2; with a subset row they do not, and two lots cost 6.

    What is minimised often counts from the first design on, as the costs less those of that.
    """
    lots = ((0, 1, 3), (0, 2), (1, 2), (3,), (0,), (2,))
    small = SmallModel(lots, partition(lots), dense([1, 1, 1, 1, 5, 5], constant))
    found: list[LinearRow] = []
    separate = CutSeparator.separate

    def note(separator: CutSeparator, shares: Floats) -> list[LinearRow]:
        found.extend(cuts := separate(separator, shares))
        return cuts

    monkeypatch.setattr(CutSeparator, "separate", note)
    monkeypatch.setattr(trees, "MOST_UNITS_FOR_ROOT_MIP", UNITS - 1)
    hint = np.array([0, 0, 1, 1, 1, 0]) if hinted else None
    assert hint is None or small.allows(hint)
    outcome, _ = minimise_by_branch_and_cut(small.search(), small.objective, ignore, hint)
    assert (outcome.status, outcome.bound) == ("optimal", 6 + constant)
    assert any(isinstance(row, SubsetRowCut) for row in found)


def test_a_pair_is_tried_from_the_value_of_its_node(small_factory: nodes.NodeFactory) -> None:
    """A probe with all candidates costs what the relaxation does, the constant counted."""
    factory = small_factory
    every = np.ones(factory.candidates, dtype=np.bool_)
    solution = factory.solve_relaxation(0, UNITS, every)
    probed = factory.relaxation.probe(every, 60)
    assert probed == pytest.approx(factory.evaluate_solution(solution))


def test_youth_strands_over_localities_are_one_mip(monkeypatch: pytest.MonkeyPatch) -> None:
    """Over 20,000 candidates of 21 units, of which reduced costs leave about a thousand."""
    scenario = api.load(EXAMPLES / "central-bedfordshire" / "locality-youth-strands.toml")
    candidates = list_candidates(scenario)
    assert len(candidates) > 20_000
    search, (objective, *_) = build_candidate_mip(scenario, candidates, SolveContext(), None, False)

    def minimise() -> object:
        return minimise_goal(search, objective.goal, lambda best, bound: None).proved

    assert _count_branchings(monkeypatch, minimise) == (0, True)


@examples(60)
@given(partitions(), st.integers(0, 2))
def test_a_relaxation_that_is_wrongly_called_infeasible_closes_no_node(
    small: SmallModel, truths: int
) -> None:
    """From some program on each is said to have no solution, by multipliers that prove none."""
    left = iter(range(truths))
    honest = nodes.NodeFactory.solve_relaxation

    def lie(factory: nodes.NodeFactory, *given: object) -> relaxation.RelaxationSolution:
        solution = honest(factory, *given)  # type: ignore[arg-type]
        if next(left, None) is not None:
            return solution
        return replace(solution, duals=np.zeros(len(solution.rows)), is_infeasible=True)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(trees, "MOST_UNITS_FOR_ROOT_MIP", 0)
        patch.setattr(nodes.NodeFactory, "solve_relaxation", lie)
        outcome, _ = minimise_by_branch_and_cut(small.search(), small.objective, ignore, None)
    best = small.best()
    assert outcome.bound == best
    assert outcome.status == ("infeasible" if best is None else "optimal")


@examples(60)
@given(partitions())
def test_reported_bounds_never_pass_the_optimum(small: SmallModel) -> None:
    """Bounds rise from below and values fall from above."""
    best = small.best()
    reported: list[tuple[int | None, int | None]] = []
    minimise_by_branch_and_cut(
        small.search(), small.objective, lambda b, c: reported.append((b, c)), None
    )
    if best is not None:
        assert all(value is None or value >= best for value, _ in reported)
        assert all(bound is None or bound <= best for _, bound in reported)


@examples(60)
@given(partitions(), st.integers(0, 6))
def test_a_relaxation_that_is_stopped_leaves_a_bound(small: SmallModel, steps: int) -> None:
    """After so many linear programs, each with one column more."""
    left = iter(range(steps))

    def stopped(
        run: Callable[[], object], stop: Callable[[], None], deadline: float | None = None
    ) -> object:
        if next(left, None) is None:
            raise Interrupted(None)
        return run_interruptible(run, stop, deadline)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(relaxation, "FIRST_COLUMNS", 1)
        patch.setattr(relaxation, "COLUMNS_PER_ROUND", 1)
        patch.setattr(trees, "MOST_UNITS_FOR_ROOT_MIP", 0)
        patch.setattr(highs_lp, "run_interruptible", stopped)
        outcome, proof = minimise_by_branch_and_cut(small.search(), small.objective, ignore, None)
    best = small.best()
    if best is not None and outcome.solution is None:
        assert (outcome.bound is None) == (steps == 0)
        assert outcome.bound is None or outcome.bound <= best
    known, duals = proof.factory.relaxation, proof.factory.relaxation.repaired_duals
    if duals is not None:
        windows = [
            compute_window(small.model, small.objective, known.rows, duals, n) for n in (0, UNITS)
        ]
        none, most = (window.bound for window in windows if window is not None)
        assert none - most <= 1, "some reduced cost is negative"


@examples(100)
@given(partitions(), st.data())
def test_cuts_exclude_no_solution(small: SmallModel, data: st.DataObject) -> None:
    """Whatever fractional solution they are separated from."""
    rows = select_unconditional_rows(small.model)
    limited = list_knapsack_rows(small.model, rows)
    parts = st.floats(0, 1)
    shares = np.array(data.draw(st.lists(parts, min_size=small.size, max_size=small.size)))
    sets = list_packing_sets(list_unit_sets(small.model, rows), limited)
    cuts = CutSeparator(sets, limited).separate(shares[: len(small.lots)])
    for solution in small.solutions():
        assert all(
            row.expression.evaluate(solution) <= row.high for row in cuts if row.high is not None
        )


@examples(60)
@given(partitions())
def test_the_relaxation_is_a_bound_in_whole_numbers(small: SmallModel) -> None:
    """Its duals give a bound below every solution, and subtracting them changes no value."""
    rows = select_unconditional_rows(small.model)
    relaxation = LinearRelaxation(small.model, small.objective, rows, UNITS)
    point = relaxation.solve()
    assert point is not None
    if point.is_infeasible:
        return
    window = compute_window(small.model, small.objective, point.rows, point.duals, UNITS)
    assert window is not None
    other = subtract_unit_duals(small.model, small.objective, point.rows, point.duals)
    for solution in small.solutions():
        assert window.bound <= small.objective.evaluate(solution)
        assert other.evaluate(solution) == small.objective.evaluate(solution)


@examples(100)
@given(partitions(), st.integers(-40, 40) | st.none())
def test_highs_agrees_with_listing(small: SmallModel, ceiling: int | None) -> None:
    """Its own interface, with and without a ceiling."""
    engine = NativeHighsEngine()
    if not engine.can_solve(SolveRequest(small.model, small.objective)):
        return
    settings = EngineSettings(workers=1, cutoff=ceiling)
    outcome = engine.solve(SolveRequest(small.model, small.objective, settings=settings))
    best = small.best()
    if best is None or (ceiling is not None and best > ceiling):
        assert outcome.status == "infeasible" or outcome.bound == best
    else:
        assert (outcome.status, outcome.bound) == ("optimal", best)


def test_parts_beyond_the_incumbent_hold_everything() -> None:
    """Where the hint is optimal and a tolerance allows worse solutions."""
    lots = ((0,), (0, 1), (0, 1, 2), (0, 2), (1,), (1, 2), (2,), (3,))
    small = SmallModel(lots, partition(lots), LinearExpression(np.array([6]), np.array([1])))
    _, proof = minimise_by_branch_and_cut(
        small.search(), small.objective, ignore, next(small.solutions())
    )
    parts = proof.list_parts(1)
    for solution in small.solutions():
        assert any(part.allowed[solution == 1].all() for part in parts)
