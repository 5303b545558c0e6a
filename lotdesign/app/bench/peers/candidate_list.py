"""Peers over the whole list of candidate lots: one MIP over all, and councils' two steps.

The two steps: lots are drawn at everybody's gross value, without prices, and then awarded as
cheaply as these lots allow.
"""

import time
from collections.abc import Sequence
from dataclasses import replace

from lotdesign.app.bench.peers.peer import BoundCallback, PeerAnswer, UnsuitableScenario
from lotdesign.scenario.scenario import Scenario
from solver.backends.base import Engine, EngineSettings, SolveRequest, ignore_progress
from solver.backends.registry import EngineName, load_engine
from solver.candidate_listing import TooManyLots, list_candidates
from solver.candidate_mip import add_award_variables, build_partition_model, expand_named_winners
from solver.candidates.lots import pack_lots
from solver.candidates.table import CandidateTable
from solver.exact.canonical_tie_break import list_chosen_candidates
from solver.model.expressions import round_down_to_fit
from solver.objectives.registry import build_ranked_objectives
from solver.run import solve_scenario
from solver.solve_context import RunOptions


def solve_list_with_highs(scenario: Scenario, seconds: float, tell: BoundCallback) -> PeerAnswer:
    """Solve with HiGHS over the whole list."""
    return _solve_list("highs", scenario, seconds, tell)


def solve_list_with_cp_sat(scenario: Scenario, seconds: float, tell: BoundCallback) -> PeerAnswer:
    """Solve with CP-SAT over the whole list, without our own search."""
    return _solve_list("cp-sat", scenario, seconds, tell)


def _solve_list(
    name: EngineName, scenario: Scenario, seconds: float, tell: BoundCallback
) -> PeerAnswer:
    started = time.monotonic()
    try:
        candidates = expand_named_winners(list_candidates(scenario))
    except TooManyLots as error:
        raise UnsuitableScenario(str(error)) from None
    left = max(1.0, seconds - (time.monotonic() - started))
    return solve_over_candidates(load_engine(name), candidates, left, tell)


def solve_over_candidates(
    engine: Engine, candidates: CandidateTable, seconds: float, tell: BoundCallback
) -> PeerAnswer:
    """Choose the best candidates by the first objective in one solve of the engine.

    Raises UnsuitableScenario where that objective is not linear.
    """
    scenario = candidates.scenario
    if not len(candidates):
        return PeerAnswer(proved=True)
    model = build_partition_model(candidates)
    winners = add_award_variables(candidates, model, True) if scenario.needs_certificate else None
    [aim] = build_ranked_objectives(scenario.objectives[:1], candidates, model, winners)
    form, part = (
        round_down_to_fit(aim.goal.express_below(0)).expression,
        aim.measure.sign * aim.goal.bound_improvement(0, 1),
    )
    if not aim.goal.is_linear:
        raise UnsuitableScenario(f"{aim.measure.name} is not linear")

    def listen(best: int | None, bound: int | None) -> None:
        tell(None if best is None else part * best, None if bound is None else part * bound)

    outcome = engine.solve(
        SolveRequest(model, form, settings=EngineSettings(seconds=seconds), listener=listen)
    )
    bound = None if outcome.bound is None else part * outcome.bound
    if outcome.solution is None:
        return PeerAnswer(bound=bound, proved=outcome.status == "infeasible")
    lots = sorted(candidates.lots[i] for i in list_chosen_candidates(candidates, outcome.solution))
    return PeerAnswer(
        lots=tuple(lots),
        award=None if winners is None else winners.decode_award(outcome.solution),
        bound=bound,
        proved=outcome.status == "optimal",
    )


def solve_in_two_steps(scenario: Scenario, seconds: float, tell: BoundCallback) -> PeerAnswer:
    """Partition, then award; there is no bound.

    Raises UnsuitableScenario where nobody is awarded a lot, or there are too many lots to list.
    """
    if not scenario.needs_certificate:
        raise UnsuitableScenario("nobody is awarded a lot here, so there is no second step")
    ends = time.monotonic() + seconds
    drawn = drop_award(scenario)
    try:
        result = solve_scenario(drawn, RunOptions(seconds), compare=False)
    except TooManyLots as error:
        raise UnsuitableScenario(str(error)) from None
    if not result.lots:
        return PeerAnswer()
    position = {unit.id: u for u, unit in enumerate(scenario.units)}
    lots = sorted(tuple(sorted(position[unit] for unit in lot.units)) for lot in result.lots)
    answer = award_lots(scenario, lots, max(1.0, ends - time.monotonic()))
    return replace(answer, bound=None, proved=False)


def award_lots(scenario: Scenario, lots: Sequence[tuple[int, ...]], seconds: float) -> PeerAnswer:
    """Award these lots as cheaply as they allow; without a design where that breaks a rule.

    The units of each lot ascend. What is proved and bounded is so of these lots alone.
    """
    candidates = CandidateTable(scenario, pack_lots(lots))
    if scenario.needs_certificate:
        candidates = candidates.expand_by_named_winner()
    if len(candidates.drop_winners()) < len(lots):
        return PeerAnswer()
    answer = solve_over_candidates(load_engine("cp-sat"), candidates, seconds, ignore_progress)
    return answer if answer.lots else PeerAnswer()


def drop_award(scenario: Scenario) -> Scenario:
    """Return the scenario without prices and without rules about winners."""
    blank = tuple(each.model_copy(update={"price": None}) for each in scenario.providers or ())
    return replace(
        scenario,
        providers=blank,
        consortia=tuple(replace(each, price=None) for each in scenario.consortia),
        rules=tuple(rule for rule in scenario.rules if not rule.needs_certificate),
        objectives=scenario.objectives[:1],
    )
