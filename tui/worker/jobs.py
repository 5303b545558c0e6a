"""What the worker does for a request: solve, evaluate a design drawn by hand, or run a study.

Each request is a call of the solver, as the command line makes it. The solver is imported inside
functions, so that the process can listen before it is loaded.
"""

import time
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from lotdesign.events import EventListener, ProgressEvent
from lotdesign.faults import InputFaults
from lotdesign.input.load import load
from lotdesign.preflight.run import run_preflight
from lotdesign.result.model import BestByLotCount, ReferenceComparison, Result
from lotdesign.scenario.scenario import Scenario
from lotdesign.scenario.values import parse_tolerance
from lotdesign.verify.verify import verify_anew
from tui.worker.messages import (
    BestSoFarReply,
    DesignRequest,
    JobEnded,
    PreflightReply,
    ProgressReply,
    ResultReply,
    ScenarioPrepared,
    ScenarioRefused,
    StudyReply,
    StudyRequest,
    WorkerReply,
)

if TYPE_CHECKING:
    from solver.enumeration.answer import AtlasAnswer
    from solver.solve_context import RunOptions
    from tui.worker.enumerated_answers import DesignListCache

QUICK_SOLVE_SECONDS = 4.0
"""A result proved within this time also gets the best design for each number of lots."""

CONTEXT_SECONDS = 60.0
"""Time limit for those comparisons; the result is on screen meanwhile."""

TYPING_REST_SECONDS = 0.12
"""Pause without a new request after which an enumerated answer is compared with other designs."""

EVENT_SECONDS = 0.1
"""Least time between two progress events of one phase."""

MOST_ALTERNATIVES = 6
"""Alternatives put in the tray: the most different ones, where there are more."""

ALTERNATIVES_TOLERANCE = "1%"
"""How far an alternative may be behind the best by the first objective."""


class SendReplies(Protocol):
    """Sends replies that belong together in one message, to be drawn at once."""

    def __call__(self, *replies: WorkerReply) -> None:
        """Sends them."""


class SolveJobs:
    """Runs solve requests one after the other and keeps the list of all designs between them."""

    def __init__(self) -> None:
        self._list_cache: DesignListCache | None = None

    def load_solver(self) -> None:
        """Imports what the first job will need."""
        self._open_list()

    def run(self, request: DesignRequest, send: SendReplies) -> None:
        """Sends the design as soon as it is known, then what it is compared with.

        The preflight comes first where there must be a search; where the answer can be looked
        up, the answer comes first.
        """
        try:
            scenario = load(request.path, request.settings, request.off)
            prepared = ScenarioPrepared(request.job, scenario)
            if request.hand is not None:
                result = _evaluate(scenario, request.hand, request.routes)
                notes = PreflightReply(request.job, run_preflight(scenario))
                send(prepared, notes, ResultReply(request.job, result, final=True))
                return
        except InputFaults as error:
            send(ScenarioRefused(request.job, tuple(map(str, error.faults))))
            return
        answer = self._open_list().answer(scenario)
        if answer is not None:
            _answer_from_list(prepared, answer, send)
        else:
            send(prepared, PreflightReply(request.job, run_preflight(scenario)))
            time.sleep(request.pause)
            _answer_by_search(scenario, request, send)

    def _open_list(self) -> "DesignListCache":
        from tui.worker.enumerated_answers import DesignListCache

        self._list_cache = self._list_cache or DesignListCache()
        return self._list_cache


def _evaluate(
    scenario: Scenario,
    lots: tuple[tuple[str, ...], ...],
    routes: tuple[str, ...] | None,
) -> Result:
    """The evaluation of a design; without `routes` its lots take the best ones.

    Raises InputFaults where the lots are no partition of the units.
    """
    from solver.run import evaluate_design

    return evaluate_design(scenario, None, lots, "best" if routes is None else routes)


def _answer_from_list(prepared: ScenarioPrepared, answer: "AtlasAnswer", send: SendReplies) -> None:
    """Answers from the list of all designs; compares once no new request has come for a while."""
    from tui.worker.enumerated_answers import (
        add_comparisons,
        build_best_result,
        check_result,
        list_best_by_lot_count,
    )

    job, scenario = prepared.job, prepared.scenario
    excluded = dict(answer.excluded)
    admissible = answer.count if answer.settled else None
    best = build_best_result(scenario, answer)
    send(prepared, ResultReply(job, best, False, admissible, excluded))
    notes = run_preflight(scenario)
    best = check_result(scenario, best, notes)
    send(PreflightReply(job, notes), ResultReply(job, best, False, admissible, excluded))
    time.sleep(TYPING_REST_SECONDS)
    ladder = list_best_by_lot_count(scenario, answer)
    comparisons = _compare_reference_designs(scenario, ladder)
    full = add_comparisons(scenario, best, ladder, comparisons)
    send(ResultReply(job, full, True, admissible, excluded))


def _answer_by_search(scenario: Scenario, request: DesignRequest, send: SendReplies) -> None:
    """Solves, showing what is found; a result that was not stopped is then compared with others."""
    began = time.monotonic()
    best = _solve_watched(scenario, request, send)
    seconds = time.monotonic() - began
    stopped = best.termination == "interrupted"
    send(ResultReply(request.job, best, final=stopped))
    if not stopped:
        full = _add_context(scenario, best, seconds, request.job, send)
        send(ResultReply(request.job, full, final=True))


