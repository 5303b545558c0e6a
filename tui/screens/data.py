"""Data: units and providers edited in this session, and written to the files when asked."""

from typing import ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container
from textual.events import Paste
from textual.widget import Widget

from lotdesign.faults import InputFaults, make_printable
from lotdesign.words import format_count, join_words
from tui.canvas.picture import Picture
from tui.messages import ActionRequested, EditsWritten, ViewRequested
from tui.pictures.data import draw_entry_cells, draw_table_rows
from tui.screens.base import WIDE_COLUMNS, BaseScreen
from tui.screens.data_changes import add_row, find_selected_row, go_to_row, leave_out
from tui.screens.pasting import ask_to_paste
from tui.session.actions import ChangeEdits
from tui.session.edits import Edits
from tui.session.file_changes import describe_sharing, list_file_changes
from tui.session.tables import (
    EditableTable,
    keep_table_edits,
    read_tables,
    set_cell,
)
from tui.session.write_back import NotWritable, write_edits_back
from tui.snapshot import Snapshot
from tui.widgets.bars import KeyBar, TitleBar
from tui.widgets.dialogs import (
    ChoiceDialog,
    ChoiceOption,
    TextDialog,
    ask_soon,
    make_editable,
    show_notice,
)
from tui.widgets.pane import CURSOR_KEYS, Pane
from tui.widgets.request_panes import PreflightPane


class RowsPane(Pane):
    """The rows of a table."""

    about = (
        "Units or providers; t turns to the other table. a adds one like the row with the cursor, "
        "x leaves one out or takes it back. What you copied from a spreadsheet can be pasted, "
        "from the row with the cursor down. The answer follows every change; the files change only "
        "when you press w."
    )
    cursor_name = "rows"
    BINDINGS: ClassVar = [
        *CURSOR_KEYS,
        Binding("a", "screen.add", "Add"),
        Binding("x", "screen.leave_out", "Leave out"),
        Binding("enter", "screen.cells", "Cells"),
    ]

    def heading(self, snapshot: Snapshot) -> str:
        """Which table."""
        table = _find_table(self, snapshot)
        return f"{table.name.capitalize()}: {len(table.rows)}" if table is not None else "No table"

    def remark(self, snapshot: Snapshot) -> str:
        """The position of the cursor."""
        return f"{snapshot.view.cursor_of('rows') + 1} of {self.count(snapshot)}"

    def count(self, snapshot: Snapshot) -> int:
        """Number of rows."""
        table = _find_table(self, snapshot)
        return 0 if table is None else len(table.rows)

    def list_texts(self, snapshot: Snapshot) -> list[str]:
        """The cells of each row."""
        table = _find_table(self, snapshot)
        return [] if table is None else [" ".join(each.cells.values()) for each in table.rows]

    def draw_content(self, snapshot: Snapshot, columns: int, rows: int) -> Picture:
        """The table."""
        table = _find_table(self, snapshot)
        if table is None:
            return Picture(())
        at = min(snapshot.view.cursor_of("rows"), max(0, len(table.rows) - 1))
        shown = self.find_shown(snapshot)
        return draw_table_rows(snapshot, table, at, columns, rows, self.has_focus, shown)


class CellsPane(Pane):
    """Every cell of the row with the cursor."""

    about = (
        "Every cell of the row, with what belongs into it. Enter changes it. A column that you "
        "copied from a spreadsheet can be pasted here, from this row down."
    )
    cursor_name = "cells"
    BINDINGS: ClassVar = [*CURSOR_KEYS, Binding("enter", "screen.change", "Change")]

    def heading(self, snapshot: Snapshot) -> str:
        """Which row."""
        entry = find_selected_row(snapshot, _find_table(self, snapshot))
        return make_printable(entry.id, 40) if entry is not None else ""

    def count(self, snapshot: Snapshot) -> int:
        """Number of columns."""
        table = _find_table(self, snapshot)
        return 0 if table is None else len(table.columns)

    def list_texts(self, snapshot: Snapshot) -> list[str]:
        """The names of the columns."""
        table = _find_table(self, snapshot)
        return [] if table is None else [each.replace("_", " ") for each in table.columns]

    def draw_content(self, snapshot: Snapshot, columns: int, rows: int) -> Picture:
        """The cells."""
        table = _find_table(self, snapshot)
        if table is None:
            return Picture(())
        entry = find_selected_row(snapshot, table)
        at = min(snapshot.view.cursor_of("cells"), len(table.columns) - 1)
        shown = self.find_shown(snapshot)
        return draw_entry_cells(snapshot, table, entry, at, columns, rows, self.has_focus, shown)


