"""Study service: conflicts, rule costs, break-even, alternatives and Pareto front of a request."""

from collections.abc import Callable
from dataclasses import replace

from tui.services.solving import read_time_of_day
from tui.session.actions import ResultArrived
from tui.session.session import Session
from tui.snapshot import RequestStudy
from tui.worker.link import WorkerLink
from tui.worker.messages import (
    JobEnded,
    ProgressReply,
    ResultReply,
    StudyKind,
    StudyReply,
    StudyRequest,
    WorkerDied,
    WorkerReply,
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

    def start(self, kind: StudyKind, session: Session, measures: tuple[str, ...] = ()) -> None:
        """Requests a study of the present request, unless that is done or under way."""
        edits, known = session.state.edits, self.studies.get(kind)
        if known is not None and (known.edits, known.measures) == (edits, measures):
            if known.busy or (known.result is not None and known.result.ended == "done"):
                return
        elif known is not None and known.busy:
            self._link.stop_job(known.job)
        job = self._link.number_job()
        self._set(kind, RequestStudy(job, edits, measures, started=self._clock()))
        request = StudyRequest(job, kind, session.path, edits.as_settings, edits.off, measures)
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
                return ResultArrived(study.edits, reply.result, "other", read_time_of_day())
            case ProgressReply():
                note, point = reply.event.note or study.note, reply.event.point
                points = study.points if point is None else (*study.points, point)
                self._set(kind, replace(study, note=note, points=points))
            case StudyReply():
                self._set(kind, replace(study, busy=False, result=reply.result, ended=""))
            case JobEnded():
                self._set(kind, replace(study, busy=False, ended=reply.why))
        return None
