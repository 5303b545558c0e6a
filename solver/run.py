"""One whole run: pre-flight, design, comparisons, result, check."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from importlib.metadata import version

from lotdesign.checker.check import check
from lotdesign.events import Listen
from lotdesign.ledger import Ledger
from lotdesign.preflight.run import preflight
from lotdesign.result.build import Chosen, Proof, result_of
from lotdesign.result.model import Effect, EngineRef, Result, Termination
from lotdesign.scenario.scenario import Scenario
from solver.beside import beside
from solver.context import comparison, rung, status_of
from solver.divided import divided_services
from solver.effects import effects
from solver.engines.base import Settings
from solver.engines.choice import PACKAGES, Name, choice_of
from solver.engines.cp_sat import CpSat
from solver.figures import figures
from solver.given import certified, given, option_design
from solver.ladder import ladder
from solver.opinions import Opinion
from solver.routes import by_best_routes
from solver.solve import Found, Means
from solver.telling import Telling, never_worse
from solver.ways import MANY
from solver.ways import decided as decided_by

ARITHMETIC = "pre-flight arithmetic"
PATIENCE = 120.0
"""Seconds that a run without a time limit may take to compare a design that it has proved."""


def solved(
    scenario: Scenario,
    time_limit: float | None,
    seed: int,
    workers: int,
    engine: str,
    context: bool,
    listen: Listen,
    start: Sequence[Sequence[str]] | None = None,
) -> Result:
    """The verified result of designing the scenario; see `lotdesign.api.solve`."""
    choice = choice_of(engine)
    telling = Telling(listen, time.monotonic())
    settings = Settings(seed, workers)
    deadline = None if time_limit is None else telling.started + time_limit
    notes = preflight(scenario)
    telling.phase("candidates", "listing the lots that the rules allow")
    begun = None if start is None else option_design(scenario, None, start)
    tell = never_worse(telling.news)
    means = Means(settings=settings, deadline=deadline, tell=tell, start=begun)
    decided = decided_by(choice, scenario, means, telling)
    found, means = decided.found, replace(means, engine=decided.engine)
    chosen = None
    if found.design is not None:
        ledger = Ledger(scenario, found.design, found.award, found.without)
        chosen = Chosen(ledger, figures(scenario, found.design, found.award))
    by_hand = any(note.level == "impossible" for note in notes)
    result = result_of(scenario, _proof(decided, by_hand, means), chosen)
    result = result.model_copy(update={"preflight": tuple(note.text for note in notes)})
    if context and not found.interrupted:
        result = _in_context(scenario, result, found, telling, means)
    return _finished(scenario, result, telling)


def _in_context(
    scenario: Scenario, result: Result, found: Found, telling: Telling, means: Means
) -> Result:
    """The result with effects, ladder and comparisons; without them once Ctrl-C is pressed."""
    settings = replace(means.settings, all_or_nothing=True)
    means = Means(means.engine, settings, means.deadline)
    if means.deadline is None:
        means = means.within(PATIENCE)
    if means.late and len(scenario.units) >= MANY:
        return result  # a comparison may take as long as the search, which is out of time
    try:
        if found.design is None or not (found.proved and found.listed):
            return _compared(scenario, result, found, telling, means)
        telling.phase("context", "switching off one rule after the other")
        with beside(lambda: effects(scenario, found, means)) as known:
            result = _compared(scenario, result, found, telling, means)
            return _with_effects(result, known())
    except KeyboardInterrupt:
        return result.model_copy(update={"termination": "interrupted"})


def _compared(
    scenario: Scenario, result: Result, found: Found, telling: Telling, means: Means
) -> Result:
    """The result with the ladder, the comparisons and what became of divided services."""
    telling.phase("context", "comparing with other designs")
    drawn = [*given(scenario, means.engine, means.deadline)]
    steps = ladder(scenario, found, means) if found.listed else ()
    rungs = tuple(
        sorted((rung(scenario, k, each) for k, each in steps), key=lambda each: each.lots)
    )
    others = tuple(comparison(scenario, each, rungs) for each in drawn)
    update: dict[str, object] = {"ladder": rungs, "comparisons": others}
    if found.design is not None and found.listed:
        update["divided"] = tuple(divided_services(scenario, found.design, means))
    return result.model_copy(update=update)


def _with_effects(result: Result, known: Mapping[str, Effect]) -> Result:
    rules = (
        rule.model_copy(update={"effect": known.get(rule.id, "unknown")}) for rule in result.rules
    )
    return result.model_copy(update={"rules": tuple(rules)})


def evaluated(
    scenario: Scenario,
    option: str | None,
    lots: Sequence[Sequence[str]] | None,
    routes: Sequence[str],
) -> Result:
    """The verified result of judging a given design; see `lotdesign.api.evaluate`."""
    telling = Telling(lambda event: None, time.monotonic())
    design = option_design(scenario, option, lots, () if routes == "best" else routes)
    if routes == "best":
        design = by_best_routes(scenario, design, CpSat())
    ledger = Ledger(scenario, design, *certified(scenario, design, CpSat()))
    chosen = Chosen(ledger, figures(scenario, design, ledger.award))
    proof = Proof("feasible", (), (), False, _engine(("cp-sat",), Settings()), "given")
    return _finished(scenario, result_of(scenario, proof, chosen), telling)


def _finished(scenario: Scenario, result: Result, telling: Telling) -> Result:
    """The result with what the checker says of it and the time that it took."""
    telling.phase("verify", "working everything out again")
    checked = result.model_copy(update={"verification": check(scenario, result)})
    engine = checked.engine.model_copy(update={"seconds": round(telling.seconds, 3)})
    telling.phase("done")
    return checked.model_copy(update={"engine": engine})


def _proof(decided: Opinion, by_hand: bool, means: Means) -> Proof:
    found = decided.found
    termination: Termination = "proved"
    if not found.proved:
        by_itself = not (found.listed or means.late)
        termination = "not listed" if by_itself else "time limit"
        if found.interrupted:
            termination = "interrupted"
    proved_by: tuple[str, ...] = decided.proved_by
    if by_hand and found.design is None:
        proved_by = (ARITHMETIC, *proved_by)
    status = status_of(found)
    return Proof(
        status="infeasible" if by_hand and status == "unknown" else status,
        proved_by=proved_by,
        reached=found.reached,
        tie_proved=found.tie_proved,
        engine=_engine(decided.asked, means.settings),
        termination=termination,
        candidates=found.facts.distinct if found.listed else 0,
    )


def _engine(asked: tuple[Name, ...], settings: Settings) -> EngineRef:
    packages = sorted({each for name in asked for each in PACKAGES[name]})
    return EngineRef(
        name=" and ".join(asked),
        versions={each: version(each) for each in packages},
        seed=settings.seed,
        workers=settings.workers,
    )
