"""The objective of the assignment model, and its solution by CBC and by HiGHS through PuLP."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, isfinite
from typing import Any

import highspy
import pulp

from lotdesign.app.bench.peers.assignment.constraints import AssignmentMarket, add_rules
from lotdesign.app.bench.peers.assignment.model import AssignmentModel, build_assignment_model
from lotdesign.app.bench.peers.peer import BoundCallback, PeerAnswer, UnsuitableScenario, order_lots
from lotdesign.measures.base import MeasureValue
from lotdesign.scenario.scenario import Scenario
from lotdesign.scenario.undivided import are_touching
from solver.backends.highs_create import silence_banner

SolverBound = float | None
"""A lower bound of the solver, in the problem's own units."""

IMPROVED_EVENT = highspy.cb.HighsCallbackType.kCallbackMipImprovingSolution


@dataclass(frozen=True)
class AssignmentObjective:
    """A linear form to minimise, a constant, and the measure's units that make one of it.

    PuLP does not carry constants to HiGHS. With `exact` the form is the measure; otherwise the
    measure is at least the form, less `slack` where money is rounded.
    """

    form: pulp.LpAffineExpression
    constant: float
    unit: int
    exact: bool
    slack: int = 0

    def to_measure(self, value: float) -> float:
        """Return the measure where the form has this value."""
        return (value + self.constant) * self.unit


def build_objective(model: AssignmentModel, market: AssignmentMarket) -> AssignmentObjective:
    """Build the first objective; raises UnsuitableScenario for one that is not linear."""
    measure = model.scenario.objectives[0].measure
    if measure == "lots":
        return AssignmentObjective(model.lots, 0.0, 1, True)
    if measure == "cut_neighbours":
        return AssignmentObjective(_sum_cut_pairs(model), 0.0, 1, True)
    if measure == "whole_life_cost":
        return _build_cost(model, market, Fraction(0))
    if measure == "net_present_cost":
        return _build_cost(model, market, model.scenario.money.discount_rate)
    raise UnsuitableScenario(f"{measure} is not linear in its units")


def _sum_cut_pairs(model: AssignmentModel) -> pulp.LpAffineExpression:
    """Sum the touching pairs that share no lot."""
    scenario = model.scenario
    if scenario.divided:
        raise UnsuitableScenario("pairs of divided units are not linear")
    local = [u for u in model.order if scenario.units[u].locality]
    cuts = []
    for i, u in enumerate(local):
        for v in local[i + 1 :]:
            if are_touching(scenario, u, v):
                cut = model.add_continuous(f"cut_{u}_{v}", 1)
                cuts.append(cut)
                for r in model.order[: model.order.index(v) + 1]:
                    # v comes after u, so every root that u can have is one that v can have.
                    model.add_row(cut >= model.held[v, r] - model.held.get((u, r), 0))
    return pulp.lpSum(cuts)


def _build_cost(
    model: AssignmentModel, market: AssignmentMarket, rate: Fraction
) -> AssignmentObjective:
    """Build the cost in pounds, every lot with the largest saving of the scale curve."""
    scenario = model.scenario
    money = scenario.money
    years = [Fraction(1) / (1 + rate) ** y for y in range(scenario.years)]
    gross = [
        sum((v * weight for v, weight in zip(unit.gross, years, strict=True)), Fraction(0))
        for unit in scenario.units
    ]
    most = max((point.saving for point in money.scale), default=Fraction(0))
    own = sum(years) * money.contract_management + money.procurement
    joined = sum(each.annual for each in money.integration) * len(scenario.localities) * sum(years)
    form = _sum_priced(scenario, market, gross) + float(own / 100) * model.lots
    par = sum(gross) if scenario.prices is None else Fraction(0)
    constant = float((par - most * sum(gross) - joined) / 100)
    exact = not (most or joined or rate or scenario.prices)
    return AssignmentObjective(
        form, constant, 100, exact, 0 if exact else 2 * len(scenario.units) * scenario.years
    )


