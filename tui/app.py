"""The app: takes messages, has the services do what they ask for, and shows the outcome."""

import time
from collections.abc import Callable, Iterable

from textual.app import SystemCommand
from textual.screen import Screen
from textual.timer import Timer

from lotdesign.faults import InputFaults, make_printable
from lotdesign.user_state import note_first_tour
from lotdesign.words import join_words
from tui.canvas.glyphs import UNICODE, Glyphs
from tui.messages import (
    ActionRequested,
    EditsWritten,
    PageRequested,
    RepliesArrived,
    ScenarioCopied,
    ScenarioOpened,
    ScenarioSavedAs,
    SearchContinued,
    SolveStopped,
    StudiesStopped,
    StudyRequested,
    ViewRequested,
)
from tui.pictures.holding import choose_tried_designs
from tui.pictures.tradeoff import choose_axes
from tui.pictures.tray import follow_tray_cursor
from tui.screens.base import BaseScreen
from tui.screens.compare import CompareScreen
from tui.screens.data import DataScreen
from tui.screens.holding import HoldingScreen
from tui.screens.lot import LotScreen
from tui.screens.start import StartScreen
from tui.screens.studies import NoSolutionScreen, RuleCostScreen
from tui.screens.workbench import TALL_ROWS, WIDE_CLASSES, Workbench
from tui.services.session import APART_WORDS, SessionService, ViewService, copy_scenario
from tui.services.solving import SolveService, StudyService
from tui.session.actions import SessionAction
from tui.session.write_back import NotWritable
from tui.snapshot import Snapshot
from tui.widgets.dialogs import show_notice
from tui.widgets.palette import keep_own_commands, list_screen_commands
from tui.widgets.tour import TouringApp
from tui.worker.link import WorkerLink
from tui.worker.messages import StudyReply, WorkerReply

TICK_SECONDS = 0.25
"""How often elapsed times are drawn while the worker is busy."""

_SCREENS: dict[str, Callable[[], BaseScreen]] = {
    "lot": LotScreen,
    "compare": CompareScreen,
    "no_solution": NoSolutionScreen,
    "rule_cost": RuleCostScreen,
    "holding": HoldingScreen,
    "data": DataScreen,
}
"""Screens that are opened from the workbench, by name."""


