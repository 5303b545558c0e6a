"""The MIP over candidates takes the award in once too many solutions cannot be awarded."""

from dataclasses import replace
from typing import Any

import pytest

from lotdesign.scenario.scenario import Scenario
from solver.awards import combinatorial_benders
from solver.candidate_listing import list_candidates
from solver.candidate_mip import CandidateMip
from solver.candidate_solve import solve_candidates
from solver.candidates.table import CandidateTable
from solver.solve_context import SolveContext
from solver.whatif.known_designs import KnownDesigns
from tests import brute
from tests.solve.loading import drawn, loaded
from tests.strategies import scenarios

KINDS = ("award", "small_award", "withdrawal", "lot_count", "lot_size")


def draw(**options: Any) -> list[tuple[Scenario, CandidateTable, brute.Answer]]:
    """Scenarios with candidates, and their answers by brute force."""
    found = []
    for doc in drawn(scenarios(kinds=KINDS, max_units=5, **options), 120, start=20):
        scenario = loaded(doc)
        candidates = list_candidates(scenario)
        if len(candidates):
            found.append((scenario, candidates, brute.solve(doc)))
    return found


def test_with_the_award_in_the_model_designs_are_read_from_its_own_candidates(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """With the award the model has one candidate a provider, not one a class of alike ones."""
    monkeypatch.setattr(combinatorial_benders, "MOST_BENDERS_CUTS", 0)
    expanded = 0
    for scenario, candidates, answer in draw(prices=True):
        mip = CandidateMip(scenario, candidates, SolveContext())
        outcome = mip.find_any()
        assert (outcome.status == "infeasible") == (answer.status == "infeasible")
        if outcome.solution is not None:
            design = mip.read_design(outcome.solution)
            units = sorted(u for lot in design.lots for u in lot.units)
            assert units == [*range(len(scenario.units))]
            known = KnownDesigns(scenario, mip.context.engine)
            assert known.is_admitted(scenario, design)
            expanded += mip.carries_award and len(mip.candidates) > len(candidates)
    assert expanded


def test_an_award_that_joins_the_model_changes_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same design, award and values, and TooManyBendersCuts where it must stay out."""
    escalated = 0
    for scenario, candidates, _ in draw(with_providers=True):
        plain = solve_candidates(scenario, candidates, SolveContext())
        with monkeypatch.context() as patch:
            patch.setattr(combinatorial_benders, "MOST_BENDERS_CUTS", 0)
            carried = solve_candidates(scenario, candidates, SolveContext())
            limited = CandidateMip(scenario, candidates, SolveContext(), most_with_award=0)
            try:
                limited.find_any()
            except combinatorial_benders.TooManyBendersCuts:
                escalated += 1
        assert carried == replace(plain, candidates=carried.candidates, fallbacks=carried.fallbacks)
    assert escalated
