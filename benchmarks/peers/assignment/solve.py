"""The model in the hands of CBC and of HiGHS, both through PuLP."""

import time
from collections.abc import Callable
from math import ceil, isfinite
from typing import Any

import highspy
import pulp

from benchmarks.peers.answer import Answer, Tell, Unfit, in_order
from benchmarks.peers.assignment.goal import Linear, linear
from benchmarks.peers.assignment.labels import Labels, labels
from benchmarks.peers.assignment.market import Market
from benchmarks.peers.assignment.rules import add_rules
from lotdesign.measures.base import Value
from lotdesign.scenario.scenario import Scenario

Bound = float | None
"""What a solver says that nothing is below, in the problem's own terms."""
NEWS = highspy.cb.HighsCallbackType.kCallbackMipImprovingSolution


def with_cbc(scenario: Scenario, seconds: float, tell: Tell) -> Answer:
    """CBC, which tells nothing before it ends, and a bound only with a proof."""
    return _solved(scenario, seconds, lambda problem, goal, left: _cbc(problem, left))


def with_highs(scenario: Scenario, seconds: float, tell: Tell) -> Answer:
    """HiGHS."""
    return _solved(scenario, seconds, lambda problem, goal, left: _highs(problem, goal, left, tell))


def _solved(
    scenario: Scenario,
    seconds: float,
    run: Callable[[pulp.LpProblem, Linear, float], Bound],
) -> Answer:
    started = time.monotonic()
    if scenario.consortia:
        raise Unfit("it cannot state consortia")
    model = labels(scenario)
    market = Market(model)
    goal = linear(model, market)
    left_out = add_rules(model, market)
    if scenario.needs_certificate:
        market.ask_award()
    model.problem.setObjective(goal.form)
    bound = run(model.problem, goal, max(1.0, seconds - (time.monotonic() - started)))
    impossible = model.problem.sol_status == pulp.LpSolutionInfeasible
    proved = model.problem.sol_status == pulp.LpSolutionOptimal
    if model.problem.sol_status not in (pulp.LpSolutionOptimal, pulp.LpSolutionIntegerFeasible):
        return Answer(bound=_below(goal, bound), proved=impossible, left_out=left_out)
    lots, award = in_order(_lots(model, market))
    if proved and goal.exact:
        known: Value | None = round(goal.whole(pulp.value(model.problem.objective)))
    else:
        known = _below(goal, bound)
    return Answer(lots, award, known, proved and goal.exact, left_out)


def _cbc(problem: pulp.LpProblem, seconds: float) -> Bound:
    problem.solve(
        pulp.COIN_CMD(
            path=pulp.PULP_CBC_CMD.pulp_cbc_path,
            msg=False,
            timeLimit=seconds,
            gapRel=0,
            gapAbs=0,
            timeMode="elapsed",
        )
    )
    optimal = problem.sol_status == pulp.LpSolutionOptimal
    return float(pulp.value(problem.objective)) if optimal else None


def _highs(problem: pulp.LpProblem, goal: Linear, seconds: float, tell: Tell) -> Bound:
    def improved(kind: Any, message: str, told: Any, reply: Any, data: Any) -> None:
        best = round(goal.whole(told.objective_function_value))
        tell(best, _below(goal, told.mip_dual_bound))

    problem.solve(
        pulp.HiGHS(
            msg=False,
            timeLimit=seconds,
            gapRel=0,
            gapAbs=0,
            callbackTuple=(improved, None),
            callbacksToActivate=[NEWS],
        )
    )
    return float(problem.solverModel.getInfo().mip_dual_bound)


def _below(goal: Linear, bound: Bound) -> Value | None:
    """The whole figure of the measure that nothing is below."""
    if bound is None or not isfinite(bound):
        return None
    margin = max(1e-6, abs(bound) * 1e-7)
    return ceil(goal.whole(bound - margin)) - goal.slack


def _lots(model: Labels, market: Market) -> list[tuple[list[int], int | None]]:
    found = []
    for root in (r for r in model.order if model.held[r, r].varValue > 0.5):
        units = [u for u in model.units(root) if model.held[u, root].varValue > 0.5]
        found.append((units, _winner(market, root) if model.scenario.needs_certificate else None))
    return found


def _winner(market: Market, root: int) -> int | None:
    won = [(won.varValue, -p) for (r, p), won in market.wins.items() if r == root]
    return -max(won)[1] if won else None