def _solve_watched(scenario: Scenario, request: DesignRequest, send: SendReplies) -> Result:
    """The result of the search; of one that was stopped without a design, what was drawn beside."""
    from solver.run import solve_scenario
    from tui.worker.search_watch import SearchWatch

    watch = SearchWatch(scenario, lambda result: send(BestSoFarReply(request.job, result)))
    options = replace(_make_options(request.job, send), offer=watch.offer, share=watch.share)
    try:
        start = _choose_start_design(request, scenario)
        best = solve_scenario(scenario, options, False, start)
    except KeyboardInterrupt:
        if watch.best is None:
            raise
        return watch.best
    finally:
        watch.close()
    stopped = best.termination == "interrupted"
    return watch.best if stopped and not best.lots and watch.best is not None else best


def _choose_start_design(
    request: DesignRequest, scenario: Scenario
) -> tuple[tuple[str, ...], ...] | None:
    """The design to start from, where it is a partition of this scenario's units."""
    held = [unit for lot in request.start or () for unit in lot]
    return request.start if sorted(held) == sorted(unit.id for unit in scenario.units) else None


def _add_context(
    scenario: Scenario, best: Result, seconds: float, job: int, send: SendReplies
) -> Result:
    """The result with reference designs, and with all comparisons if it was proved quickly.

    `seconds` is how long the solve took. Ctrl-C keeps what is known by then.
    """
    from solver.run import solve_scenario
    from solver.solve_context import RunOptions

    full = best
    try:
        compared = {"comparisons": _compare_reference_designs(scenario, ())}
        full = verify_anew(scenario, best.model_copy(update=compared))
        if seconds < QUICK_SOLVE_SECONDS:
            send(ResultReply(job, full, final=False))
            return solve_scenario(scenario, RunOptions(CONTEXT_SECONDS))
    except KeyboardInterrupt:
        pass
    return full


def _compare_reference_designs(
    scenario: Scenario, ladder: tuple[BestByLotCount, ...]
) -> tuple[ReferenceComparison, ...]:
    """Today's contracts, the options, one contract for all, one a unit."""
    from solver.backends.cp_sat import CpSatEngine
    from solver.comparisons.reference_designs import certify_reference_designs, compare_design

    return tuple(
        compare_design(scenario, each, ladder)
        for each in certify_reference_designs(scenario, CpSatEngine())
    )


def _make_options(job: int, send: SendReplies) -> "RunOptions":
    """Default options, with progress sent as replies of this job."""
    from solver.solve_context import RunOptions

    return RunOptions(listen=make_event_listener(job, send))


def make_event_listener(job: int, send: SendReplies) -> EventListener:
    """Sends events, ten a second at most, but every new phase and every proved point."""
    last_phase, last_time = "", 0.0

    def listen(event: ProgressEvent) -> None:
        nonlocal last_phase, last_time
        now = time.monotonic()
        due = now - last_time > EVENT_SECONDS
        if event.phase != last_phase or event.point is not None or due:
            last_phase, last_time = event.phase, now
            send(ProgressReply(job, event))

    return listen


def run_study(request: StudyRequest, send: SendReplies) -> None:
    """Runs a study of a request; an interrupted one sends what it found until then."""
    try:
        scenario = load(request.path, request.settings, request.off)
        _STUDIES[request.kind](scenario, request, send)
    except InputFaults as error:
        send(JobEnded(request.job, str(error.faults[0])))


def _explain_conflicts(scenario: Scenario, request: StudyRequest, send: SendReplies) -> None:
    from solver.infeasibility.study import explain_infeasibility

    options = _make_options(request.job, send)
    send(StudyReply(request.job, explain_infeasibility(scenario, options)))


def _find_rule_costs(scenario: Scenario, request: StudyRequest, send: SendReplies) -> None:
    from solver.rule_cost.study import price_rules

    options = _make_options(request.job, send)
    send(StudyReply(request.job, price_rules(scenario, options)))


def _find_break_even(scenario: Scenario, request: StudyRequest, send: SendReplies) -> None:
    from solver.break_even.study import analyse_break_even

    def reload(setting: str) -> Scenario:
        return load(request.path, (*request.settings, setting), request.off)

    options = _make_options(request.job, send)
    send(StudyReply(request.job, analyse_break_even(scenario, reload, options)))


def _find_alternatives(scenario: Scenario, request: StudyRequest, send: SendReplies) -> None:
    """Each alternative is evaluated as a design drawn by hand is, and sent once it is ready."""
    from lotdesign.report.alternatives import summarise_alternatives
    from solver.alternatives.study import find_alternatives

    tolerance = parse_tolerance(ALTERNATIVES_TOLERANCE)
    options = _make_options(request.job, send)
    answer = find_alternatives(scenario, tolerance, MOST_ALTERNATIVES, options)
    for each in answer.designs:
        if not each.best:
            result = _evaluate(scenario, each.lots, each.routes)
            send(ResultReply(request.job, result, final=False))
    send(StudyReply(request.job, words=summarise_alternatives(answer)))


def _trace_front(scenario: Scenario, request: StudyRequest, send: SendReplies) -> None:
    from lotdesign.measures.conditions import choose_measures
    from solver.pareto.study import trace_pareto_front

    measures = choose_measures(scenario, request.measures)
    options = _make_options(request.job, send)
    send(StudyReply(request.job, trace_pareto_front(scenario, measures, options)))


def _try_designs(scenario: Scenario, request: StudyRequest, send: SendReplies) -> None:
    from tui.worker.stress_job import try_designs

    options = _make_options(request.job, send)
    send(StudyReply(request.job, try_designs(scenario, request.designs, options)))


_STUDIES: dict[str, Callable[[Scenario, StudyRequest, SendReplies], None]] = {
    "explain": _explain_conflicts,
    "price": _find_rule_costs,
    "tipping": _find_break_even,
    "alternatives": _find_alternatives,
    "frontier": _trace_front,
    "stress": _try_designs,
}
