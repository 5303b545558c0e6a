"""The part of the app that acts: the session, the worker that follows it, and the file."""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from itertools import count

from textual.message import Message
from textual.timer import Timer

from tui.bridge.link import Link
from tui.bridge.messages import Answered, Ask, Gone, Reply
from tui.bridge.saver import Saver
from tui.canvas.glyphs import UNICODE, Glyphs
from tui.news import informed
from tui.panes.sight import Sight, Work
from tui.seeing import Seeing
from tui.session import actions
from tui.session.edits import Edits
from tui.session.entry import Kind, Lots, Routes
from tui.session.session import Session

PAUSE = 0.7
"""Seconds of rest before a scenario that takes long is solved again."""

SLOW = 1.0
"""Seconds from which a solve counts as long."""

JOBS = count(1)
"""The numbers of jobs: news of one app never meets another that has the same worker."""

Asked = tuple[Edits, Lots | None, Routes | None]


class Heard(Message):
    """The worker said something."""

    def __init__(self, news: tuple[Reply, ...]) -> None:
        super().__init__()
        self.news = news


class Following(Seeing):
    """Acts on the session and has the worker answer whatever is asked then."""

    def __init__(
        self,
        glyphs: Glyphs = UNICODE,
        clock: Callable[[], float] = time.monotonic,
        link: Link | None = None,
    ) -> None:
        super().__init__(glyphs, clock)
        self._saver: Saver | None = None
        self._link = link or Link(self._hear)
        self._link.hear(self._hear)
        self._request = 0
        self._asked: Asked | None = None
        self._seconds = 0.0
        self._ticking: Timer | None = None

    def on_mount(self) -> None:
        """Seconds are only counted while something is going on."""
        self._ticking = self.set_interval(0.25, self._tick)

    def do(self, action: actions.Action) -> None:
        """Acts on the session, has it saved, and asks the worker what comes of it."""
        if self.sight is None:
            return
        session = actions.act(action, self.sight.session)
        if session is self.sight.session:
            return
        self._enter(session)
        self._clamp()
        self._follow()
        self.redraw()

    def _enter(self, session: Session) -> None:
        """Another session is seen, and saved."""
        if self.sight is not None:
            self.sight = replace(self.sight, session=session)
            if self._saver is not None:
                self._saver.keep(session)

    def stop(self) -> bool:
        """Stops what the worker does and keeps its best; False when it does nothing."""
        if self.sight is None or not self.sight.work.busy:
            return False
        self._link.stop(self._request)
        self.sight = replace(self.sight, work=replace(self.sight.work, stopping=True))
        self.redraw()
        return True

    def search_on(self) -> None:
        """Looks for the best again, from the best so far; nothing where that is proved."""
        if self.sight is not None and self.sight.is_open and not self.sight.work.busy:
            self._asked = None
            self._follow()
            self.redraw()

    def leave(self) -> None:
        """Ends everything that runs beside the screen."""
        self._link.close()
        if self._saver is not None:
            self._saver.close()

    def _follow(self) -> None:
        """Asks the worker when something else is asked now."""
        sight = self.sight
        if sight is None:
            return
        desk = sight.session.desk
        asked = (desk.edits, desk.hand, desk.routes)
        if asked == self._asked:
            return
        self._asked = asked
        self._request = next(JOBS)
        pause = PAUSE if self._seconds > SLOW else 0.0
        request = Ask(
            self._request,
            sight.session.path,
            desk.edits.as_settings,
            desk.edits.off,
            desk.hand,
            pause,
            None if sight.entry is None else sight.entry.lots or None,
            desk.routes,
        )
        work = Work(busy=True, started=self.clock())
        self.sight = replace(sight, work=work, now=self.clock())
        self._ask(request)
        self._watch()

    def _ask(self, request: Ask) -> None:
        self._link.ask(request)

    def _watch(self) -> None:
        """Has the seconds counted."""
        if self._ticking is not None:
            self._ticking.resume()

    def _hear(self, news: tuple[Reply, ...]) -> None:
        """Called from another thread."""
        self.post_message(Heard(news))

    def on_heard(self, message: Heard) -> None:
        """Takes news of the present job; older jobs are history."""
        wanted = [each for each in message.news if self._wants(each)]
        if self.sight is None or not wanted:
            return
        for reply in wanted:
            self._take(reply)
        self._clamp()
        self.redraw()

    def _wants(self, reply: Reply) -> bool:
        return reply.job == self._request or isinstance(reply, Gone)

    def _take(self, reply: Reply) -> None:
        if self.sight is None:
            return
        if isinstance(reply, Answered):
            self._arrived(self.sight, reply)
            return
        if isinstance(reply, Gone):
            self._asked = None
        self.sight = informed(self.sight, reply, self.clock())

    def _arrived(self, sight: Sight, reply: Answered) -> None:
        desk, result = sight.session.desk, reply.result
        if sight.session.answer is None:
            self._seconds = self.clock() - sight.work.started
        how: Kind = "hand" if desk.hand is not None else "best"
        time_of_day = datetime.now().strftime("%H:%M")
        arrived = actions.Arrived(desk.edits, result, how, time_of_day)
        work = Work() if reply.final else replace(sight.work, best=None)
        self.sight = replace(sight, work=work, admissible=reply.admissible, alone=reply.alone)
        self._enter(actions.act(arrived, sight.session))

    def _tick(self) -> None:
        """Lets the seconds be seen while something is going on."""
        if self.sight is not None:
            self.sight = replace(self.sight, now=self.clock())
            self.redraw()
        if self._ticking is not None and (self.sight is None or not self.sight.busy):
            self._ticking.pause()
