"""One model solved again and again: what is forbidden, fixed to 0, and searched part by part."""

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from solver.arrays import Flags
from solver.exact.search import SolutionPart
from tests.exact.models import SmallModel, partitions
from tests.solve.loading import examples


def draw_flags(small: SmallModel, data: st.DataObject) -> Flags:
    """Some of the candidates."""
    count = len(small.lots)
    return np.array(data.draw(st.lists(st.booleans(), min_size=count, max_size=count)))


def is_possible(small: SmallModel, allowed: Flags) -> bool:
    """Whether some solution chooses allowed candidates alone."""
    count = len(small.lots)
    return any(allowed[solution[:count] == 1].all() for solution in small.solutions())


@examples(80)
@given(partitions())
def test_just_the_solutions_with_these_binaries_are_forbidden(small: SmallModel) -> None:
    """Whatever variables of a wider range are."""
    solutions = list(small.solutions())
    binary = [v for v in range(small.size) if small.model.bounds(v) == (0, 1)]
    wider = [each for each in solutions if (each[len(small.lots) :] == 1).any()]
    for forbidden in (*solutions[:2], *wider[:2]):
        search = small.search().with_model(small.model.copy())
        search.forbid_solution(forbidden)
        after = replace(small, model=search.model)
        ones = [v for v in binary if forbidden[v] == 1]
        left = [each.tolist() for each in solutions if not (each[ones] == 1).all()]
        assert [each.tolist() for each in after.solutions()] == left


@examples(80)
@given(partitions(), st.data())
def test_what_is_fixed_stays_fixed_whatever_else_is_allowed(
    small: SmallModel, data: st.DataObject
) -> None:
    """All restrictions hold together."""
    first, second, third = (draw_flags(small, data) for _ in range(3))
    search = small.search()
    search.restrict_to(first)
    search.restrict_to(second)
    assert search.remaining_candidates == (first & second).sum()
    for allowed, inside in ((None, first & second), (third, first & second & third)):
        outcome = search.solve(allowed=allowed)
        assert (outcome.status == "infeasible") == (not is_possible(small, inside))
        if outcome.solution is not None:
            assert small.allows(outcome.solution)
            assert inside[outcome.solution[: len(small.lots)] == 1].all()


@examples(80)
@given(partitions(), st.data(), st.booleans())
def test_parts_hold_a_solution_where_any_of_them_does(
    small: SmallModel, data: st.DataObject, limited: bool
) -> None:
    """Each part has candidates and rows of its own."""
    fewer = small.model.build_count_row(0, 2)
    sides = [draw_flags(small, data) for _ in range(2)]
    search = small.search()
    search.parts = (SolutionPart((), sides[0]), SolutionPart((fewer,), sides[1]))
    allowed = draw_flags(small, data) if limited else np.ones(len(small.lots), dtype=np.bool_)
    count = len(small.lots)
    chosen = [solution[:count] == 1 for solution in small.solutions()]
    wanted = [
        lots
        for lots in chosen
        if allowed[lots].all()
        and (sides[0][lots].all() or (sides[1][lots].all() and lots.sum() <= 2))
    ]
    outcome = search.solve(allowed=allowed if limited else None)
    assert (outcome.status == "infeasible") == (not wanted)
    if outcome.solution is not None:
        assert (outcome.solution[:count] == 1).tolist() in [lots.tolist() for lots in wanted]
