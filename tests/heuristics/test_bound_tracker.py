"""The best bound so far, from a source that also says worse."""

from lotdesign.measures.registry import MEASURES
from solver.heuristics.bound_tracker import BoundTracker
from solver.solve_context import SolveContext

COST = MEASURES["whole_life_cost"]


class Source:
    """Bounds in an order by hand, then none."""

    is_exhausted = False

    def __init__(self, *bounds: int) -> None:
        self._bounds = [*bounds]

    def poll(self, seconds: float) -> int | None:
        """The next bound."""
        self.is_exhausted = len(self._bounds) < 2
        return self._bounds.pop(0) if self._bounds else None


def test_a_worse_bound_is_passed_over() -> None:
    tracker = BoundTracker(COST, 4, Source(6, 5, 7), SolveContext())
    found = []
    for _ in range(4):
        tracker.update()
        found.append(tracker.bound)
    assert found == [6, 6, 7, 7]


def test_just_a_value_down_to_the_bound_is_proved() -> None:
    tracker = BoundTracker(COST, 4, Source(6), SolveContext())
    assert [tracker.is_met_by(value) for value in (4, 5)] == [True, False]
    tracker.wait(6)
    assert [tracker.is_met_by(value) for value in (6, 7)] == [True, False]
