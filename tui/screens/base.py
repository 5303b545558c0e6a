"""What every screen shares: undo and redo, help from the live keys, export."""

from pathlib import Path
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.events import Paste
from textual.screen import Screen

from lotdesign.atomic_files import save_bytes
from lotdesign.faults import InputFaults, UsageError, make_printable
from lotdesign.file_guard import check_not_read
from lotdesign.measures.registry import ALL_MEASURES
from tui.canvas.picture import Line, Picture, Span, draw_frame, wrap_lines
from tui.export import EXPORT_FORMATS, export_file, refuse_other_figures
from tui.messages import ActionRequested, PageRequested
from tui.safe_text import fit_columns
from tui.screens.saving import ask_folder_to_save_in
from tui.screens.zooming import ZoomableScreen
from tui.session.actions import SessionAction, SetDesign, ShowEntry
from tui.session.parameters import write_help
from tui.session.undo import Redo, Undo
from tui.snapshot import Snapshot
from tui.widgets.bars import KeyBar, TitleBar
from tui.widgets.dialogs import ChoiceDialog, ChoiceOption, TextDialog, ask_soon, show_notice
from tui.widgets.key_names import format_key
from tui.widgets.pane import SCROLL_KEYS, Pane
from tui.widgets.picture_widget import PictureWidget, find_source

WIDE_COLUMNS = 110
"""Columns from which what takes turns on a narrow screen stands side by side."""

PAGE_KEYS = ("f2", "f3", "f4")
"""The keys of the workbench's pages, on every screen."""


