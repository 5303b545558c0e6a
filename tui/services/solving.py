"""Solve and study services: what the worker is asked for, and what it has said."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from lotdesign.comparing.compare import is_better
from lotdesign.preflight.finding import PreflightFinding
from lotdesign.result.figures import read_figure
from lotdesign.result.model import Result
from lotdesign.scenario.figures import digest_figures
from lotdesign.scenario.scenario import Scenario
from tui.session.actions import ResultArrived
from tui.session.session import EntryKind, Session
from tui.snapshot import RequestStudy, SolveProgress
from tui.worker.link import WorkerLink
from tui.worker.messages import (
    BestSoFarReply,
    DesignRequest,
    JobEnded,
    PreflightReply,
    ProgressReply,
    ResultReply,
    ScenarioPrepared,
    ScenarioRefused,
    StudiedDesign,
    StudyKind,
    StudyReply,
    StudyRequest,
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

    `scenario` is the scenario under the edits, as last prepared by the worker, `figures` the digest
    of its figures; `faults` what makes
    the edits invalid. See `Snapshot` for the rest.
    """

    def __init__(self, link: WorkerLink, clock: Callable[[], float]) -> None:
        self._link = link
        self._clock = clock
        self._job = 0
        self._seconds = 0.0
        self._requested: tuple[object, ...] | None = None
        self.scenario: Scenario | None = None
        self.figures = ""
        self.notes: tuple[PreflightFinding, ...] = ()
        self.faults: tuple[str, ...] = ()
        self.admissible: int | None = None
        self.excluded_by_rule: Mapping[str, int] = {}
        self.progress = SolveProgress()

    def begin(self, base: Scenario, is_edited: bool = False) -> None:
        """Starts anew with a scenario of which nothing is known.

        Where there are edits, its figures under these are not known before the worker says so.
        """
        self.scenario, self.notes, self.faults = base, (), ()
        self.figures = "" if is_edited else digest_figures(base)
        self.admissible, self.excluded_by_rule = None, {}
        self.progress = SolveProgress()
        self.forget_request()

    def forget_request(self) -> None:
        """Has the next `solve_if_changed` solve, even if the request is the same."""
        self._requested = None

    def solve_if_changed(self, session: Session) -> bool:
        """Requests a solve unless the present request is the last one; whether it did."""
        state = session.state
        request = (state.edits, state.hand, state.routes, state.hand_kind)
        if request == self._requested:
            return False
        self._requested = request
        self._job = self._link.number_job()
        start = session.best_answer or session.shown
        self.progress = SolveProgress(busy=True, started=self._clock())
        self._link.send_request(
            DesignRequest(
                self._job,
                session.path,
                state.edits.as_settings,
                state.edits.off,
                state.hand,
                RESOLVE_PAUSE_SECONDS if self._seconds > SLOW_SOLVE_SECONDS else 0.0,
                None if start is None else start.lots or None,
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
            case BestSoFarReply():
                return self._take_best_so_far(reply.result, session)
            case ScenarioPrepared():
                self.scenario, self.faults = reply.scenario, ()
                self.figures = digest_figures(reply.scenario)
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
        kind: EntryKind = state.hand_kind if state.hand is not None else "best"
        return ResultArrived(state.edits, reply.result, kind, read_time_of_day(), self.figures)

    def _take_best_so_far(self, result: Result, session: Session) -> ResultArrived | None:
        """The best so far as the answer, unless there is one already that is no worse."""
        self.progress = apply_design(self.progress, result, self._clock())
        answer = session.best_answer
        if answer is not None and not _is_improvement(result, answer.result):
            return None
        edits, at = session.state.edits, read_time_of_day()
        return ResultArrived(edits, result, "best", at, self.figures)


def _is_improvement(result: Result, answer: Result) -> bool:
    """Whether a result is of other inputs than an answer, or better by the first aim that differs.

    What is proved best is never improved on.
    """
    if answer.scenario.sha256 != result.scenario.sha256:
        return True
    if answer.status not in ("feasible", "unknown"):
        return False
    for ours, theirs in zip(result.objective, answer.objective, strict=False):
        better = is_better(ours.measure, ours.value, theirs.value)
        if better is not None:
            return better
    return not answer.lots


def read_time_of_day() -> str:
    """The time of day as hours and minutes."""
    return datetime.now().strftime("%H:%M")


def apply_design(progress: SolveProgress, result: Result, now: float) -> SolveProgress:
    """The progress with the first aim of a design that was found, where no event told its value."""
    first = next(iter(result.objective), None)
    if first is None or first.value is None or progress.measure not in ("", first.measure):
        return progress
    known = progress.best
    if known is not None and not is_better(first.measure, first.value, known):
        return progress
    track = (*progress.track, float(read_figure(first.value)))[-MOST_TRACKED_VALUES:]
    progress = replace(progress, measure=first.measure, best=first.value, gap=first.gap)
    return replace(progress, improved=now, track=track, moved=now)


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
    nearer = event.bound is not None and event.bound != progress.bound
    return replace(
        progress,
        phase=event.phase,
        measure=event.measure or progress.measure,
        best=event.best if event.best is not None or other else progress.best,
        bound=event.bound if event.bound is not None or other else progress.bound,
        gap=event.gap if event.gap is not None or other else progress.gap,
        improved=now if better else progress.improved,
        moved=now if better or nearer else progress.moved,
        steps=progress.steps.update_with(event),
        track=track[-1:] if other else track,
    )


class StudyService:
    """Holds the last study of each kind until another one of that kind is requested."""

    def __init__(self, link: WorkerLink, clock: Callable[[], float]) -> None:
        self._link = link
        self._clock = clock
        self.studies: dict[StudyKind, RequestStudy] = {}

    def begin(self) -> None:
        """Starts anew, without any study."""
        self.studies = {}

    def start(
        self,
        kind: StudyKind,
        session: Session,
        measures: tuple[str, ...] = (),
        figures: str = "",
        designs: tuple[StudiedDesign, ...] = (),
    ) -> None:
        """Requests a study of the present request, unless that is done or under way.

        `measures` and `designs` are what some kinds need beside it.
        """
        edits, known = session.state.edits, self.studies.get(kind)
        asked = (edits, measures, designs)
        if known is not None and (known.edits, known.measures, known.designs) == asked:
            if known.busy or (known.result is not None and known.result.ended == "done"):
                return
        elif known is not None and known.busy:
            self._link.stop_job(known.job)
        job = self._link.number_job()
        started = self._clock()
        study = RequestStudy(
            job, edits, measures, started=started, figures=figures, designs=designs
        )
        self._set(kind, study)
        settings, off = edits.as_settings, edits.off
        request = StudyRequest(job, kind, session.path, settings, off, measures, designs)
        self._link.send_request(request)

    def stop(self, *kinds: StudyKind) -> None:
        """Stops the studies under way of these kinds; they keep what they found."""
        for kind, study in self.studies.items():
            if kind in kinds and study.busy:
                self._link.stop_job(study.job)
                self._set(kind, replace(study, stopping=True))

    def give_up(self, reason: str) -> None:
        """Ends all studies under way, which the worker does not go on with."""
        for kind, study in self.studies.items():
            if study.busy:
                self._set(kind, replace(study, busy=False, ended=reason))

    def _set(self, kind: StudyKind, study: RequestStudy) -> None:
        # A new dict: snapshots keep the one that they were built with.
        self.studies = {**self.studies, kind: study}

    def owns(self, reply: WorkerReply) -> bool:
        """Whether a reply is about one of the studies."""
        died = isinstance(reply, WorkerDied)
        return died or any(study.job == reply.job for study in self.studies.values())

    def take(self, reply: WorkerReply) -> ResultArrived | None:
        """Takes a reply that it owns; a design is returned, since it belongs into the session."""
        if isinstance(reply, WorkerDied):
            self.give_up("the solver ended")
        for kind, study in self.studies.items():
            if study.job == reply.job:
                return self._take_reply(kind, study, reply)
        return None

    def _take_reply(
        self, kind: StudyKind, study: RequestStudy, reply: WorkerReply
    ) -> ResultArrived | None:
        match reply:
            case ResultReply():
                at = read_time_of_day()
                return ResultArrived(study.edits, reply.result, "other", at, study.figures)
            case ProgressReply():
                note, point = reply.event.note or study.note, reply.event.point
                points = study.points if point is None else (*study.points, point)
                steps = study.steps.update_with(reply.event)
                self._set(kind, replace(study, note=note, points=points, steps=steps))
            case StudyReply():
                self._set(kind, replace(study, busy=False, result=reply.result, ended=""))
            case JobEnded():
                self._set(kind, replace(study, busy=False, ended=reply.why))
        return None
