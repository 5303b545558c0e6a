"""Peers that are given the whole list of candidate lots as one problem, with nothing around it."""

import time

from benchmarks.peers.answer import Answer, Tell, Unfit
from lotdesign.scenario.scenario import Scenario
from solver.candidates.listing import TooManyLots, candidates
from solver.engines.base import Engine, Settings
from solver.engines.choice import Name, engine_named
from solver.facts.table import Facts
from solver.selection.build import certified, partition_model
from solver.selection.canonical import chosen_lots
from solver.selection.goals import aims
from solver.selection.linear import lowered
from solver.solve import by_names


def with_highs(scenario: Scenario, seconds: float, tell: Tell) -> Answer:
    """HiGHS on the whole list."""
    return _listed("highs", scenario, seconds, tell)


def with_cp_sat(scenario: Scenario, seconds: float, tell: Tell) -> Answer:
    """CP-SAT on the whole list, alone."""
    return _listed("cp-sat", scenario, seconds, tell)


def _listed(name: Name, scenario: Scenario, seconds: float, tell: Tell) -> Answer:
    started = time.monotonic()
    try:
        facts = by_names(candidates(scenario))
    except TooManyLots as error:
        raise Unfit(str(error)) from None
    left = max(1.0, seconds - (time.monotonic() - started))
    return selected(engine_named(name), facts, left, tell)


def selected(engine: Engine, facts: Facts, seconds: float, tell: Tell) -> Answer:
    """The best choice among candidates by the first objective, asked of an engine once."""
    scenario = facts.scenario
    if not len(facts):
        return Answer(proved=True)
    model = partition_model(facts)
    winners = certified(facts, model, True) if scenario.needs_certificate else None
    [aim] = aims(scenario.objectives[:1], facts, model, winners)
    form, part = lowered(aim.goal.under(0)).form, aim.measure.sign * aim.goal.gain(0, 1)
    if not aim.goal.linear:
        raise Unfit(f"{aim.measure.name} is not linear")

    def listen(best: int | None, bound: int | None) -> None:
        tell(None if best is None else part * best, None if bound is None else part * bound)

    outcome = engine.solve(model, form, None, Settings(seconds=seconds), listen)
    bound = None if outcome.bound is None else part * outcome.bound
    if outcome.solution is None:
        return Answer(bound=bound, proved=outcome.status == "infeasible")
    lots = sorted(facts.lots[i] for i in chosen_lots(facts, outcome.solution))
    return Answer(
        lots=tuple(lots),
        award=None if winners is None else winners.award(outcome.solution),
        bound=bound,
        proved=outcome.status == "optimal",
    )
