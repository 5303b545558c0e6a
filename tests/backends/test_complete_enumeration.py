"""Small models whose solutions are listed, against enumeration variable by variable."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from solver.arrays import Flags
from solver.backends.base import EngineOutcome, EngineSettings, SolveRequest
from solver.backends.complete_enumeration import EnumeratingEngine, list_partitions
from solver.model.expressions import LARGEST_SUM, LinearExpression
from solver.model.linear_model import LinearModel
from tests.exact.models import SmallModel, partitions
from tests.solve.loading import examples


class RefusingEngine:
    """An engine that is never to be asked, or that counts how often it is."""

    name = "refusing"

    def __init__(self) -> None:
        self.asked = 0

    def solve(self, request: SolveRequest) -> EngineOutcome:
        """Count, and know nothing."""
        self.asked += 1
        return EngineOutcome("unknown")


@examples(150)
@given(partitions(), st.data())
def test_the_least_of_all_solutions_is_found(small: SmallModel, data: st.DataObject) -> None:
    count = small.model.candidate_count
    chosen = data.draw(st.none() | st.lists(st.booleans(), min_size=count, max_size=count))
    allowed: Flags | None = None if chosen is None else np.array(chosen, dtype=np.bool_)
    engine = RefusingEngine()
    outcome = EnumeratingEngine(engine).solve(SolveRequest(small.model, small.objective, allowed))
    if engine.asked:
        return
    keep = small.model.mark_usable(allowed)
    values = [small.objective.evaluate(each) for each in small.solutions() if not each[~keep].any()]
    if not values:
        assert outcome.status == "infeasible"
        return
    assert outcome.bound == min(values)
    assert outcome.solution is not None
    assert small.allows(outcome.solution)
    assert not outcome.solution[~keep].any()
    assert small.objective.evaluate(outcome.solution) == outcome.bound


@examples(40)
@given(partitions(), st.integers(-3, 3))
def test_nothing_above_the_ceiling_is_a_solution(small: SmallModel, off: int) -> None:
    best = small.best()
    cutoff = off if best is None else best + off
    request = SolveRequest(
        small.model, small.objective, settings=EngineSettings(cutoff=cutoff, workers=1)
    )
    engine = RefusingEngine()
    outcome = EnumeratingEngine(engine).solve(request)
    found = best is not None and best <= cutoff
    assert engine.asked or outcome.status == ("optimal" if found else "infeasible")


def test_partitions_cover_each_item_once() -> None:
    assert set(list_partitions((0b011, 0b100, 0b001, 0b010, 0)) or ()) == {(0, 1), (2, 3, 1)}
    assert list_partitions((0b011, 0b110)) == ()


def build_partition_model(units: int, weight: int = 1) -> tuple[LinearModel, LinearExpression]:
    """All lots of one or two of these units, and the sum of what they weigh."""
    pairs = [(u, v) for u in range(units) for v in range(u, units)]
    model = LinearModel(len(pairs))
    for unit in range(units):
        model.add_unit_row(f"unit {unit}", np.flatnonzero([unit in pair for pair in pairs]))
    return model, LinearExpression(
        np.arange(len(pairs)), np.full(len(pairs), weight, dtype=np.int64)
    )


def test_what_has_many_solutions_goes_to_the_engine() -> None:
    few, many = build_partition_model(4), build_partition_model(10)
    engine = RefusingEngine()
    assert EnumeratingEngine(engine).solve(SolveRequest(*few)).bound == 2
    assert not engine.asked
    assert EnumeratingEngine(engine).solve(SolveRequest(*many)).status == "unknown"
    assert engine.asked == 1


def test_numbers_whose_sums_may_overflow_go_to_the_engine() -> None:
    engine = RefusingEngine()
    model, form = build_partition_model(4, LARGEST_SUM // 16)
    assert EnumeratingEngine(engine).solve(SolveRequest(model, form)).status == "unknown"
    assert engine.asked == 1
