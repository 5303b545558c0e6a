"""What a run tells on its way, and the answer so far that is built of it."""

from collections.abc import Callable
from typing import Any

import pytest

from lotdesign.design import Award, Design, build_external_design
from lotdesign.result.model import Result
from lotdesign.scenario.scenario import Scenario
from solver import run
from solver.backends.base import SolveRequest
from solver.backends.cp_sat import CpSatEngine
from solver.backends.highs import HighsEngine
from solver.infeasibility.study import explain_infeasibility
from solver.outcome import SolveOutcome
from solver.run import solve_scenario
from solver.solve_context import RunOptions, SolveContext
from solver.told_designs import ToldDesigns
from tests.rules.office import PROVIDERS, Row, office, rule

EACH = [[u] for u in range(5)]
JOINED = [[0, 1], [2], [3], [4]]
MONEY = {"contract_management": 100}


def told(*designs: tuple[list[list[int]], Award | None]) -> ToldDesigns:
    """What was told in this order."""
    kept = ToldDesigns()
    for lots, award in designs:
        design = build_external_design(lots)
        kept.tell(lambda design=design, award=award: (design, award))
    return kept


def find(kept: ToldDesigns, scenario: Scenario) -> list[list[int]]:
    """The lots of the best of them."""
    best = kept.find_best(scenario, 10.0)
    return [] if best is None or best.design is None else [[*lot.units] for lot in best.design.lots]


def test_the_best_by_the_first_aim_is_kept_whatever_came_last() -> None:
    assert find(told((JOINED, None), (EACH, None)), office(money=MONEY)) == JOINED


@pytest.mark.parametrize("lots", [[[0, 1]], [[0, 1, 2, 3, 4]]])
def test_what_is_no_design_or_breaks_a_rule_is_passed_over(lots: list[list[int]]) -> None:
    """Lots of some units alone, and one that is too large."""
    scenario = office(rule("lot_size", max=2), money=MONEY)
    assert find(told((JOINED, None), (lots, None)), scenario) == JOINED
    assert find(told((lots, None)), scenario) == []


def test_who_wins_is_taken_over_where_it_is_right_and_found_where_not() -> None:
    """Big may win two lots: with three of them the award that was told is none."""
    rows = [row | {"max_lots": 2} for row in PROVIDERS]
    scenario = office(rule("award"), providers=rows, money=MONEY)
    lots = [[0], [1, 2], [3], [4]]
    best = told((lots, (1, 1, 0, 0))).find_best(scenario, 10.0)
    assert best is not None
    assert best.award == (1, 1, 0, 0)
    mended = told((lots, (1, 0, 0, 0))).find_best(scenario, 10.0)
    assert mended is not None
    assert mended.award is not None
    assert mended.award.count(0) <= 2


def test_the_bound_comes_with_it_and_is_never_better_than_the_design() -> None:
    scenario = office(money=MONEY)
    kept = told((JOINED, None))
    (measure,) = (o.measure for o in kept.find_best(scenario, 10.0).reached)  # type: ignore[union-attr]
    for bound in (5, 7, 6):
        kept.hear(measure, bound)
    best = kept.find_best(scenario, 10.0)
    assert best is not None
    assert (best.reached[0].bound, best.proved) == (7, False)
    kept.hear(measure, 10**15)
    best = kept.find_best(scenario, 10.0)
    assert best is not None
    assert best.reached[0].bound == best.reached[0].value


@pytest.mark.parametrize("engine", [CpSatEngine, HighsEngine])
def test_an_engine_tells_the_solutions_that_it_finds(engine: Any) -> None:
    """The last one is the one that it returns."""
    from lotdesign.scenario.scenario import Scenario
    from solver.candidate_listing import list_candidates
    from solver.candidate_mip import CandidateMip

    scenario: Scenario = office(money=MONEY)
    mip = CandidateMip(scenario, list_candidates(scenario), SolveContext(engine()))
    (goal,) = (objective.goal for objective in mip.objectives)
    readers: list[Callable[[], Any]] = []
    request = SolveRequest(
        mip.search.model, goal.express_below(0), settings=mip.search.settings, tell=readers.append
    )
    outcome = engine().solve(request)
    assert readers
    assert (readers[-1]() == outcome.solution).all()


def solve_and_ask(
    monkeypatch: pytest.MonkeyPatch, search: Callable[[SolveContext], None], **tables: Any
) -> tuple[list[Result], Result]:
    """The answers so far that were asked for at the end of the search, and the result."""
    scenario = office(**tables)
    asked: list[Result] = []
    offered: list[Callable[[], Any]] = []
    real = run.solve_by_strategy

    def listen(scenario: Scenario, context: SolveContext) -> SolveOutcome:
        search(context)
        asked.append(offered[0]())
        return real(scenario, context)

    monkeypatch.setattr(run, "solve_by_strategy", listen)
    result = solve_scenario(scenario, RunOptions(offer=offered.append))
    asked.append(offered[0]())
    return asked, result


def test_the_answer_so_far_is_a_verified_result(monkeypatch: pytest.MonkeyPatch) -> None:
    """Before anything is told, it has no design; at the end it is the result of the search."""
    (first, last), result = solve_and_ask(monkeypatch, lambda context: None, money=MONEY)
    assert (first.status, first.termination, first.lots) == ("unknown", "interrupted", ())
    assert first.verification.ok
    assert (last.status, last.lots) == ("optimal", result.lots)

    def tell(context: SolveContext) -> None:
        context.tell_lots(build_external_design(JOINED).lots)

    (told_so_far, _), result = solve_and_ask(monkeypatch, tell, money=MONEY)
    assert (told_so_far.status, told_so_far.termination) == ("feasible", "interrupted")
    assert told_so_far.verification.ok
    assert len(told_so_far.lots) == 4


def test_a_search_tells_designs_by_itself() -> None:
    """The answer so far at the end of a run without comparisons is what the search told last."""
    offered: list[Callable[[], Any]] = []
    scenario = office(rule("contiguous"), rule("award"), money=MONEY)
    heard: list[tuple[Design, Award | None]] = []

    def listen(context: SolveContext) -> SolveContext:
        from dataclasses import replace

        return replace(context, tell=lambda read: heard.append(read()))

    outcome = run.solve_by_strategy(scenario, listen(SolveContext()))
    assert outcome.design in [design for design, _ in heard]
    assert not offered


def test_a_study_offers_its_answer_too() -> None:
    """As if it had been interrupted."""
    offered: list[Callable[[], Any]] = []
    few: Row = rule("lot_count", max=1)
    small = rule("lot_value", max=60_000)
    answer = explain_infeasibility(office(few, small), RunOptions(offer=offered.append))
    so_far = offered[0]()
    assert so_far.ended == "interrupted"
    assert so_far.model_copy(update={"ended": "done"}) == answer
