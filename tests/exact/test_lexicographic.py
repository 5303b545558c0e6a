"""One goal, and objectives in lexicographic order, against enumeration."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotdesign.measures.registry import MEASURES
from lotdesign.scenario.values import ObjectiveTolerance
from solver.candidates.lots import pack_lots
from solver.candidates.table import CandidateTable
from solver.exact import reduced_cost_fixing
from solver.exact.canonical_tie_break import compute_label_vector
from solver.exact.lexicographic import optimise_lexicographically
from solver.exact.minimise import minimise_goal
from solver.model.goals import Goal, build_linear_goal, build_ratio_goal
from solver.objectives.registry import RankedObjective
from tests.exact.models import UNITS, SmallModel, dense, partition, partitions, weights
from tests.solve.loading import Doc, examples, loaded

TOLERANCES = st.one_of(
    st.just(ObjectiveTolerance()),
    st.builds(ObjectiveTolerance, st.integers(0, 12).map(Fraction)),
    st.builds(ObjectiveTolerance, st.fractions(0, 1, max_denominator=8), st.just(True)),
)


def bare(lots: tuple[tuple[int, ...], ...]) -> CandidateTable:
    """Lots over four units without anything else."""
    rows = [{"id": n, "name": n, "service": "s", "annual_budget": 1} for n in "abcd"]
    doc: Doc = {"schema": 1, "term": {"initial": 1}, "units": rows}
    return CandidateTable(loaded(doc), pack_lots(lots))


@examples(80)
@given(partitions(extra=False), st.data())
def test_a_ratio_is_minimised_exactly(small: SmallModel, data: st.DataObject) -> None:
    """Shares of something, which no design can turn into nothing."""
    size = small.size
    bottoms = data.draw(st.lists(st.integers(1, 9), min_size=size, max_size=size))
    goal = build_ratio_goal(dense(data.draw(weights(size))), dense(bottoms), 1, empty=0)
    values = [goal.evaluate(solution) for solution in small.solutions()]
    result = minimise_goal(small.search(), goal, lambda best, bound: None)
    assert result.proved
    assert result.value == min(values, default=None)
    assert result.bound == result.value


@examples(120)
@given(
    partitions(extra=False),
    st.lists(st.tuples(weights(9, 6), TOLERANCES), min_size=1, max_size=3),
    st.sampled_from(("lots", "accessible_lots")),
    st.booleans(),
)
def test_goals_in_order_give_away_their_tolerance_and_no_more(
    small: SmallModel,
    wanted: list[tuple[list[int], ObjectiveTolerance]],
    measure: str,
    narrowed: bool,
) -> None:
    """Every optimum, and the smallest label vector among what is left at the end."""
    goals = [(build_linear_goal(dense(w[: small.size])), slack) for w, slack in wanted]
    goals[-1] = (goals[-1][0], ObjectiveTolerance())
    objectives = [RankedObjective(MEASURES[measure], goal, slack) for goal, slack in goals]
    candidates, left = bare(small.lots), list(small.solutions())
    with pytest.MonkeyPatch.context() as patch:
        if narrowed:
            patch.setattr(reduced_cost_fixing, "FEWEST_FOR_LP", 1)
            patch.setattr(reduced_cost_fixing, "FIRST_WINDOW_SIZE", 1)
        selected = optimise_lexicographically(
            small.search(), candidates, objectives, lambda *news: None
        )
    assert selected.proved
    sign = MEASURES[measure].sign
    optima = []
    for goal, slack in goals if left else []:
        best = Fraction(min(goal.evaluate(solution) for solution in left))
        room = abs(best) * slack.size if slack.relative else slack.size
        left = [solution for solution in left if goal.evaluate(solution) <= best + room]
        optima.append(sign * best)
    assert [reached.value for reached in selected.reached] == optima
    assert (selected.solution is None) == (not left)
    if selected.solution is not None:
        assert selected.tie_proved
        assert compute_label_vector(candidates, selected.solution) == min(
            compute_label_vector(candidates, each) for each in left
        )


@examples(60)
@given(st.lists(st.tuples(weights(15, 4), st.booleans()), min_size=1, max_size=2))
def test_any_good_design_will_do_where_ties_do_not_matter(
    wanted: list[tuple[list[int], bool]],
) -> None:
    """Without the tie-break the optima are the same, and a proved tie is the only best design."""
    every = tuple(
        sorted(tuple(u for u in range(UNITS) if mask >> u & 1) for mask in range(1, 1 << UNITS))
    )
    goals: list[Goal] = [build_linear_goal(dense(w)) for w, _ in wanted]
    found = []
    for ties in (True, False):
        small = SmallModel(every, partition(every), dense([]))
        objectives = [
            RankedObjective(MEASURES["lots"], goal, ObjectiveTolerance()) for goal in goals
        ]
        search = small.search()
        found.append(
            optimise_lexicographically(search, bare(every), objectives, lambda *n: None, ties)
        )
    assert [r.value for r in found[0].reached] == [r.value for r in found[1].reached]
    assert found[0].tie_proved
    if found[1].tie_proved:
        assert found[0].solution is not None
        assert found[1].solution is not None
        assert found[0].solution.tolist() == found[1].solution.tolist()
