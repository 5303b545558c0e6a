"""Conflicts of lots refuse designs below a threshold, and never one that is not below it."""

from collections.abc import Iterator
from fractions import Fraction

import numpy as np
import pytest

from lotdesign.measures.base import MeasureValue
from lotdesign.measures.registry import STRESS_MEASURES
from solver.arrays import Ints
from solver.backends.cp_sat import CpSatEngine
from solver.candidate_listing import list_candidates
from solver.candidates.table import CandidateTable
from solver.stress.design_measures import DesignMeasurer
from solver.stress.lot_conflicts import LotConflicts, MeasureThreshold
from tests.awards.test_hall_cuts import keeps, list_designs
from tests.solve.loading import drawn, loaded
from tests.strategies import scenarios


def list_markets(consortia: bool, routes: bool, tight: bool) -> Iterator[CandidateTable]:
    """The lots of drawn scenarios; `tight`: of a few providers who do all and have little room."""
    strategy = scenarios(
        units=(3, 4),
        kinds=("award",),
        with_providers=True,
        prices=False,
        consortia=consortia,
        routes=routes,
    )
    for number, doc in enumerate(drawn(strategy, 12, start=9_000 + 10 * consortia + routes)):
        rows = doc["providers"]
        if tight:
            everything = {"services": "*", "localities": "*", "annual_turnover": "", "count": 1}
            sizes = [(number + 3 * at) % 5 + 1 for at in range(3)]
            rows = [
                row | everything | {"capacity": 20_000 * size}
                for row, size in zip(rows, sizes, strict=False)
            ]
        candidates = list_candidates(loaded(doc | {"providers": rows}))
        if len(candidates) and candidates.winners is None:
            yield candidates


def list_thresholds(
    name: str, values: set[MeasureValue | None], best: MeasureValue
) -> list[MeasureThreshold]:
    """Around each value that some design has, from the lowest on; above the best is nothing."""
    known = sorted(Fraction(value) for value in values if value is not None)
    at_least = [MeasureThreshold(name, least, strictly=False) for least in known]
    above = [MeasureThreshold(name, least, strictly=True) for least in known if least < best]
    return sorted(at_least + above, key=lambda each: (each.least, each.strictly))


def mark(chosen: list[int], candidates: CandidateTable) -> Ints:
    """The solution that chooses these candidates."""
    solution = np.zeros(len(candidates), dtype=np.int64)
    solution[chosen] = 1
    return solution


@pytest.mark.parametrize("falling", [False, True])
@pytest.mark.parametrize(
    ("consortia", "routes", "tight"),
    [(False, False, True), (True, False, False), (False, True, True), (False, False, False)],
)
def test_what_is_refused_is_below_and_what_is_below_is_refused(
    consortia: bool, routes: bool, tight: bool, falling: bool
) -> None:
    """By each measure, at thresholds that rise or fall: what is known of one is used of all."""
    below, shared = 0, 0
    for candidates in list_markets(consortia, routes, tight):
        scenario = candidates.scenario
        measurer = DesignMeasurer(scenario, CpSatEngine())
        conflicts = LotConflicts(candidates, measurer)
        designs = list(list_designs(candidates))
        for name, measure in STRESS_MEASURES.items():
            values = [
                measurer.measure(
                    name, candidates.build_design(sorted(chosen, key=lambda i: candidates.lots[i]))
                )
                for chosen in designs
            ]
            thresholds = list_thresholds(name, set(values), measure.best_possible(scenario))
            for each in reversed(thresholds) if falling else thresholds:
                known = conflicts.list_rows([each])
                high = [d for d, v in zip(designs, values, strict=True) if each.admits(v)]
                possible = conflicts.mark_possible([each])
                assert all(possible[chosen].all() for chosen in high)
                assert all(keeps(row, chosen, candidates) for row in known for chosen in high)
                for chosen, value in zip(designs, values, strict=True):
                    row = conflicts.find_row(mark(chosen, candidates), [each])
                    assert (row is None) == each.admits(value)
                    if row is None:
                        continue
                    below += 1
                    shared += not all(keeps(other, chosen, candidates) for other in known)
                    assert not keeps(row, chosen, candidates)
                    assert all(keeps(row, other, candidates) for other in high)
    assert below > 20
    assert shared > 0
