"""The app: holds the session, talks to the worker, and has the screens draw what they see."""

import shutil
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import ClassVar, get_args

from textual.app import App, SystemCommand
from textual.binding import Binding
from textual.message import Message
from textual.screen import Screen
from textual.timer import Timer

from lotdesign.cli.recent import remember
from lotdesign.faults import InputFaults
from lotdesign.result.figures import number
from lotdesign.scenario.load import load
from lotdesign.scenario.scenario import Scenario
from tui.bridge.link import Link
from tui.bridge.messages import Answered, Ask, Ended, Gone, Noted, Prepared, Refused, Reply, Working
from tui.bridge.saver import Saver
from tui.canvas.glyphs import UNICODE, Glyphs
from tui.panes.sight import Looks, Sight, View, Work
from tui.panes.tradeoff import axes, measures
from tui.session import actions, store
from tui.session.edits import Edits
from tui.session.entry import Lots
from tui.session.session import Session
from tui.widgets.pane import Drawn

PAUSE = 0.7
"""Seconds of rest before a scenario that takes long is solved again."""

SLOW = 1.0
"""Seconds from which a solve counts as long."""

Asked = tuple[Edits, Lots | None]


class Heard(Message):
    """The worker said something."""

    def __init__(self, reply: Reply) -> None:
        super().__init__()
        self.reply = reply