class DataScreen(BaseScreen):
    """Rows, cells, and what is wrong with them; `table_number` counts how often t was pressed."""

    AUTO_FOCUS = "RowsPane"
    about = "The scenario's tables, with what was changed in this session."
    BINDINGS: ClassVar = [
        Binding("escape", "back", "Back"),
        Binding("t", "turn", "Table"),
        Binding("w", "write", "Write"),
        Binding("tab", "pane(1)", "Next pane", show=False),
        Binding("shift+tab", "pane(-1)", "Previous pane", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.table_number = 0

    def compose(self) -> ComposeResult:
        """The panes."""
        yield TitleBar()
        with Container(id="body"):
            yield RowsPane()
            yield CellsPane()
        yield PreflightPane()
        yield KeyBar()

    def find_table(self, snapshot: Snapshot) -> EditableTable | None:
        """The table on show."""
        tables = read_tables(
            snapshot.session.path, snapshot.session.state.edits, snapshot.files_version
        )
        return tables[self.table_number % len(tables)] if tables else None

    def action_back(self) -> None:
        """Goes from the cells to the rows, from there to the workbench."""
        if isinstance(self.focused, CellsPane):
            self._go(self.query_one(RowsPane))
        else:
            self.dismiss()

    def action_turn(self) -> None:
        """Shows the other table."""
        self.table_number += 1
        self.app.post_message(ViewRequested(lambda snapshot: go_to_row(snapshot, 0)))

    def action_cells(self) -> None:
        """Goes to the cells of the row."""
        self._go(self.query_one(CellsPane))

    def action_pane(self, by: int) -> None:
        """Goes to the pane after or before."""
        panes = [pane for pane in self.query(Pane) if pane.can_focus]
        position = panes.index(self.focused) if self.focused in panes else -1
        self._go(panes[(position + by) % len(panes)])

    def _go(self, pane: Pane) -> None:
        """Moves the focus; on a narrow screen rows and cells take turns."""
        if self.zoomed is not None:
            self.zoom(pane)
        self._share_room(pane)
        self.set_focus(pane)

    def _share_room(self, pane: Widget | None) -> None:
        if self.zoomed is None and isinstance(pane, RowsPane | CellsPane):
            narrow = self.app.size.width < WIDE_COLUMNS
            for each in (self.query_one(RowsPane), self.query_one(CellsPane)):
                each.display = each is pane or not narrow
        self.redraw_after_refresh()

    def on_mount(self) -> None:
        """Shows the rows first."""
        self._share_room(self.query_one(RowsPane))

    def on_resize(self) -> None:
        """Shares the room out anew."""
        self._share_room(self.focused)

    def zoom(self, pane: Pane | None) -> None:
        """Gives a pane all the room, or rows and cells theirs again."""
        before = self.focused
        super().zoom(pane)
        if pane is None:
            rows = self.query_one(RowsPane)
            self._share_room(before if isinstance(before, CellsPane) else rows)

    def action_change(self) -> None:
        """Asks for the cell with the cursor, once the keys before this one are handled."""
        ask_soon(self.app, self._ask_cell)

    def _ask_cell(self) -> None:
        snapshot = self.snapshot
        table = None if snapshot is None else self.find_table(snapshot)
        entry = None if snapshot is None else find_selected_row(snapshot, table)
        if snapshot is None or table is None or entry is None:
            return
        column = table.columns[min(snapshot.view.cursor_of("cells"), len(table.columns) - 1)]
        if column == "id":
            return
        present = entry.cells.get(column, "")

        def change(text: str | None) -> None:
            if text is None or text == make_editable(present):
                return

            def choose(snapshot: Snapshot) -> ChangeEdits:
                edits = snapshot.session.state.edits
                changed = set_cell(edits, table, entry, column, text.strip())
                return ChangeEdits(changed, f"change {column}")

            self.app.post_message(ActionRequested(choose))

        question = f"{column.replace('_', ' ')}: {table.about[column]}"
        self.app.push_screen(TextDialog(question, present, replaces=True), change)

    def action_add(self) -> None:
        """Asks for the name of a new row, once the keys before this one are handled."""
        ask_soon(self.app, self._ask_name)

    def _ask_name(self) -> None:
        snapshot = self.snapshot
        table = None if snapshot is None else self.find_table(snapshot)
        if snapshot is None or table is None:
            return
        entry = find_selected_row(snapshot, table)

        def add(name: str | None) -> None:
            if name and name.strip():
                self.app.post_message(
                    ActionRequested(lambda snapshot: add_row(snapshot, table, entry, name.strip()))
                )
                last = len(table.rows)
                self.app.post_message(ViewRequested(lambda snapshot: go_to_row(snapshot, last)))

        like = f", like {entry.cells.get('name') or entry.id}" if entry is not None else ""
        self.app.push_screen(TextDialog(f"Name of the new one{like}"), add)

    def action_leave_out(self) -> None:
        """Leaves the row with the cursor out, or takes it back."""

        def choose(snapshot: Snapshot) -> ChangeEdits | None:
            table = self.find_table(snapshot)
            entry = find_selected_row(snapshot, table)
            return None if table is None or entry is None else leave_out(snapshot, table, entry)

        self.app.post_message(ActionRequested(choose))

    def on_paste(self, event: Paste) -> None:
        """Puts a copied column into the table, from the cell or the row with the cursor on."""
        event.stop()
        event.prevent_default()
        text = event.text
        ask_soon(self.app, lambda: self._ask_to_paste(text))

    def _ask_to_paste(self, text: str) -> None:
        snapshot = self.snapshot
        table = None if snapshot is None else self.find_table(snapshot)
        if snapshot is None or table is None or not table.rows:
            return
        shown = list(self.query_one(RowsPane).find_shown(snapshot))
        row = min(snapshot.view.cursor_of("rows"), len(table.rows) - 1)
        cell = min(snapshot.view.cursor_of("cells"), len(table.columns) - 1)
        column = table.columns[cell] if isinstance(self.focused, CellsPane) else None
        ask_to_paste(self.app, table, shown[shown.index(row) :], column, text)

    def action_write(self) -> None:
        """Asks which edits to write to the files, once the keys before this one are handled."""
        ask_soon(self.app, self._ask_edits)

    def _ask_edits(self) -> None:
        if self.snapshot is None:
            return
        edits = self.snapshot.session.state.edits
        of_tables = keep_table_edits(edits)
        options, parts = [], []
        if len(of_tables):
            words = f"the tables: {format_count(len(of_tables), 'change')}"
            options.append(ChoiceOption("t", words))
            parts.append(of_tables)
        if len(edits) > len(of_tables):
            options.append(ChoiceOption("e", f"everything: {format_count(len(edits), 'change')}"))
            parts.append(edits)
        if not options:
            show_notice(self.app, "There is nothing to write: nothing was changed.")
            return

        def choose(position: int | None) -> None:
            if position is not None:
                ask_soon(self.app, lambda: self._ask_to_write(parts[position]))

        self.app.push_screen(ChoiceDialog("Write into the files", options, letters=True), choose)

    def _ask_to_write(self, edits: Edits) -> None:
        """Shows what would change, and who else reads the files, before anything is written."""
        if self.snapshot is None:
            return
        path = self.snapshot.session.path
        try:
            files = write_edits_back(path, edits)
            about = [*list_file_changes(path, edits), describe_sharing(path, files.texts)]
        except (NotWritable, InputFaults) as error:
            show_notice(self.app, f"Not written: {make_printable(str(error), 300)}")
            return
        except OSError as error:
            show_notice(self.app, f"Not written: {(error.strerror or 'unknown reason').lower()}")
            return
        about.append("What the files hold now is kept; u takes the writing back.")

        def choose(position: int | None) -> None:
            if position == 1:
                self.app.post_message(EditsWritten(edits, files))

        names = make_printable(join_words([file.name for file in files.texts]), 200)
        options = [ChoiceOption("n", "leave them as they are"), ChoiceOption("w", "write")]
        dialog = ChoiceDialog(f"Write into {names}", options, letters=True, about=about)
        self.app.push_screen(dialog, choose)


def _find_table(pane: Pane, snapshot: Snapshot) -> EditableTable | None:
    return cast("DataScreen", pane.screen).find_table(snapshot)
