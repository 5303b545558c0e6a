"""What the worker does for a request: solve, evaluate a design drawn by hand, or study the

request.
"""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from lotdesign.events import ProgressEvent
from lotdesign.faults import InputFaults
from lotdesign.input.load import load
from lotdesign.preflight import run_preflight
from lotdesign.result.model import BestByLotCount, ReferenceComparison, Result
from lotdesign.scenario.scenario import Scenario
from tui.worker.messages import (
    JobEnded,
    PreflightReply,
    ProgressReply,
    ResultReply,
    ScenarioPrepared,
    ScenarioRefused,
    SolveRequest,
    StudyReply,
    StudyRequest,
    WorkerReply,
)

if TYPE_CHECKING:
    from solver.enumeration.answer import AtlasAnswer
    from tui.worker.enumerated_answers import DesignListCache


QUICK_SOLVE_SECONDS = 4.0
"""Seconds within which a design must be proved for the whole context to be worked out too."""

CONTEXT_SECONDS = 60.0
"""Seconds that the ladder may take behind a design that is on show already."""

TYPING_REST_SECONDS = 0.12
"""Seconds without a key after which a listed answer is put beside other designs."""


class SendReplies(Protocol):
    """Tells news that belong together: they are sent, and drawn, in one go."""

    def __call__(self, *news: WorkerReply) -> None:
        """Sends them."""


class SolveJobs:
    """Answers requests one after the other; the list of all designs stays for the next."""

    def __init__(self) -> None:
        self._list_cache: DesignListCache | None = None

    def load_solver(self) -> None:
        """Loads what the first job will need, while the user still reads."""
        self._open_list()

    def run(self, ask: SolveRequest, tell: SendReplies) -> None:
        """The design as soon as may be, then what it is compared with.

        What is waited for comes first: the pre-flight where there must be a search, the
        answer where it can be looked up.
        """
        try:
            scenario = load(ask.path, ask.settings, ask.off)
            prepared = ScenarioPrepared(ask.job, scenario)
            if ask.hand is not None:
                from lotdesign.app.api import evaluate

                routes = "best" if ask.routes is None else ask.routes
                judged = evaluate(scenario, design=ask.hand, routes=routes).result
                notes = PreflightReply(ask.job, run_preflight(scenario))
                tell(prepared, notes, ResultReply(ask.job, judged, final=True))
                return
        except InputFaults as error:
            tell(ScenarioRefused(ask.job, tuple(map(str, error.faults))))
            return
        answer = self._open_list().answer(scenario)
        if answer is not None:
            _answer_from_list(prepared, answer, tell)
        else:
            tell(prepared, PreflightReply(ask.job, run_preflight(scenario)))
            time.sleep(ask.pause)
            _answer_by_search(scenario, ask, tell)

    def _open_list(self) -> "DesignListCache":
        from tui.worker.enumerated_answers import DesignListCache

        self._list_cache = self._list_cache or DesignListCache()
        return self._list_cache


def _answer_from_list(prepared: ScenarioPrepared, answer: "AtlasAnswer", tell: SendReplies) -> None:
    """From the list of all designs; what the answer is compared with once nobody types."""
    from tui.worker.enumerated_answers import (
        build_best_result,
        check_result,
        list_best_by_lot_count,
    )

    job, scenario = prepared.job, prepared.scenario
    first = build_best_result(scenario, answer)
    alone = dict(answer.excluded)
    possible = answer.count if answer.settled else None
    tell(prepared, ResultReply(job, first, False, possible, alone))
    notes = run_preflight(scenario)
    first = check_result(scenario, first, notes)
    tell(PreflightReply(job, notes), ResultReply(job, first, False, possible, alone))
    time.sleep(TYPING_REST_SECONDS)
    ladder = list_best_by_lot_count(scenario, answer)
    update = {"ladder": ladder, "comparisons": _compare_reference_designs(scenario, ladder)}
    full = first.model_copy(update=update)
    tell(ResultReply(job, full, True, possible, alone))


def _answer_by_search(scenario: Scenario, ask: SolveRequest, tell: SendReplies) -> None:
    """By search: what is proved fast gets its ladder too, what was stopped nothing more."""
    from lotdesign.app.api import solve

    began = time.monotonic()
    listen = make_event_listener(ask.job, tell)
    first = solve(
        scenario, context=False, listen=listen, start=_choose_start_design(ask, scenario)
    ).result
    seconds = time.monotonic() - began
    stopped = first.termination == "interrupted"
    tell(ResultReply(ask.job, first, final=stopped))
    if not stopped:
        tell(ResultReply(ask.job, _add_context(scenario, first, seconds, ask, tell), final=True))


