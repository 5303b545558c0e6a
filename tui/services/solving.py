"""Solve service: performs actions on the session, has it saved, asks the worker and takes its

replies.
"""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from itertools import count

from textual.message import Message
from textual.timer import Timer

from lotdesign.result.figures import read_figure
from tui.canvas.glyphs import UNICODE, Glyphs
from tui.services.view import ViewingApp
from tui.session import actions
from tui.session.designs import EntryKind, LotRoutes, LotUnits
from tui.session.edits import Edits
from tui.session.session import Session
from tui.session.session_file import SessionSaver
from tui.snapshot import Snapshot, SolveProgress
from tui.worker.link import WorkerLink
from tui.worker.messages import (
    JobEnded,
    PreflightReply,
    ProgressReply,
    ResultReply,
    ScenarioPrepared,
    ScenarioRefused,
    SolveRequest,
    WorkerDied,
    WorkerReply,
)

RESOLVE_PAUSE_SECONDS = 0.7
"""Seconds of rest before a scenario that takes long is solved again."""

SLOW_SOLVE_SECONDS = 1.0
"""Seconds from which a solve counts as long."""

JOB_NUMBERS = count(1)
"""The numbers of jobs: news of one app never meets another that has the same worker."""

AskedDesign = tuple[Edits, LotUnits | None, LotRoutes | None]


class RepliesArrived(Message):
    """The worker said something."""

    def __init__(self, news: tuple[WorkerReply, ...]) -> None:
        super().__init__()
        self.replies = news


class SolvingApp(ViewingApp):
    """Acts on the session and has the worker answer whatever is asked then."""

    def __init__(
        self,
        glyphs: Glyphs = UNICODE,
        clock: Callable[[], float] = time.monotonic,
        link: WorkerLink | None = None,
    ) -> None:
        super().__init__(glyphs, clock)
        self._saver: SessionSaver | None = None
        self._link = link or WorkerLink(self._post_replies)
        self._link.set_listener(self._post_replies)
        self._job = 0
        self._last_asked: AskedDesign | None = None
        self._seconds = 0.0
        self._clock_timer: Timer | None = None

    def on_mount(self) -> None:
        """Seconds are only counted while something is going on."""
        self._clock_timer = self.set_interval(0.25, self._tick)

    def perform(self, action: actions.SessionAction) -> None:
        """Acts on the session, has it saved, and asks the worker what comes of it."""
        if self.snapshot is None:
            return
        session = actions.apply_action(action, self.snapshot.session)
        if session is self.snapshot.session:
            return
        self._set_session(session)
        self._clamp_cursors()
        self._solve_if_changed()
        self.redraw()

    def _set_session(self, session: Session) -> None:
        """Another session is seen, and saved."""
        if self.snapshot is not None:
            self.snapshot = replace(self.snapshot, session=session)
            if self._saver is not None:
                self._saver.save_soon(session)

    def stop_solve(self) -> bool:
        """Stops what the worker does and keeps its best; False when it does nothing."""
        if self.snapshot is None or not self.snapshot.progress.busy:
            return False
        self._link.stop_job(self._job)
        self.snapshot = replace(
            self.snapshot, progress=replace(self.snapshot.progress, stopping=True)
        )
        self.redraw()
        return True

    def continue_search(self) -> None:
        """Looks for the best again, from the best so far; nothing where that is proved."""
        if self.snapshot is not None and self.snapshot.is_open and not self.snapshot.progress.busy:
            self._last_asked = None
            self._solve_if_changed()
            self.redraw()

    def shut_down(self) -> None:
        """Ends everything that runs beside the screen."""
        self._link.close()
        if self._saver is not None:
            self._saver.close()

    def _solve_if_changed(self) -> None:
        """Asks the worker when something else is asked now."""
        sight = self.snapshot
        if sight is None:
            return
        desk = sight.session.state
        asked = (desk.edits, desk.hand, desk.routes)
        if asked == self._last_asked:
            return
        self._last_asked = asked
        self._job = next(JOB_NUMBERS)
        pause = RESOLVE_PAUSE_SECONDS if self._seconds > SLOW_SOLVE_SECONDS else 0.0
        request = SolveRequest(
            self._job,
            sight.session.path,
            desk.edits.as_settings,
            desk.edits.off,
            desk.hand,
            pause,
            None if sight.entry is None else sight.entry.lots or None,
            desk.routes,
        )
        work = SolveProgress(busy=True, started=self.clock())
        self.snapshot = replace(sight, progress=work, now=self.clock())
        self._send_solve(request)
        self._resume_clock()

    def _send_solve(self, request: SolveRequest) -> None:
        self._link.send_request(request)

    def _resume_clock(self) -> None:
        """Has the seconds counted."""
        if self._clock_timer is not None:
            self._clock_timer.resume()

    def _post_replies(self, news: tuple[WorkerReply, ...]) -> None:
        """Called from another thread."""
        self.post_message(RepliesArrived(news))

    def on_replies_arrived(self, message: RepliesArrived) -> None:
        """Takes news of the present job; older jobs are history."""
        wanted = [each for each in message.replies if self._is_wanted(each)]
        if self.snapshot is None or not wanted:
            return
        for reply in wanted:
            self._take_reply(reply)
        self._clamp_cursors()
        self.redraw()

    def _is_wanted(self, reply: WorkerReply) -> bool:
        return reply.job == self._job or isinstance(reply, WorkerDied)

    def _take_reply(self, reply: WorkerReply) -> None:
        if self.snapshot is None:
            return
        if isinstance(reply, ResultReply):
            self._add_result(self.snapshot, reply)
            return
        if isinstance(reply, WorkerDied):
            self._last_asked = None
        self.snapshot = apply_reply(self.snapshot, reply, self.clock())

    def _add_result(self, sight: Snapshot, reply: ResultReply) -> None:
        desk, result = sight.session.state, reply.result
        if sight.session.answer is None:
            self._seconds = self.clock() - sight.progress.started
        how: EntryKind = "hand" if desk.hand is not None else "best"
        time_of_day = datetime.now().strftime("%H:%M")
        arrived = actions.ResultArrived(desk.edits, result, how, time_of_day)
        work = SolveProgress() if reply.final else replace(sight.progress, best=None)
        self.snapshot = replace(
            sight,
            progress=work,
            admissible=reply.admissible,
            excluded_by_rule=reply.excluded_by_rule,
        )
        self._set_session(actions.apply_action(arrived, sight.session))

    def _tick(self) -> None:
        """Lets the seconds be seen while something is going on."""
        if self.snapshot is not None:
            self.snapshot = replace(self.snapshot, now=self.clock())
            self.redraw()
        if self._clock_timer is not None and (self.snapshot is None or not self.snapshot.busy):
            self._clock_timer.pause()


