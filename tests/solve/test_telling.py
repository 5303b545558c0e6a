"""What is told of a search never gets worse."""

from lotdesign.measures.base import Measure, MeasureValue
from lotdesign.measures.registry import MEASURES
from solver.progress import keep_monotone


def test_the_best_and_the_bound_only_ever_come_nearer() -> None:
    """Of what is to be low and of what is to be high."""
    told: list[tuple[MeasureValue | None, MeasureValue | None]] = []

    def hear(measure: Measure, best: MeasureValue | None, bound: MeasureValue | None) -> None:
        told.append((best, bound))

    tell = keep_monotone(hear)
    cost, open_lots = MEASURES["whole_life_cost"], MEASURES["accessible_lots"]
    for best, bound in ((None, 5), (9, None), (11, 7), (8, 6)):
        tell(cost, best, bound)
    assert told == [(None, 5), (9, 5), (9, 7), (8, 7)]
    told.clear()
    for best, bound in ((2, 9), (1, 10), (3, 8)):
        tell(open_lots, best, bound)
    assert told == [(2, 9), (2, 9), (3, 8)]
