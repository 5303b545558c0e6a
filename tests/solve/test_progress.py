"""Reported values and bounds never get worse."""

from lotdesign.measures.base import Measure, MeasureValue
from lotdesign.measures.registry import MEASURES
from solver.progress import keep_monotone


def test_the_best_and_the_bound_only_ever_come_nearer() -> None:
    """Of what is to be low and of what is to be high."""
    reported: list[tuple[MeasureValue | None, MeasureValue | None]] = []

    def listen(measure: Measure, best: MeasureValue | None, bound: MeasureValue | None) -> None:
        reported.append((best, bound))

    report = keep_monotone(listen)
    cost, open_lots = MEASURES["whole_life_cost"], MEASURES["accessible_lots"]
    for best, bound in ((None, 5), (9, None), (11, 7), (8, 6)):
        report(cost, best, bound)
    assert reported == [(None, 5), (9, 5), (9, 7), (8, 7)]
    reported.clear()
    for best, bound in ((2, 9), (1, 10), (3, 8)):
        report(open_lots, best, bound)
    assert reported == [(2, 9), (2, 9), (3, 8)]