def apply_reply(sight: Snapshot, reply: WorkerReply, now: float) -> Snapshot:
    """The sight after anything but a result, which belongs into the session."""
    match reply:
        case ScenarioPrepared():
            sight = replace(sight, scenario=reply.scenario, faults=())
        case PreflightReply():
            sight = replace(sight, notes=reply.notes)
        case ScenarioRefused():
            sight = replace(sight, faults=reply.faults, progress=SolveProgress())
        case ProgressReply():
            sight = replace(sight, progress=_apply_progress(sight.progress, reply, now))
        case JobEnded():
            sight = replace(sight, progress=SolveProgress(ended=f"None found: {reply.why}."))
        case WorkerDied():
            why = "The solver ended without a word; it starts again with the next change."
            sight = replace(sight, progress=SolveProgress(ended=why))
    return sight


def _apply_progress(work: SolveProgress, reply: ProgressReply, now: float) -> SolveProgress:
    """The work with an event in it; what the event leaves out has not changed."""
    event = reply.event
    better = event.best is not None and event.best != work.best
    track = work.track
    if better and event.best is not None:
        track = (*track, float(read_figure(event.best)))[-60:]
    other = event.measure is not None and event.measure != work.measure
    return replace(
        work,
        phase=event.phase,
        measure=event.measure or work.measure,
        best=event.best if event.best is not None or other else work.best,
        bound=event.bound if event.bound is not None or other else work.bound,
        gap=event.gap if event.gap is not None or other else work.gap,
        improved=now if better else work.improved,
        track=track[-1:] if other else track,
    )
