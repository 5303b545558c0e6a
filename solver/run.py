"""One whole run: pre-flight, solve, comparisons, result, verification.

Also the evaluation of a given design.
"""

import time
from collections.abc import Sequence
from dataclasses import replace
from importlib.metadata import version

from lotdesign.design import Design
from lotdesign.evaluation import Evaluation
from lotdesign.events import EventListener
from lotdesign.preflight import run_preflight
from lotdesign.result.base import Termination
from lotdesign.result.build import ChosenDesign, SolveProof, build_result
from lotdesign.result.model import EngineRef, Result
from lotdesign.scenario.design_by_ids import resolve_design
from lotdesign.scenario.scenario import Scenario
from lotdesign.verify.verify import verify_result
from solver.backends.base import Engine, EngineSettings
from solver.backends.cp_sat import CpSatEngine
from solver.backends.registry import ENGINE_PACKAGES, EngineName, parse_engine_choice
from solver.candidate_listing import list_by_every_route
from solver.candidate_solve import solve_candidates
from solver.certified_design import certify_design
from solver.comparisons.in_context import put_in_context
from solver.cross_check import AttributedOutcome
from solver.lot_figures import compute_lot_figures
from solver.outcome import status_of
from solver.progress import ProgressReporter, keep_monotone
from solver.solve_context import SolveContext
from solver.strategy import solve_by_strategy as decided_by


def choose_best_routes(scenario: Scenario, design: Design, engine: Engine) -> Design:
    """The same lots by the routes that are best; as they are where no routes are admissible."""
    if not scenario.routes.has_choice:
        return design
    found = solve_candidates(
        scenario, list_by_every_route(scenario, design), SolveContext(engine=engine)
    )
    return design if found.design is None else found.design


PREFLIGHT_ARITHMETIC = "pre-flight arithmetic"


def solve_scenario(
    scenario: Scenario,
    time_limit: float | None,
    seed: int,
    workers: int,
    engine: str,
    context: bool,
    listen: EventListener,
    start: Sequence[Sequence[str]] | None = None,
) -> Result:
    """The verified result of designing the scenario; see `lotdesign.app.api.solve`."""
    choice = parse_engine_choice(engine)
    telling = ProgressReporter(listen, time.monotonic())
    settings = EngineSettings(seed, workers)
    deadline = None if time_limit is None else telling.started + time_limit
    notes = run_preflight(scenario)
    telling.begin_phase("candidates", "listing the lots that the rules allow")
    begun = None if start is None else resolve_design(scenario, None, start)
    tell = keep_monotone(telling.report_values)
    means = SolveContext(
        settings=settings, deadline=deadline, report_progress=tell, start_design=begun
    )
    decided = decided_by(choice, scenario, means, telling)
    found, means = decided.outcome, replace(means, engine=decided.engine)
    chosen = None
    if found.design is not None:
        ledger = Evaluation(scenario, found.design, found.award, found.fallbacks)
        chosen = ChosenDesign(ledger, compute_lot_figures(scenario, found.design, found.award))
    by_hand = any(note.level == "impossible" for note in notes)
    result = build_result(scenario, _build_proof(decided, by_hand, means), chosen)
    result = result.model_copy(update={"preflight": tuple(note.text for note in notes)})
    if context and not found.interrupted:
        result = put_in_context(scenario, result, found, telling, means)
    return _verify_and_close(scenario, result, telling)


def evaluate_design(
    scenario: Scenario,
    option: str | None,
    lots: Sequence[Sequence[str]] | None,
    routes: Sequence[str],
) -> Result:
    """The verified result of judging a given design; see `lotdesign.app.api.evaluate`."""
    telling = ProgressReporter(lambda event: None, time.monotonic())
    design = resolve_design(scenario, option, lots, () if routes == "best" else routes)
    if routes == "best":
        design = choose_best_routes(scenario, design, CpSatEngine())
    ledger = Evaluation(scenario, design, *certify_design(scenario, design, CpSatEngine()))
    chosen = ChosenDesign(ledger, compute_lot_figures(scenario, design, ledger.award))
    proof = SolveProof(
        "feasible", (), (), False, _describe_engine(("cp-sat",), EngineSettings()), "given"
    )
    return _verify_and_close(scenario, build_result(scenario, proof, chosen), telling)


def _verify_and_close(scenario: Scenario, result: Result, telling: ProgressReporter) -> Result:
    """The result with what the checker says of it and the time that it took."""
    telling.begin_phase("verify", "working everything out again")
    checked = result.model_copy(update={"verification": verify_result(scenario, result)})
    engine = checked.engine.model_copy(update={"seconds": round(telling.seconds, 3)})
    telling.begin_phase("done")
    return checked.model_copy(update={"engine": engine})


def _build_proof(decided: AttributedOutcome, by_hand: bool, means: SolveContext) -> SolveProof:
    found = decided.outcome
    termination: Termination = "proved"
    if not found.proved:
        by_itself = not (found.all_listed or means.is_late)
        termination = "not listed" if by_itself else "time limit"
        if found.interrupted:
            termination = "interrupted"
    proved_by: tuple[str, ...] = decided.proved_by
    if by_hand and found.design is None:
        proved_by = (PREFLIGHT_ARITHMETIC, *proved_by)
    status = status_of(found)
    return SolveProof(
        status="infeasible" if by_hand and status == "unknown" else status,
        proved_by=proved_by,
        reached=found.reached,
        tie_proved=found.tie_proved,
        engine=_describe_engine(decided.engines_asked, means.settings),
        termination=termination,
        candidates=found.candidates.unit_set_count if found.all_listed else 0,
    )


def _describe_engine(asked: tuple[EngineName, ...], settings: EngineSettings) -> EngineRef:
    packages = sorted({each for name in asked for each in ENGINE_PACKAGES[name]})
    return EngineRef(
        name=" and ".join(asked),
        versions={each: version(each) for each in packages},
        seed=settings.seed,
        workers=settings.workers,
    )
