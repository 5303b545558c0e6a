"""Importing a council's files: its columns on the left, ours on the right, and questions."""

from pathlib import Path
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.events import Click

from lotdesign.faults import InputFaults, UsageError, make_printable
from lotdesign.importing.plan import ImportSources, SourceFile
from lotdesign.importing.run import read_source
from tui.canvas.picture import Picture
from tui.messages import ScenarioOpened
from tui.pictures.import_rows import draw_import
from tui.screens.base import BaseScreen
from tui.session.import_draft import (
    ImportDraft,
    ImportRow,
    answer_question,
    begin_import,
    finish_import,
)
from tui.widgets.bars import KeyBar, TitleBar
from tui.widgets.dialogs import ChoiceDialog, ChoiceOption, TextDialog, show_notice
from tui.widgets.pane import CURSOR_KEYS
from tui.widgets.picture_widget import PictureWidget

_ASKED_FILES = (
    ("units", "Centres or services (CSV, .xlsx or .ods)"),
    ("boundaries", "Boundaries (GeoJSON); blank: none"),
    ("providers", "Providers; blank: none"),
    ("spend", "Payments of a year; blank: none"),
)
_OWN_WORDS = "something else"


def ask_for_files(app: App[None]) -> None:
    """Ask for a folder and for each file, then show what was found in them."""
    given: dict[str, str] = {}

    def ask(position: int) -> None:
        if position == len(_ASKED_FILES):
            _show_import(app, given)
            return
        name, question = _ASKED_FILES[position]

        def take(text: str | None) -> None:
            if text is not None:
                given[name] = text.strip()
                ask(position + 1)

        app.push_screen(TextDialog(question), take)

    def take_folder(text: str | None) -> None:
        if text and text.strip():
            given["folder"] = text.strip()
            ask(0)

    app.push_screen(TextDialog("Import into the folder", "my-procurement"), take_folder)


def _show_import(app: App[None], given: dict[str, str]) -> None:
    def read(name: str) -> SourceFile | None:
        return read_source(str(Path(given[name]).expanduser())) if given[name] else None

    try:
        sources = ImportSources(*(read(name) for name, _ in _ASKED_FILES))
        draft = begin_import(Path(given["folder"]).expanduser(), sources)
    except (InputFaults, UsageError) as error:
        show_notice(app, f"Not imported: {make_printable(str(error), 300)}")
        return
    app.push_screen(ImportScreen(draft))


class ImportList(PictureWidget, can_focus=True):
    """The keys of the import with a cursor."""

    BINDINGS: ClassVar = [
        *CURSOR_KEYS,
        Binding("enter", "answer", "Answer or change"),
        Binding("w", "write", "Write the scenario"),
    ]

    def __init__(self, draft: ImportDraft) -> None:
        super().__init__()
        self.draft = draft
        self.notes: tuple[str, ...] = ()
        self.cursor = 0

    def make_picture(self, columns: int, rows: int) -> Picture:
        """Theirs and ours in their frame."""
        return draw_import(
            self.draft, self.cursor, self.notes, columns, rows, self.has_focus, self.glyphs
        )

    def on_click(self, event: Click) -> None:
        """Moves the cursor to what was clicked; a double click answers it."""
        items = self._picture.items
        item = items[event.y] if event.y < len(items) else None
        if item is not None:
            self.cursor = item
            self.redraw()
            if event.chain == 2:
                self.action_answer()

    def action_step(self, by: int) -> None:
        """Moves the cursor."""
        self.cursor = max(0, min(len(self.draft.rows) - 1, self.cursor + by))
        self.redraw()

    def action_answer(self) -> None:
        """Asks for the answer of the row with the cursor: a choice, or a text."""
        if self.cursor >= len(self.draft.rows):
            return
        row = self.draft.rows[self.cursor]
        choices = row.question.choices if row.question is not None else ()
        named = [each for each in choices if not each.startswith('"')]
        if not named:
            self._ask_text(row)
            return
        options = [ChoiceOption("", each) for each in (*named, _OWN_WORDS)]

        def choose(position: int | None) -> None:
            if position is not None and position < len(named):
                self._take(row, named[position])
            elif position is not None:
                self._ask_text(row)

        self.app.push_screen(ChoiceDialog(" ".join(row.loc), options), choose)

    def _ask_text(self, row: ImportRow) -> None:
        def take(text: str | None) -> None:
            if text is not None:
                self._take(row, text)

        hint = 'a column of the file, or "= ..." for the same in every row'
        is_column = "columns" in row.loc
        self.app.push_screen(
            TextDialog(" ".join(row.loc), row.theirs, hint if is_column else ""), take
        )

    def _take(self, row: ImportRow, text: str) -> None:
        """Takes an answer; one that cannot be says why and changes nothing."""
        try:
            self.draft = answer_question(self.draft, row.loc, text)
        except (InputFaults, UsageError) as error:
            self.notes = tuple(str(error).splitlines())
        else:
            self.notes = ()
        self.cursor = min(self.cursor, max(0, len(self.draft.rows) - 1))
        self.redraw()

    def action_write(self) -> None:
        """Writes the scenario and opens it, once nothing is open."""
        try:
            path = finish_import(self.draft)
        except (InputFaults, UsageError) as error:
            self.notes = tuple(str(error).splitlines())
            self.redraw()
            return
        self.screen.dismiss(None)
        self.app.post_message(ScenarioOpened(path))


class ImportScreen(BaseScreen):
    """What was found in the files, and what a person must decide."""

    AUTO_FOCUS = "ImportList"
    is_of_scenario = False
    BINDINGS: ClassVar = [Binding("escape", "dismiss(None)", "Leave")]
    about = (
        "On the left what the files have, on the right what it is here. Enter answers a question "
        "or changes a guess; w writes the scenario once nothing is open. Leaving writes nothing."
    )

    def __init__(self, draft: ImportDraft) -> None:
        super().__init__(classes="-start")
        self._draft = draft

    def compose(self) -> ComposeResult:
        """The list between the bars."""
        yield TitleBar()
        yield ImportList(self._draft)
        yield KeyBar()
