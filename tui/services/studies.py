"""Study service: looks into the present request (conflicts, rule costs, break-even,

alternatives, Pareto front).
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from tui.services.solving import JOB_NUMBERS, SolvingApp
from tui.session import actions
from tui.snapshot import RequestStudy
from tui.worker.messages import (
    JobEnded,
    ProgressReply,
    ResultReply,
    SolveRequest,
    StudyKind,
    StudyReply,
    StudyRequest,
    WorkerDied,
    WorkerReply,
)


class StudyingApp(SolvingApp):
    """Has the worker look into what is asked now, and keeps what was found until asked again."""

    def start_study(self, what: StudyKind, *measures: str) -> None:
        """Looks into the present request, unless that is done or under way."""
        sight = self.snapshot
        if sight is None:
            return
        edits, known = sight.session.state.edits, sight.studies.get(what)
        if known is not None and (known.edits, known.measures) == (edits, measures):
            if known.busy or (known.result is not None and known.result.ended == "done"):
                return
        elif known is not None and known.busy:
            self._link.stop_job(known.job)
        begun = RequestStudy(next(JOB_NUMBERS), edits, measures, started=self.clock())
        self.snapshot = replace(sight, studies={**sight.studies, what: begun})
        path = sight.session.path
        self._link.send_request(
            StudyRequest(begun.job, what, path, edits.as_settings, edits.off, measures)
        )
        self._resume_clock()
        self.redraw()

    def stop_study(self, *kinds: StudyKind) -> bool:
        """Stops what is under way of these and keeps what was found; False where nothing is."""
        busy = [(what, study) for what, study in self._list_busy_studies() if what in kinds]
        for what, study in busy:
            self._link.stop_job(study.job)
            self._set_study(what, replace(study, stopping=True))
        self.redraw()
        return bool(busy)

    def _list_busy_studies(self) -> Iterator[tuple[StudyKind, RequestStudy]]:
        if self.snapshot is not None:
            yield from ((what, each) for what, each in self.snapshot.studies.items() if each.busy)

    def _set_study(self, what: StudyKind, study: RequestStudy) -> None:
        if self.snapshot is not None:
            self.snapshot = replace(self.snapshot, studies={**self.snapshot.studies, what: study})

    def _send_solve(self, request: SolveRequest) -> None:
        """A request to design gives up whatever is looked into."""
        for what, study in list(self._list_busy_studies()):
            self._set_study(
                what, replace(study, busy=False, ended="given up: something else was asked")
            )
        super()._send_solve(request)

    def _take_reply(self, reply: WorkerReply) -> None:
        if isinstance(reply, WorkerDied):
            for what, study in list(self._list_busy_studies()):
                self._set_study(what, replace(study, busy=False, ended="the solver ended"))
        if self.snapshot is not None:
            for what, study in self.snapshot.studies.items():
                if study.job == reply.job:
                    self._take_study_reply(what, study, reply)
                    return
        super()._take_reply(reply)

    def _is_wanted(self, reply: WorkerReply) -> bool:
        studies = {} if self.snapshot is None else self.snapshot.studies
        return super()._is_wanted(reply) or any(each.job == reply.job for each in studies.values())

    def _take_study_reply(self, what: StudyKind, study: RequestStudy, reply: WorkerReply) -> None:
        match reply:
            case ProgressReply():
                note, point = reply.event.note or study.note, reply.event.point
                points = study.points if point is None else (*study.points, point)
                self._set_study(what, replace(study, note=note, points=points))
            case ResultReply() if self.snapshot is not None:
                at = datetime.now().strftime("%H:%M")
                arrived = actions.ResultArrived(study.edits, reply.result, "other", at)
                self._set_session(actions.apply_action(arrived, self.snapshot.session))
            case StudyReply():
                self._set_study(what, replace(study, busy=False, result=reply.result, ended=""))
                if reply.words:
                    self.notify_user(reply.words)
            case JobEnded():
                self._set_study(what, replace(study, busy=False, ended=reply.why))
