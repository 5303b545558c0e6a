"""Solve service: has the worker answer the present request, and follows its progress."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from lotdesign.preflight import PreflightFinding
from lotdesign.result.figures import read_figure
from lotdesign.scenario.scenario import Scenario
from tui.session.actions import ResultArrived
from tui.session.designs import EntryKind, LotRoutes, LotUnits
from tui.session.edits import Edits
from tui.session.session import Session
from tui.snapshot import SolveProgress
from tui.worker.link import WorkerLink
from tui.worker.messages import (
    DesignRequest,
    JobEnded,
    PreflightReply,
    ProgressReply,
    ResultReply,
    ScenarioPrepared,
    ScenarioRefused,
    WorkerDied,
    WorkerReply,
)

RESOLVE_PAUSE_SECONDS = 0.7
"""Pause before a scenario that takes long is solved again, in case another edit follows."""

SLOW_SOLVE_SECONDS = 1.0
"""Seconds from which a solve counts as long."""

MOST_TRACKED_VALUES = 60
"""Incumbents kept for the chart of the search."""


class SolveService:
    """Holds what the worker has said about the present request.

    `scenario` is the scenario under the edits, as last prepared by the worker; `faults` what makes
    the edits invalid. See `Snapshot` for the rest.
    """

    def __init__(self, link: WorkerLink, clock: Callable[[], float]) -> None:
        self._link = link
        self._clock = clock
        self._job = 0
        self._seconds = 0.0
        self._requested: tuple[Edits, LotUnits | None, LotRoutes | None] | None = None
        self.scenario: Scenario | None = None
        self.notes: tuple[PreflightFinding, ...] = ()
        self.faults: tuple[str, ...] = ()
        self.admissible: int | None = None
        self.excluded_by_rule: Mapping[str, int] = {}
        self.progress = SolveProgress()

    def begin(self, base: Scenario) -> None:
        """Starts anew with a scenario of which nothing is known."""
        self.scenario, self.notes, self.faults = base, (), ()
        self.admissible, self.excluded_by_rule = None, {}
        self.progress = SolveProgress()
        self.forget_request()

    def forget_request(self) -> None:
        """Has the next `solve_if_changed` solve, even if the request is the same."""
        self._requested = None

    def solve_if_changed(self, session: Session) -> bool:
        """Requests a solve unless the present request is the last one; whether it did."""
        state = session.state
        request = (state.edits, state.hand, state.routes)
        if request == self._requested:
            return False
        self._requested = request
        self._job = self._link.number_job()
        shown = session.shown
        self.progress = SolveProgress(busy=True, started=self._clock())
        self._link.send_request(
            DesignRequest(
                self._job,
                session.path,
                state.edits.as_settings,
                state.edits.off,
                state.hand,
                RESOLVE_PAUSE_SECONDS if self._seconds > SLOW_SOLVE_SECONDS else 0.0,
                None if shown is None else shown.lots or None,
                state.routes,
            )
        )
        return True

    def stop(self) -> None:
        """Stops the solve under way; the worker replies with its best so far."""
        if self.progress.busy:
            self._link.stop_job(self._job)
            self.progress = replace(self.progress, stopping=True)

    def owns(self, reply: WorkerReply) -> bool:
        """Whether a reply is about the present request."""
        return reply.job == self._job or isinstance(reply, WorkerDied)

    def take(self, reply: WorkerReply, session: Session) -> ResultArrived | None:
        """Takes a reply that it owns; a result is returned, since it belongs into the session."""
        match reply:
            case ResultReply():
                return self._take_result(reply, session)
            case ScenarioPrepared():
                self.scenario, self.faults = reply.scenario, ()
            case PreflightReply():
                self.notes = reply.notes
            case ScenarioRefused():
                self.faults, self.progress = reply.faults, SolveProgress()
            case ProgressReply():
                self.progress = apply_progress(self.progress, reply, self._clock())
            case JobEnded():
                self.progress = SolveProgress(ended=f"None found: {reply.why}.")
            case WorkerDied():
                why = "The solver ended without a word; it starts again with the next change."
                self.progress = SolveProgress(ended=why)
                self.forget_request()
        return None

    def _take_result(self, reply: ResultReply, session: Session) -> ResultArrived:
        if session.answer is None:
            self._seconds = self._clock() - self.progress.started
        self.progress = SolveProgress() if reply.final else replace(self.progress, best=None)
        self.admissible, self.excluded_by_rule = reply.admissible, reply.excluded_by_rule
        state = session.state
        kind: EntryKind = "hand" if state.hand is not None else "best"
        return ResultArrived(state.edits, reply.result, kind, read_time_of_day())


def read_time_of_day() -> str:
    """The time of day as hours and minutes."""
    return datetime.now().strftime("%H:%M")


def apply_progress(progress: SolveProgress, reply: ProgressReply, now: float) -> SolveProgress:
    """The progress after an event; what the event leaves out has not changed.

    Where the event is about another measure, the values of the measure before are dropped.
    """
    event = reply.event
    better = event.best is not None and event.best != progress.best
    track = progress.track
    if better and event.best is not None:
        track = (*track, float(read_figure(event.best)))[-MOST_TRACKED_VALUES:]
    other = event.measure is not None and event.measure != progress.measure
    return replace(
        progress,
        phase=event.phase,
        measure=event.measure or progress.measure,
        best=event.best if event.best is not None or other else progress.best,
        bound=event.bound if event.bound is not None or other else progress.bound,
        gap=event.gap if event.gap is not None or other else progress.gap,
        improved=now if better else progress.improved,
        track=track[-1:] if other else track,
    )
