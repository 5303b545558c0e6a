"""Whole runs: pre-flight, solve, comparisons, result and verification; or one given design."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from lotdesign.design import Design
from lotdesign.evaluation import Evaluation
from lotdesign.measures.base import Measure, MeasureValue
from lotdesign.preflight.finding import PreflightFinding
from lotdesign.preflight.run import run_preflight
from lotdesign.result.build import ChosenDesign, SolveProof, build_result
from lotdesign.result.model import EngineRef, Result
from lotdesign.scenario.design_by_ids import resolve_design
from lotdesign.scenario.scenario import Scenario
from lotdesign.verify.verify import verify_anew
from lotdesign.version import find_package_version
from solver.backends.base import Engine, EngineSettings
from solver.backends.cp_sat import CpSatEngine
from solver.backends.registry import ENGINE_PACKAGES, EngineName
from solver.candidate_listing import list_by_every_route, tabulate_lots
from solver.candidate_solve import solve_candidates
from solver.certified_design import certify_design
from solver.comparisons.in_context import mark_left_out, put_in_context
from solver.comparisons.reference_designs import compare_design, list_uncertified
from solver.lot_figures import compute_lot_figures
from solver.outcome import SolveOutcome
from solver.progress import ProgressReporter, keep_monotone
from solver.proofs import PREFLIGHT_ARITHMETIC
from solver.solve_context import AnswerOffer, RunOptions, SolveContext
from solver.strategy import solve_by_strategy
from solver.told_designs import ToldDesigns

JUDGING_SECONDS = 10.0
"""Seconds for the awards of designs that were told, where the answer so far is asked for."""


def solve_scenario(
    scenario: Scenario,
    options: RunOptions,
    compare: bool = True,
    start: Sequence[Sequence[str]] | None = None,
) -> Result:
    """The verified result of designing the scenario, compared with other designs by default.

    `start` is a design to begin with, as lots of unit ids. Ctrl-C and the time limit keep the best
    so far. Raises InputFaults where `start` is no partition of the units, EngineContradiction where
    two engines cannot both be right.
    """
    context = SolveContext.begin(options, raise_on_interrupt=False).leave_time_to_close(scenario)
    so_far = ResultSoFar(scenario, context)
    context = so_far.listen(context, options.offer)
    if options.share is not None:
        options.share(so_far.told.tell)
    if start is not None:
        context = context.start_from(resolve_design(scenario, None, start))
    notes = run_preflight(scenario)
    if any(note.level == "impossible" for note in notes):
        return _answer_impossible(scenario, notes, context, compare)
    so_far.notes = tuple(note.text for note in notes)
    context.progress.begin_phase("candidates", "listing the lots that the rules allow")
    outcome = solve_by_strategy(scenario, context)
    so_far.result = mark_left_out(scenario, so_far.build(outcome), outcome, context)
    if compare and not outcome.interrupted:
        so_far.compare(outcome, context, options.hear_answer)
    return verify_and_close(scenario, so_far.result, context.progress)


@dataclass
class ResultSoFar:
    """The result of a run as far as it has come: of the search, or of what it has told."""

    scenario: Scenario
    context: SolveContext
    notes: tuple[str, ...] = ()
    result: Result | None = None
    told: ToldDesigns = field(default_factory=ToldDesigns)
    _answered: tuple[object, Result | None, Result] | None = None

    def listen(self, context: SolveContext, offer: AnswerOffer | None) -> SolveContext:
        """The context with which a search tells what it finds; keeps designs where one may ask."""
        report = keep_monotone(context.progress.report_values)
        if offer is None:
            return replace(context, report_progress=report)

        def hear(measure: Measure, best: MeasureValue | None, bound: MeasureValue | None) -> None:
            self.told.hear(measure, bound)
            report(measure, best, bound)

        offer(self.answer)
        return replace(context, report_progress=hear, tell=self.told.tell)

    def answer(self) -> Result:
        """The verified result so far, as if interrupted now, not compared with other designs.

        From any thread. The search goes on meanwhile; the same answer is given while nothing new is
        told.
        """
        state, result, known = self.told.state, self.result, self._answered
        if known is not None and known[0] == state and known[1] is result:
            return known[2]
        built = result
        if built is None:
            outcome = self.told.find_best(self.scenario, JUDGING_SECONDS)
            built = self.build(outcome or self._find_nothing())
            built = built.model_copy(update={"left_out": ("comparisons",)})
        progress = ProgressReporter(started=self.started)
        answer = verify_and_close(self.scenario, built, progress)
        self._answered = state, result, answer
        return answer

    def compare(
        self, outcome: SolveOutcome, context: SolveContext, hear: Callable[[Result], None] | None
    ) -> None:
        """Compares the design with others, step by step; `hear` is told the answer before."""
        assert self.result is not None
        try:
            if hear is not None:
                hear(self.answer())
        except KeyboardInterrupt:
            self._keep(self.result.model_copy(update={"termination": "interrupted"}))
            return
        result = put_in_context(self.scenario, self.result, outcome, context, self._keep)
        self._keep(result)

    def _keep(self, result: Result) -> None:
        self.result = result

    def _find_nothing(self) -> SolveOutcome:
        nothing = tabulate_lots(self.scenario, [])
        outcome = SolveOutcome.without_design(nothing, proved=False, interrupted=True)
        return replace(outcome, all_listed=False)

    @property
    def started(self) -> float:
        """When the run began, in monotonic seconds."""
        return self.context.progress.started

    def build(self, outcome: SolveOutcome) -> Result:
        """The result of an outcome, not yet verified."""
        chosen = None
        if outcome.design is not None:
            scenario, design = self.scenario, outcome.design
            evaluation = Evaluation(scenario, design, outcome.award, outcome.fallbacks)
            figures = compute_lot_figures(scenario, design, outcome.award)
            chosen = ChosenDesign(evaluation, figures)
        result = build_result(self.scenario, _build_proof(outcome, self.context), chosen)
        return result.model_copy(update={"preflight": self.notes})


def _answer_impossible(
    scenario: Scenario, notes: Sequence[PreflightFinding], context: SolveContext, compare: bool
) -> Result:
    """The verified result where arithmetic proves that there is no design: nothing is searched."""
    engine = describe_engines((), context.settings)
    proof = SolveProof("infeasible", (PREFLIGHT_ARITHMETIC,), (), True, engine, "proved")
    result = build_result(scenario, proof, None)
    conflicting = notes[0].rules if len(notes[0].rules) > 1 else ()
    told = {"preflight": tuple(note.text for note in notes), "conflict": conflicting}
    result = result.model_copy(update=told)
    if compare and not scenario.needs_certificate:
        compared = (compare_design(scenario, each, ()) for each in list_uncertified(scenario))
        result = result.model_copy(update={"comparisons": tuple(compared)})
    return verify_and_close(scenario, result, context.progress)


def evaluate_design(
    scenario: Scenario,
    option: str | None,
    lots: Sequence[Sequence[str]] | None,
    routes: Sequence[str],
) -> Result:
    """The verified result of evaluating an option of the scenario, or lots of unit ids.

    `routes` has one a lot, none where all are external, or is "best" for the best ones. Raises
    InputFaults where the option, a unit or a route is unknown or the lots are no partition,
    Undecided where Ctrl-C stops the search for an award.
    """
    engine = CpSatEngine()
    design = resolve_design(scenario, option, lots, () if routes == "best" else routes)
    if routes == "best":
        design = choose_best_routes(scenario, design, engine)
    evaluation = Evaluation(scenario, design, *certify_design(scenario, design, engine))
    chosen = ChosenDesign(evaluation, compute_lot_figures(scenario, design, evaluation.award))
    proof = SolveProof(
        "feasible", (), (), False, describe_engines(("cp-sat",), EngineSettings()), "given"
    )
    return verify_and_close(scenario, build_result(scenario, proof, chosen), ProgressReporter())


def choose_best_routes(scenario: Scenario, design: Design, engine: Engine) -> Design:
    """The same lots by their best routes; unchanged where no routes are admissible."""
    if not scenario.routes.has_choice:
        return design
    candidates = list_by_every_route(scenario, design)
    outcome = solve_candidates(scenario, candidates, SolveContext(engine))
    return design if outcome.design is None else outcome.design


def verify_and_close(scenario: Scenario, result: Result, progress: ProgressReporter) -> Result:
    """The result with its verification, and the seconds that the run took."""
    progress.begin_phase("verify", "working everything out again")
    verified = verify_anew(scenario, result)
    engine = verified.engine.model_copy(update={"seconds": round(progress.seconds, 3)})
    progress.begin_phase("done")
    return verified.model_copy(update={"engine": engine})


def _build_proof(outcome: SolveOutcome, context: SolveContext) -> SolveProof:
    return SolveProof(
        status=outcome.status,
        proved_by=outcome.proved_by,
        reached=outcome.reached,
        tie_proved=outcome.tie_proved,
        engine=describe_engines(outcome.engines_asked, context.settings),
        termination=outcome.describe_termination(context.is_late),
        candidates=outcome.candidates.unit_set_count if outcome.all_listed else 0,
    )


def describe_engines(asked: tuple[EngineName, ...], settings: EngineSettings) -> EngineRef:
    """The engines that were asked, with their versions and settings."""
    packages = sorted({package for name in asked for package in ENGINE_PACKAGES[name]})
    return EngineRef(
        name=" and ".join(asked),
        versions={package: find_package_version(package) for package in packages},
        seed=settings.seed,
        workers=settings.workers,
    )