class BaseScreen(ZoomableScreen):
    """A screen with a title line, a body and a line of keys."""

    AUTO_FOCUS = ""
    about: ClassVar[str] = ""
    """A paragraph for the help screen."""
    is_of_scenario: ClassVar[bool] = True
    """Whether the screen is about the scenario that is open, which can be saved from it."""

    BINDINGS: ClassVar = [
        Binding("u", "undo", "Undo"),
        Binding("U,ctrl+y,ctrl+r", "redo", "Redo", show=False),
        Binding("h", "best", "Back to best", show=False),
        Binding("question_mark,f1", "help", "Help", show=False),
        Binding("E,ctrl+e", "export", "Export", show=False),
        Binding("S,ctrl+s", "save_as", "Save as", show=False),
        Binding(PAGE_KEYS[0], "page(1)", "What you ask", show=False),
        Binding(PAGE_KEYS[1], "page(2)", "What you get", show=False),
        Binding(PAGE_KEYS[2], "page(3)", "What you have seen", show=False),
    ]

    @property
    def snapshot(self) -> Snapshot | None:
        """The snapshot of this moment; None before a scenario is opened."""
        return find_source(self.app).snapshot

    def redraw(self) -> None:
        """Draws all that changed."""
        for widget in self.query(PictureWidget):
            widget.redraw()

    def redraw_after_refresh(self) -> None:
        """Draws once a new focus or page has its bindings and sizes."""
        self.call_after_refresh(self.redraw)

    def on_screen_resume(self) -> None:
        """Draws what changed while another screen was on top."""
        self.redraw_after_refresh()

    def on_descendant_focus(self) -> None:
        """Draws the keys of the pane that now has the focus."""
        self.redraw_after_refresh()

    def action_undo(self) -> None:
        """Takes the last step back."""
        self.app.post_message(ActionRequested(lambda _: Undo()))

    def action_redo(self) -> None:
        """Takes the last undo back."""
        self.app.post_message(ActionRequested(lambda _: Redo()))

    def action_best(self) -> None:
        """Shows the best design again."""
        self.app.post_message(ActionRequested(return_to_best))

    def action_page(self, number: int) -> None:
        """Goes back to the workbench, to a page of it."""
        self.app.post_message(PageRequested(number))

    def on_paste(self, event: Paste) -> None:
        """Says that there is nothing to paste into, where nothing below has taken it."""
        show_notice(self.app, "Nothing here can be pasted into: open a field first.")

    def action_help(self) -> None:
        """Opens the help for this screen and the pane with the focus."""
        texts = [self.about] if self.about else []
        if isinstance(self.focused, Pane) and self.focused.about:
            texts.append(self.focused.about)
            texts += explain_measures() if self.focused.explains_measures else []
        self.app.push_screen(HelpScreen(texts, _list_live_keys(self)))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether the action is there: saving is only where a scenario is on show."""
        if action == "save_as" and not self.is_of_scenario:
            return False
        return super().check_action(action, parameters)

    def action_save_as(self) -> None:
        """Asks for a folder for the scenario with all that was asked, seen and noted."""
        ask_soon(self.app, lambda: ask_folder_to_save_in(self))

    def action_export(self) -> None:
        """Writes what is on show to a file, once the keys before this one are handled."""
        ask_soon(self.app, lambda: ask_export(self))


def return_to_best(snapshot: Snapshot) -> SessionAction | None:
    """Leaves a design drawn by hand, else an entry that is looked at."""
    if snapshot.session.state.hand is not None:
        return SetDesign(None, "return to the best design")
    return ShowEntry(None) if snapshot.session.state.showing is not None else None


def ask_export(screen: BaseScreen) -> None:
    """Asks for a format, then for a file; a picture is of this screen as it is now."""
    app, snapshot = screen.app, screen.snapshot
    if snapshot is None:
        return
    picture = app.export_screenshot(title="lotdesign")
    stem = snapshot.base.name
    options = [ChoiceOption(each.letter, each.name, each.remark) for each in EXPORT_FORMATS]

    def choose_format(position: int | None) -> None:
        if position is None or screen.snapshot is None:
            return
        ending = EXPORT_FORMATS[position].ending
        refusal = refuse_other_figures(screen.snapshot, ending)
        if refusal:
            show_notice(app, refusal)
            return
        try:
            data = picture.encode() if ending == "svg" else export_file(screen.snapshot, ending)
        except (UsageError, InputFaults) as error:
            show_notice(app, f"Not written: {make_printable(str(error), 300)}")
            return
        if data is None:
            show_notice(app, "There is nothing to export yet.")
            return

        def choose_file(name: str | None) -> None:
            if name and name.strip():
                _write_or_ask(app, Path(name.strip()).expanduser(), data)

        hint = f"in {make_printable(str(Path.cwd()), 200)}; enter takes it, esc leaves it"
        app.push_screen(TextDialog("Write to the file", f"{stem}.{ending}", hint), choose_file)

    app.push_screen(ChoiceDialog("Export", options, letters=True), choose_format)


def _write_or_ask(app: App[None], path: Path, data: bytes) -> None:
    """Writes a file; one that is there already only once the user says so."""
    try:
        check_not_read(path)
    except UsageError as error:
        show_notice(app, f"Not written: {make_printable(str(error), 300)}")
        return
    if not path.exists():
        show_notice(app, _write_file(path, data))
        return

    def overwrite(position: int | None) -> None:
        said = _write_file(path, data) if position == 1 else "Not written: it is as it was."
        show_notice(app, said)

    options = [ChoiceOption("n", "leave it as it is"), ChoiceOption("o", "overwrite it")]
    question = f"{make_printable(str(path), 200)} is there already"
    app.push_screen(ChoiceDialog(question, options, letters=True), overwrite)


def _write_file(path: Path, data: bytes) -> str:
    """Writes a file; what to say of it, also when it cannot be written."""
    try:
        if not path.parent.is_dir():
            raise UsageError(f"there is no folder {path.parent}")
        save_bytes(data, path)
    except UsageError as error:
        return f"Not written: {make_printable(str(error), 300)}"
    return f"Written to {make_printable(str(path), 200)}."


class HelpPane(Pane):
    """The help text, which needs no scenario."""

    BINDINGS: ClassVar = [*SCROLL_KEYS]

    def __init__(self, texts: list[str], keys: list[tuple[str, str]]) -> None:
        super().__init__()
        self._texts = texts
        self._keys = keys

    def make_picture(self, columns: int, rows: int) -> Picture:
        """The lines in view."""
        inside = self.scroll(self._make_lines(columns - 2), rows - 2)
        position = self.describe_position()
        return draw_frame(inside, columns, rows, "Help", position, self.has_focus, self.glyphs)

    def _make_lines(self, columns: int) -> list[Line]:
        """What the screen and the pane are for, then the keys in columns."""
        lines: list[Line] = []
        for text in self._texts:
            lines += wrap_lines(text, columns)
            lines.append(())
        lines.append((Span("KEYS ON THAT SCREEN", "heading"),))
        across = max(1, columns // 38)
        height = -(-len(self._keys) // across)
        for y in range(height):
            spans: list[Span] = []
            for key, description in self._keys[y::height]:
                spans += [
                    Span(fit_columns(key, 12), "accent bold"),
                    Span(fit_columns(description, 25)),
                    Span(" "),
                ]
            lines.append(tuple(spans))
        return lines


class HelpScreen(BaseScreen):
    """Help, over the screen that it explains."""

    AUTO_FOCUS = "HelpPane"
    is_of_scenario = False
    BINDINGS: ClassVar = [Binding("escape,question_mark", "dismiss(None)", "Back")]

    def __init__(self, texts: list[str], keys: list[tuple[str, str]]) -> None:
        super().__init__()
        self._keys = keys
        self._texts = [
            *texts,
            "Nothing here needs the mouse. ^p opens the palette with every action. All that you "
            "change is kept as you go and can be undone; the scenario's files are changed only "
            "from the Data screen, when you ask for it.",
        ]

    def compose(self) -> ComposeResult:
        """The text between the bars."""
        yield TitleBar()
        yield HelpPane(self._texts, self._keys)
        yield KeyBar()


def explain_measures() -> list[str]:
    """A sentence on each measure, and which way is better."""
    return [
        f"{each.short_title}: {write_help(each.meaning).replace('`', '')} "
        f"{'More' if each.better == 'more' else 'Less'} is better."
        for each in ALL_MEASURES.values()
    ]


def _list_live_keys(screen: Screen[None]) -> list[tuple[str, str]]:
    """Keys and description of each live binding, keys for the same thing together."""
    keys: dict[str, list[str]] = {}
    for active in screen.active_bindings.values():
        binding = active.binding
        if active.enabled and binding.description and not binding.key.startswith("super"):
            keys.setdefault(binding.description, []).append(format_key(binding))
    return [(" ".join(dict.fromkeys(each))[:12], words) for words, each in keys.items()]