class Interface(App[None]):
    """The terminal interface of lotdesign."""

    CSS_PATH = "app.tcss"
    TITLE = "lotdesign"
    ENABLE_COMMAND_PALETTE = True
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 as Textual declares it
        (0, "-narrow"),
        (110, "-wide"),
    ]
    BINDINGS: ClassVar = [
        Binding("ctrl+c", "quit", "Quit", show=False, priority=True),
        Binding("q", "quit", "Quit", show=False),
        Binding("ctrl+t", "turn_theme", "Light/dark", show=False),
    ]

    def __init__(
        self,
        path: str | None = None,
        glyphs: Glyphs = UNICODE,
        keep: bool = True,
        clock: Callable[[], float] = time.monotonic,
        link: Link | None = None,
    ) -> None:
        super().__init__()
        self.sight: Sight | None = None
        self.clock = clock
        self.faults: tuple[str, ...] = ()
        self.told = ""
        self._path = path
        self.glyphs = glyphs
        self._keep = keep
        self._saver: Saver | None = None
        self._link = link or Link(self._hear)
        self._link.hear(self._hear)
        self._job = 0
        self._asked: Asked | None = None
        self._seconds = 0.0
        self._drawing = False
        self._ticking: Timer | None = None

    # -- beginning and end

    def on_mount(self) -> None:
        """Opens the scenario that was named, or offers some."""
        self._ticking = self.set_interval(0.25, self._tick, pause=True)
        from tui.screens.start import Start

        self.push_screen(Start())
        if self._path is not None:
            self.open(self._path)

    def open(self, path: str) -> bool:
        """Opens a scenario on the workbench; its faults are told on the start screen."""
        from tui.screens.workbench import Workbench

        try:
            base = load(path)
        except InputFaults as error:
            self.faults = tuple(map(str, error.faults))
            self.redraw()
            return False
        self.faults = ()
        session = self._begin(path, base)
        self.sight = Sight(session, base, base, glyphs=self.glyphs, now=self.clock())
        self._asked = None
        self._follow()
        self.push_screen(Workbench())
        return True

    def _begin(self, path: str, base: Scenario) -> Session:
        if not self._keep:
            return Session(path)
        if self._saver is not None:
            self._saver.close()
        file = store.place_of(path)
        self._saver = Saver(file)
        session = store.load(path, file)
        authority = base.authority
        remember(path, ", ".join(each for each in (authority.title, authority.name) if each))
        return session

    def copy(self, source: Path, folder: Path) -> None:
        """Copies a scenario's folder and opens the copy."""
        try:
            shutil.copytree(folder_of(str(source)), folder, dirs_exist_ok=False)
        except OSError as error:
            why = (error.strerror or "unknown reason").lower()
            self.faults = (f"{folder} cannot be written: {why}",)
            self.redraw()
            return
        self.open(str(folder if source.is_dir() else folder / source.name))

    def reload(self) -> None:
        """Reads the scenario's files again, after they were written."""
        if self.sight is None:
            return
        try:
            base = load(self.sight.session.path)
        except InputFaults as error:
            self.sight = replace(self.sight, faults=tuple(map(str, error.faults)))
        else:
            self.sight = replace(self.sight, base=base)
            self._asked = None
            self._follow()
        self.redraw()

    async def action_quit(self) -> None:
        """Leaves at once; the worker goes too."""
        self.leave()
        self.exit()

    def leave(self) -> None:
        """Ends everything that runs beside the screen."""
        self._link.close()
        if self._saver is not None:
            self._saver.close()

    # -- what the user does

    def do(self, action: actions.Action) -> None:
        """Acts on the session, has it saved, and asks the worker what comes of it."""
        if self.sight is None:
            return
        session = actions.act(action, self.sight.session)
        if session is self.sight.session:
            return
        self.sight = replace(self.sight, session=session)
        if self._saver is not None:
            self._saver.keep(session)
        self._clamp()
        self._follow()
        self.redraw()

    def look(self, looks: Looks) -> None:
        """Looks elsewhere."""
        if self.sight is not None:
            self.sight = replace(self.sight, looks=looks)
            self.redraw()

    def type(self, text: str | None, wrong: str = "") -> None:
        """Shows what is typed into a row; None ends it."""
        if self.sight is not None:
            self.look(replace(self.sight.looks, typed=text, wrong=wrong))

    def stop(self) -> bool:
        """Stops what the worker does and keeps its best; False when it does nothing."""
        if self.sight is None or not self.sight.work.busy:
            return False
        self._link.stop(self._job)
        self.sight = replace(self.sight, work=replace(self.sight.work, stopping=True))
        self.redraw()
        return True

    def turn_axis(self, axis: str) -> None:
        """The next measure on an axis of the plot."""
        if self.sight is None:
            return
        known = measures(self.sight)
        x, y = axes(self.sight)
        now, other = (x, y) if axis == "x" else (y, x)
        left = [name for name in known if name != other] or [now]
        following = left[(left.index(now) + 1) % len(left)] if now in left else left[0]
        looks = self.sight.looks
        self.look(
            replace(looks, axis_x=following, view="plot")
            if axis == "x"
            else replace(looks, axis_y=following, view="plot")
        )

    def turn_view(self) -> None:
        """Plot, ladder, budget, and round again."""
        if self.sight is not None:
            views = get_args(View)
            following = views[(views.index(self.sight.looks.view) + 1) % len(views)]
            self.look(replace(self.sight.looks, view=following))

    def open_lot(self) -> None:
        """Opens the lot with the cursor."""
        from tui.screens.lot import LotScreen

        if self.sight is not None and self.sight.lots:
            self.push_screen(LotScreen())

    def ask_note(self, entry: int) -> None:
        """Asks what to note of an entry."""
        from tui.screens.prompt import Prompt

        if self.sight is None:
            return

        def noted(text: str | None) -> None:
            if text is not None:
                self.do(actions.Note(entry, text))

        self.push_screen(Prompt("Note", self.sight.session.note(entry)), noted)

    def tell(self, text: str) -> None:
        """A remark that goes away by itself."""
        self.told = text
        self.notify(text, markup=False, timeout=6)

    def action_turn_theme(self) -> None:
        """Light or dark."""
        dark = self.current_theme.dark
        self.theme = "textual-light" if dark else "textual-dark"

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Every action of the screen stands in the palette, with its key."""
        from tui.widgets.bars import key_name

        yield from super().get_system_commands(screen)
        seen: set[str] = set()
        for each in screen.active_bindings.values():
            binding = each.binding
            if not each.enabled or not binding.description or binding.description in seen:
                continue
            seen.add(binding.description)

            def run(action: str = binding.action, node: object = each.node) -> None:
                self.call_later(self.run_action, action, node)

            yield SystemCommand(binding.description, f"key {key_name(binding)}", run)

    # -- what the worker says

    def _follow(self) -> None:
        """Asks the worker when something else is asked now."""
        sight = self.sight
        if sight is None:
            return
        desk = sight.session.desk
        asked = (desk.edits, desk.hand)
        if asked == self._asked:
            return
        self._asked = asked
        self._job += 1
        pause = PAUSE if self._seconds > SLOW else 0.0
        request = Ask(
            self._job, sight.session.path, desk.edits.as_settings, desk.edits.off, desk.hand, pause
        )
        work = Work(busy=True, started=self.clock())
        self.sight = replace(sight, work=work, now=self.clock())
        self._link.ask(request)
        if self._ticking is not None:
            self._ticking.resume()

    def _hear(self, reply: Reply) -> None:
        """Called from another thread."""
        self.post_message(Heard(reply))

    def on_heard(self, message: Heard) -> None:
        """Takes news of the present job; older jobs are history."""
        reply = message.reply
        if self.sight is None or (reply.job != self._job and not isinstance(reply, Gone)):
            return
        self._take(reply)
        self._clamp()
        self.redraw()

    def _take(self, reply: Reply) -> None:
        sight = self.sight
        if sight is None:
            return
        if isinstance(reply, Prepared):
            self.sight = replace(sight, scenario=reply.scenario, faults=())
        elif isinstance(reply, Noted):
            self.sight = replace(sight, notes=reply.notes)
        elif isinstance(reply, Refused):
            self.sight = replace(sight, faults=reply.faults, work=Work())
        elif isinstance(reply, Working):
            self.sight = replace(sight, work=_news(sight.work, reply, self.clock()))
        elif isinstance(reply, Answered):
            self._arrived(sight, reply)
        elif isinstance(reply, Ended):
            self.sight = replace(sight, work=Work(ended=f"None found: {reply.why}."))
        elif isinstance(reply, Gone):
            self._asked = None
            why = "The solver ended without a word; it starts again with the next change."
            self.sight = replace(sight, work=Work(ended=why))

    def _arrived(self, sight: Sight, reply: Answered) -> None:
        desk, result = sight.session.desk, reply.result
        if sight.session.answer is None:
            self._seconds = self.clock() - sight.work.started
        hand = desk.hand is not None
        time_of_day = datetime.now().strftime("%H:%M")
        arrived = actions.Arrived(desk.edits, result, hand, time_of_day)
        session = actions.act(arrived, sight.session)
        work = Work() if reply.final else replace(sight.work, best=None)
        self.sight = replace(
            sight, session=session, work=work, admissible=reply.admissible, alone=reply.alone
        )
        if self._saver is not None:
            self._saver.keep(session)

    def _tick(self) -> None:
        """Lets the seconds be seen while something is going on."""
        if self.sight is None:
            return
        self.sight = replace(self.sight, now=self.clock())
        if not self.sight.work.busy and self._ticking is not None:
            self._ticking.pause()
        self.redraw()

    # -- drawing

    def redraw(self) -> None:
        """Has the screen draw what is seen now, once for all news that wait."""
        if not self._drawing:
            self._drawing = True
            self.call_later(self._draw)

    def _draw(self) -> None:
        self._drawing = False
        if self.screen_stack:
            for each in self.screen.query(Drawn):
                each.redraw()

    def footer(self) -> None:
        """Has the line of keys drawn once the new focus has its bindings."""
        self.call_after_refresh(self.redraw)

    def _clamp(self) -> None:
        """Keeps cursors inside lists that became shorter."""
        if self.sight is None:
            return
        looks = self.sight.looks
        limits = {"asked": len(self.sight.rows), "lots": self.sight.lots}
        for place, count in limits.items():
            if looks.at(place) >= count > 0:
                looks = looks.moved(place, count - 1)
        if looks is not self.sight.looks:
            self.sight = replace(self.sight, looks=looks)


def _news(work: Work, reply: Working, now: float) -> Work:
    """The work with an event in it; what the event leaves out has not changed."""
    event = reply.event
    better = event.best is not None and event.best != work.best
    track = work.track
    if better and event.best is not None:
        track = (*track, float(number(event.best)))[-60:]
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


def folder_of(path: str) -> Path:
    """The folder that a scenario lies in."""
    given = Path(path)
    return given if given.is_dir() else given.parent
