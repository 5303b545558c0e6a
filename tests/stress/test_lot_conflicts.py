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
from solver.candidate_mip import CandidateMip
from solver.candidates.table import CandidateTable
from solver.solve_context import SolveContext
from solver.stress.design_measures import DesignMeasurer
from solver.stress.lot_conflicts import LotConflicts, MeasureThreshold, ThresholdConstraints
from tests.awards.test_combinatorial_benders import draw_scarce_market
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
    count = 24 if routes and not tight else 12
    for number, doc in enumerate(drawn(strategy, count, start=9_000 + 10 * consortia + routes)):
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


def mark(chosen: list[int], size: int) -> Ints:
    """The solution, (size,), that chooses these candidates."""
    solution = np.zeros(size, dtype=np.int64)
    solution[chosen] = 1
    return solution


@pytest.mark.parametrize("falling", [False, True])
@pytest.mark.parametrize(
    ("consortia", "routes", "tight"),
    [
        (False, False, True),
        (True, False, False),
        (False, True, True),
        (False, True, False),
        (False, False, False),
    ],
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
                    row = conflicts.find_row(mark(chosen, len(candidates)), [each])
                    assert (row is None) == each.admits(value)
                    if row is None:
                        continue
                    below += 1
                    shared += not all(keeps(other, chosen, candidates) for other in known)
                    assert not keeps(row, chosen, candidates)
                    assert all(keeps(row, other, candidates) for other in high)
    assert below > 20
    assert shared > 0


def test_what_has_no_award_at_all_is_refused_by_the_rows_of_the_model_first() -> None:
    """A row for each refusal, that the refused lots violate; then what is below the threshold."""
    by_model, by_threshold = 0, 0
    for candidates in (list_candidates(loaded(draw_scarce_market(seed))) for seed in range(8)):
        mip = CandidateMip(candidates.scenario, candidates, SolveContext().use_solving_engine())
        measurer = DesignMeasurer(candidates.scenario, CpSatEngine())
        least = MeasureThreshold("withdrawals_survived", 0, strictly=True)
        base = mip.search.lazy_constraints
        limited = ThresholdConstraints(base, LotConflicts(candidates, measurer), [least])
        for chosen in list_designs(candidates):
            known, own = len(limited.rows), 0 if base is None else len(base.rows)
            design = candidates.build_design(sorted(chosen, key=lambda i: candidates.lots[i]))
            value = measurer.measure(least.measure, design)
            if not all(keeps(row, chosen, candidates) for row in limited.rows):
                assert not least.admits(value)
                continue
            assert limited.refuse(mark(chosen, mip.search.model.size)) == (not least.admits(value))
            assert len(limited.rows) == known + (not least.admits(value))
            if len(limited.rows) > known:
                assert not keeps(limited.rows[-1], chosen, candidates)
            refused = base is not None and len(base.rows) > own
            by_model, by_threshold = by_model + refused, by_threshold + (value == 0)
    assert by_model > 0
    assert by_threshold > 0