def _sum_priced(
    scenario: Scenario, market: AssignmentMarket, gross: list[Fraction]
) -> pulp.LpAffineExpression:
    """Sum what is paid at the winners' prices; 0 where nobody has one."""
    if scenario.prices is None:
        return pulp.lpSum([])
    return pulp.lpSum(
        float(gross[u] * scenario.get_price(p) / 10_000) * run
        for (u, p), run in market.runs.items()
    )


def solve_assignment_with_cbc(
    scenario: Scenario, seconds: float, tell: BoundCallback
) -> PeerAnswer:
    """Solve with CBC, which reports nothing before its end and a bound only with a proof."""
    return _solve_assignment(scenario, seconds, lambda problem, goal, left: _run_cbc(problem, left))


def solve_assignment_with_highs(
    scenario: Scenario, seconds: float, tell: BoundCallback
) -> PeerAnswer:
    """Solve with HiGHS."""
    return _solve_assignment(
        scenario, seconds, lambda problem, goal, left: _run_highs(problem, goal, left, tell)
    )


def _solve_assignment(
    scenario: Scenario,
    seconds: float,
    run: Callable[[pulp.LpProblem, AssignmentObjective, float], SolverBound],
) -> PeerAnswer:
    started = time.monotonic()
    if scenario.consortia:
        raise UnsuitableScenario("it cannot state consortia")
    model = build_assignment_model(scenario)
    market = AssignmentMarket(model)
    goal = build_objective(model, market)
    left_out = add_rules(model, market)
    if scenario.needs_certificate:
        market.require_award()
    model.problem.setObjective(goal.form)
    bound = run(model.problem, goal, max(1.0, seconds - (time.monotonic() - started)))
    impossible = model.problem.sol_status == pulp.LpSolutionInfeasible
    proved = model.problem.sol_status == pulp.LpSolutionOptimal
    if model.problem.sol_status not in (pulp.LpSolutionOptimal, pulp.LpSolutionIntegerFeasible):
        return PeerAnswer(bound=_round_bound(goal, bound), proved=impossible, left_out=left_out)
    lots, award = order_lots(_read_lots(model, market))
    if proved and goal.exact:
        known: MeasureValue | None = round(goal.to_measure(pulp.value(model.problem.objective)))
    else:
        known = _round_bound(goal, bound)
    return PeerAnswer(lots, award, known, proved and goal.exact, left_out)


def _run_cbc(problem: pulp.LpProblem, seconds: float) -> SolverBound:
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


def _run_highs(
    problem: pulp.LpProblem, goal: AssignmentObjective, seconds: float, tell: BoundCallback
) -> SolverBound:
    failures: list[Exception] = []

    def improved(kind: Any, message: str, status: Any, reply: Any, data: Any) -> None:
        try:  # HiGHS loses what a callback raises
            best = round(goal.to_measure(status.objective_function_value))
            tell(best, _round_bound(goal, status.mip_dual_bound))
        except Exception as failure:
            failures.append(failure)

    silence_banner()
    problem.solve(
        pulp.HiGHS(
            msg=False,
            timeLimit=seconds,
            gapRel=0,
            gapAbs=0,
            callbackTuple=(improved, None),
            callbacksToActivate=[IMPROVED_EVENT],
        )
    )
    if failures:
        raise failures[0]
    return float(problem.solverModel.getInfo().mip_dual_bound)


def _round_bound(goal: AssignmentObjective, bound: SolverBound) -> MeasureValue | None:
    """Round the solver's bound up to a whole value, less a margin for its tolerance."""
    if bound is None or not isfinite(bound):
        return None
    margin = max(1e-6, abs(bound) * 1e-7)
    return ceil(goal.to_measure(bound - margin)) - goal.slack


def _read_lots(
    model: AssignmentModel, market: AssignmentMarket
) -> list[tuple[list[int], int | None]]:
    lots = []
    for root in (r for r in model.order if model.held[r, r].varValue > 0.5):
        units = [u for u in model.list_units(root) if model.held[u, root].varValue > 0.5]
        lots.append(
            (units, _read_winner(market, root) if model.scenario.needs_certificate else None)
        )
    return lots


def _read_winner(market: AssignmentMarket, root: int) -> int | None:
    won = [(won.varValue, -p) for (r, p), won in market.wins.items() if r == root]
    return -max(won)[1] if won else None