def _choose_start_design(
    ask: SolveRequest, scenario: Scenario
) -> tuple[tuple[str, ...], ...] | None:
    """The design to begin with, where it is one of these units."""
    held = [unit for lot in ask.start or () for unit in lot]
    return ask.start if sorted(held) == sorted(unit.id for unit in scenario.units) else None


def _add_context(
    scenario: Scenario, first: Result, seconds: float, ask: SolveRequest, tell: SendReplies
) -> Result:
    """The result with other designs beside it, and with the ladder where that is quick."""
    from lotdesign.app.api import solve

    full = first
    try:
        full = first.model_copy(update={"comparisons": _compare_reference_designs(scenario, ())})
        if seconds < QUICK_SOLVE_SECONDS:
            tell(ResultReply(ask.job, full, final=False))
            return solve(scenario, time_limit=CONTEXT_SECONDS).result
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


def make_event_listener(job: int, tell: SendReplies) -> Callable[[ProgressEvent], None]:
    """Passes events on, ten a second at most, but every new phase and every point."""
    last_phase, last_time = "", 0.0

    def listen(event: ProgressEvent) -> None:
        nonlocal last_phase, last_time
        now = time.monotonic()
        if event.phase != last_phase or event.point is not None or now - last_time > 0.1:
            last_phase, last_time = event.phase, now
            tell(ProgressReply(job, event))

    return listen


MOST_ALTERNATIVES = 6
"""Alternatives that a tray has room for: the most different ones, where there are more."""


def run_study(asked: StudyRequest, tell: SendReplies) -> None:
    """Looks into a request; once interrupted it tells what was found until then."""
    try:
        scenario = load(asked.path, asked.settings, asked.off)
        _STUDIES[asked.what](scenario, asked, tell)
    except InputFaults as error:
        tell(JobEnded(asked.job, str(error.faults[0])))


def _explain_conflicts(scenario: Scenario, asked: StudyRequest, tell: SendReplies) -> None:
    from lotdesign.app.api import explain

    tell(StudyReply(asked.job, explain(scenario, listen=make_event_listener(asked.job, tell)).told))


def _find_rule_costs(scenario: Scenario, asked: StudyRequest, tell: SendReplies) -> None:
    from lotdesign.app.api import price

    tell(StudyReply(asked.job, price(scenario, listen=make_event_listener(asked.job, tell)).told))


def _find_break_even(scenario: Scenario, asked: StudyRequest, tell: SendReplies) -> None:
    from lotdesign.app.api import tipping

    def reload(setting: str) -> Scenario:
        return load(asked.path, (*asked.settings, setting), asked.off)

    told = tipping(scenario, reload=reload, listen=make_event_listener(asked.job, tell)).told
    tell(StudyReply(asked.job, told))


def _find_alternatives(scenario: Scenario, asked: StudyRequest, tell: SendReplies) -> None:
    """Each design is judged as one drawn by hand is, and told as it is ready."""
    from lotdesign.app.api import alternatives, evaluate
    from lotdesign.report.alternatives import summarise_alternatives

    told = alternatives(
        scenario, most=MOST_ALTERNATIVES, listen=make_event_listener(asked.job, tell)
    ).told
    for each in told.designs:
        if not each.best:
            judged = evaluate(scenario, design=each.lots, routes=each.routes).result
            tell(ResultReply(asked.job, judged, final=False))
    tell(StudyReply(asked.job, words=summarise_alternatives(told)))


def _trace_front(scenario: Scenario, asked: StudyRequest, tell: SendReplies) -> None:
    from lotdesign.app.api import frontier

    listen = make_event_listener(asked.job, tell)
    tell(StudyReply(asked.job, frontier(scenario, measures=asked.measures, listen=listen).told))


_STUDIES: dict[str, Callable[[Scenario, StudyRequest, SendReplies], None]] = {
    "explain": _explain_conflicts,
    "price": _find_rule_costs,
    "tipping": _find_break_even,
    "alternatives": _find_alternatives,
    "frontier": _trace_front,
}