class LotDesignApp(TouringApp):
    """The terminal interface of lotdesign.

    Services hold the state; `snapshot` is built from them after every change, None before a
    scenario is opened. Screens and widgets read the snapshot and send the messages of
    `tui.messages`. `clock` gives seconds, for elapsed times and for undo.
    """

    CSS_PATH = "app.tcss"
    TITLE = "lotdesign"
    ENABLE_COMMAND_PALETTE = True

    def __init__(
        self,
        path: str | None = None,
        glyphs: Glyphs = UNICODE,
        keep: bool = True,
        clock: Callable[[], float] = time.monotonic,
        link: WorkerLink | None = None,
    ) -> None:
        super().__init__()
        self.HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), *WIDE_CLASSES]
        self.VERTICAL_BREAKPOINTS = [(0, "-short"), (TALL_ROWS, "-tall")]
        self.glyphs = glyphs
        self.set_class(glyphs.is_ascii, "-ascii")
        self.clock = clock
        self.snapshot: Snapshot | None = None
        self.link = link or WorkerLink()
        self.link.set_listener(self._post_replies)
        self.session_service = SessionService(keep, lambda: self.call_later(self._show))
        self.solve_service = SolveService(self.link, clock)
        self.study_service = StudyService(self.link, clock)
        self.view_service = ViewService()
        self.find_save_fault = self.session_service.find_save_fault
        self._path, self._keep = path, keep
        self._start_screen = StartScreen()
        self._drawing = False
        self._ticker: Timer | None = None

    def on_mount(self) -> None:
        """Opens the scenario that was named, or offers some."""
        self._ticker = self.set_interval(TICK_SECONDS, self._tick)
        self.push_screen(self._start_screen)
        if self._path is not None:
            self.open_scenario(self._path)

    def open_scenario(self, path: str) -> None:
        """Opens a scenario on the workbench, or shows its faults on the start screen."""
        try:
            base = self.session_service.open(path)
        except InputFaults as error:
            self._start_screen.show_faults(tuple(map(str, error.faults)))
            return
        self._start_screen.show_faults(())
        session = self.session_service.session
        self.solve_service.begin(base, session is not None and bool(session.state.edits))
        self.study_service.begin()
        self.view_service.begin()
        self._solve_and_show()
        if self._keep and note_first_tour():
            self.tour_step = 0
        self.push_screen(Workbench())
        if self.session_service.is_apart:
            show_notice(self, APART_WORDS)

    def shut_down(self) -> None:
        """Ends the worker and saves the session."""
        self.link.close()
        self.session_service.close()

    # Messages of screens and widgets

    def on_action_requested(self, message: ActionRequested) -> None:
        """Applies an action, and solves where it changes the request."""
        action = None if self.snapshot is None else message.choose(self.snapshot)
        if action is not None:
            self.perform(action)

    def perform(self, action: SessionAction) -> None:
        """Applies an action to the session."""
        session = self.session_service.session
        try:
            changed = self.session_service.perform(action)
        except (NotWritable, OSError) as error:
            show_notice(self, f"Not done: {_describe_error(error)}")
            return
        if not changed or session is None or self.session_service.session is None:
            return
        if self.session_service.session.state.written != session.state.written:
            self._read_files_again()
            show_notice(self, "The files are as they were at that step.")
        self._solve_and_show()

    def _read_files_again(self) -> None:
        """Has what was just written to the files answered; nothing known is of these files."""
        try:
            self.session_service.reload()
        except InputFaults as error:
            self.solve_service.faults = tuple(map(str, error.faults))
        else:
            self.study_service.begin()
            self.solve_service.forget_request()

    def on_view_requested(self, message: ViewRequested) -> None:
        """Moves a cursor or changes the plot."""
        if self.snapshot is not None:
            self.view_service.settings = message.choose(self.snapshot)
            self._show()

    def on_search_continued(self, message: SearchContinued) -> None:
        """Solves again from the best so far, unless that is proved."""
        if self.snapshot is not None and self.snapshot.is_open and not self.snapshot.progress.busy:
            self.solve_service.forget_request()
            self._solve_and_show()

    def on_solve_stopped(self, message: SolveStopped) -> None:
        """Stops the solve under way."""
        self.solve_service.stop()
        self._show()

    def on_study_requested(self, message: StudyRequested) -> None:
        """Starts a study: a front is that of the axes, the market meets the designs of the tray."""
        if self.snapshot is not None:
            measures = choose_axes(self.snapshot) if message.kind == "frontier" else ()
            designs = choose_tried_designs(self.snapshot) if message.kind == "stress" else ()
            self.study_service.start(
                message.kind, self.snapshot.session, measures, self.snapshot.figures, designs
            )
            self._show()

    def on_studies_stopped(self, message: StudiesStopped) -> None:
        """Stops studies."""
        self.study_service.stop(*message.kinds)
        self._show()

    def on_scenario_opened(self, message: ScenarioOpened) -> None:
        """Opens a scenario."""
        self.open_scenario(message.path)

    def on_scenario_copied(self, message: ScenarioCopied) -> None:
        """Copies a scenario and opens the copy."""
        try:
            copy = copy_scenario(message.source, message.folder)
        except OSError as error:
            reason = f"{message.folder} cannot be written: {_describe_error(error)}"
            self._start_screen.show_faults((reason,))
        else:
            self.open_scenario(str(copy))

    def on_scenario_saved_as(self, message: ScenarioSavedAs) -> None:
        """Saves the scenario with its session as another folder, and goes on in that."""
        try:
            path = self.session_service.save_as(message.folder)
        except OSError as error:
            show_notice(self, f"Not saved: {_describe_error(error)}")
            return
        self._go_to_workbench()
        self.screen.dismiss()
        self.open_scenario(path)
        show_notice(self, f"Saved as {make_printable(path, 200)}; from now on this is changed.")

    def on_edits_written(self, message: EditsWritten) -> None:
        """Writes edits into the scenario's files and reads these again."""
        try:
            paths = self.session_service.write_edits(message.edits, message.files)
        except (NotWritable, OSError) as error:
            show_notice(self, f"Not written: {_describe_error(error)}")
            return
        self._read_files_again()
        self._solve_and_show()
        names = join_words([path.name for path in paths])
        show_notice(self, f"Written to {make_printable(names)}; u takes it back.")

    def on_page_requested(self, message: PageRequested) -> None:
        """Goes back to the workbench, where it is open, and to the page."""
        workbench = self._go_to_workbench()
        if workbench is not None:
            workbench.action_page(message.number)

    def _go_to_workbench(self) -> Workbench | None:
        """The workbench, once all screens above it are closed; None where it is not open."""
        if not any(isinstance(screen, Workbench) for screen in self.screen_stack):
            return None
        while not isinstance(self.screen, Workbench):
            self.pop_screen()
        return self.screen

    def _post_replies(self, replies: tuple[WorkerReply, ...]) -> None:
        """Called from the link's thread."""
        self.post_message(RepliesArrived(replies))

    def on_replies_arrived(self, message: RepliesArrived) -> None:
        """Takes replies about the present request and its studies; others are out of date."""
        taken = [self._take_reply(reply) for reply in message.replies]
        if any(taken):
            self._show()

    def _take_reply(self, reply: WorkerReply) -> bool:
        """Whether a service owns the reply and has taken it."""
        session = self.session_service.session
        if session is None:
            return False
        actions = []
        owners = 0
        if self.study_service.owns(reply):
            owners += 1
            actions.append(self.study_service.take(reply))
            if isinstance(reply, StudyReply) and reply.words:
                show_notice(self, reply.words)
        if self.solve_service.owns(reply):
            owners += 1
            actions.append(self.solve_service.take(reply, session))
        for action in actions:
            if action is not None:
                self.session_service.perform(action)
        return owners > 0

    # The snapshot, and drawing it

    def _solve_and_show(self) -> None:
        """Has the present request answered, unless it is, and shows what is known."""
        session = self.session_service.session
        if session is not None and self.solve_service.solve_if_changed(session):
            self.study_service.give_up("given up: something else was asked")
        self._show()

    def _show(self) -> None:
        """Builds the snapshot and has it drawn."""
        before, self.snapshot = self.snapshot, self._build_snapshot()
        if self.snapshot is None:
            return
        if before is not None and before.session is not self.snapshot.session:
            self.view_service.settings = follow_tray_cursor(before, self.snapshot)
            self.snapshot = self._build_snapshot() or self.snapshot
        if self.view_service.clamp_cursors(self.snapshot):
            self.snapshot = self._build_snapshot()
        if self._ticker is not None and self.snapshot is not None and self.snapshot.busy:
            self._ticker.resume()
        self._draw_soon()

    def _build_snapshot(self) -> Snapshot | None:
        sessions, solving = self.session_service, self.solve_service
        if sessions.session is None or sessions.base is None or solving.scenario is None:
            return None
        return Snapshot(
            sessions.session,
            sessions.base,
            solving.scenario,
            solving.notes,
            solving.faults,
            solving.admissible,
            solving.excluded_by_rule,
            solving.progress,
            self.study_service.studies,
            self.view_service.settings,
            self.glyphs,
            self.clock(),
            sessions.rows,
            sessions.version,
            solving.figures,
            sessions.save_fault,
        )

    def _draw_soon(self) -> None:
        """Has the screen draw once, after all messages that wait."""
        if not self._drawing:
            self._drawing = True
            self.call_later(self._draw)

    def _draw(self) -> None:
        self._drawing = False
        if self.screen_stack and isinstance(self.screen, BaseScreen):
            self.screen.redraw()

    def _tick(self) -> None:
        """Draws elapsed times; rests while the worker has nothing to do."""
        self._show()
        if self._ticker is not None and (self.snapshot is None or not self.snapshot.busy):
            self._ticker.pause()

    # Actions of the app

    def action_show_screen(self, name: str) -> None:
        """Opens a screen by name; the one of a lot only where there is a lot."""
        if self.snapshot is not None and (name != "lot" or self.snapshot.lot_count):
            self.push_screen(_SCREENS[name]())

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """The commands of the palette: every action of the screen, with its key."""
        yield from keep_own_commands(super().get_system_commands(screen))
        yield from list_screen_commands(self, screen)


def _describe_error(error: OSError | NotWritable) -> str:
    if isinstance(error, NotWritable):
        return str(error)
    return (error.strerror or "unknown reason").lower()
