"""Data: units and providers edited in this session, and written to the files when asked."""

from typing import ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container

from lotdesign.faults import make_printable
from lotdesign.words import format_count, join_words
from tui.canvas.picture import Picture
from tui.data.tables import (
    EditableTable,
    TableEntry,
    add_entry,
    add_unit_to_options,
    is_table_edit,
    read_tables,
    remove_unit_from_options,
    set_cell,
    toggle_left_out,
)
from tui.data.write_back import NotWritable, write_edits_back
from tui.pictures import data as drawing
from tui.screens.base import BaseScreen
from tui.session.actions import ChangeEdits
from tui.session.edits import Edits
from tui.snapshot import Snapshot
from tui.widgets.bars import KeyBar, TitleBar
from tui.widgets.dialogs import ChoiceDialog, ChoiceOption, TextDialog, make_editable
from tui.widgets.pane import ListPane
from tui.widgets.request_panes import PreflightPane


class RowsPane(ListPane):
    """The rows of a table."""

    about = (
        "Units or providers; t turns to the other table. a adds one like the row with the cursor, "
        "x leaves one out or takes it back. The answer follows every change; the files change "
        "only when you press w."
    )
    cursor_name = "rows"
    BINDINGS: ClassVar = [
        Binding("a", "screen.add", "Add"),
        Binding("x", "screen.leave_out", "Leave out"),
        Binding("enter", "screen.cells", "Cells"),
    ]

    def heading(self, sight: Snapshot) -> str:
        """Which table."""
        table = _find_screen(self).table
        return f"{table.name.capitalize()}: {len(table.rows)}" if table is not None else "No table"

    def remark(self, sight: Snapshot) -> str:
        """Where the cursor is."""
        return f"{sight.view.cursor_of('rows') + 1} of {self.count(sight)}"

    def count(self, sight: Snapshot) -> int:
        """Rows."""
        table = _find_screen(self).table
        return 0 if table is None else len(table.rows)

    def draw_content(self, sight: Snapshot, columns: int, rows: int) -> Picture:
        """The table."""
        table = _find_screen(self).table
        if table is None:
            return Picture(())
        at = min(sight.view.cursor_of("rows"), max(0, len(table.rows) - 1))
        return drawing.draw_table_rows(sight, table, at, columns, rows, self.has_focus)


class CellsPane(ListPane):
    """Every cell of the row."""

    about = "Every cell of the row, with what belongs into it. Enter changes it."
    cursor_name = "cells"
    BINDINGS: ClassVar = [Binding("enter", "screen.change", "Change")]

    def heading(self, sight: Snapshot) -> str:
        """Which row."""
        entry = _find_screen(self).entry
        return make_printable(entry.id, 40) if entry is not None else ""

    def count(self, sight: Snapshot) -> int:
        """Columns."""
        table = _find_screen(self).table
        return 0 if table is None else len(table.columns)

    def draw_content(self, sight: Snapshot, columns: int, rows: int) -> Picture:
        """The cells."""
        screen = _find_screen(self)
        if screen.table is None:
            return Picture(())
        at = min(sight.view.cursor_of("cells"), len(screen.table.columns) - 1)
        return drawing.draw_entry_cells(
            sight, screen.table, screen.entry, at, columns, rows, self.has_focus
        )


class DataScreen(BaseScreen):
    """Rows, cells, and what is wrong with them."""

    AUTO_FOCUS = "RowsPane"
    about = "The scenario's tables, with what was changed in this session."
    BINDINGS: ClassVar = [
        Binding("escape", "back", "Back"),
        Binding("t", "turn", "Table"),
        Binding("w", "write", "Write"),
        Binding("tab", "app.focus_next", "Next pane", show=False),
        Binding("shift+tab", "app.focus_previous", "Pane before", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.which = 0
        self.version = 0

    def compose(self) -> ComposeResult:
        """The panes."""
        yield TitleBar()
        with Container(id="body"):
            yield RowsPane()
            yield CellsPane()
        yield PreflightPane()
        yield KeyBar()

    @property
    def table(self) -> EditableTable | None:
        """The table on view."""
        sight = self.lotdesign_app.snapshot
        if sight is None:
            return None
        found = read_tables(sight.session.path, sight.session.state.edits, self.version)
        return found[self.which % len(found)] if found else None

    @property
    def entry(self) -> TableEntry | None:
        """The row with the cursor."""
        table, sight = self.table, self.lotdesign_app.snapshot
        if table is None or sight is None or not table.rows:
            return None
        return table.rows[min(sight.view.cursor_of("rows"), len(table.rows) - 1)]

    def action_back(self) -> None:
        """From the cells to the rows, from there to the workbench."""
        if isinstance(self.focused, CellsPane):
            self.query_one(RowsPane).focus()
        else:
            self.dismiss()

    def action_turn(self) -> None:
        """The other table."""
        self.which += 1
        sight = self.lotdesign_app.snapshot
        if sight is not None:
            self.lotdesign_app.set_view(sight.view.move_cursor("rows", 0).move_cursor("cells", 0))

    def action_cells(self) -> None:
        """To the cells of the row."""
        self.query_one(CellsPane).focus()

    def action_change(self) -> None:
        """Changes the cell with the cursor."""
        table, entry, sight = self.table, self.entry, self.lotdesign_app.snapshot
        if table is None or entry is None or sight is None:
            return
        column = table.columns[min(sight.view.cursor_of("cells"), len(table.columns) - 1)]
        if column == "id":
            return

        here = entry.cells.get(column, "")

        def changed(text: str | None) -> None:
            now = self.lotdesign_app.snapshot
            if text is not None and now is not None and text != make_editable(here):
                edits = set_cell(now.session.state.edits, table, entry, column, text.strip())
                self.lotdesign_app.perform(ChangeEdits(edits, f"change {column}"))

        question = f"{column.replace('_', ' ')}: {table.about[column]}"
        self.lotdesign_app.push_screen(TextDialog(question, here), changed)

    def action_add(self) -> None:
        """Adds a row like the one with the cursor, under a name that is asked for."""
        table, entry = self.table, self.entry
        if table is None:
            return

        def named(name: str | None) -> None:
            sight = self.lotdesign_app.snapshot
            if not name or not name.strip() or sight is None:
                return
            taken = {row.id for row in table.rows}
            cells = dict(entry.cells) if entry is not None else {}
            cells |= {"id": _make_id(name, taken), "name": name.strip()}
            cells |= {"basis": "assumption", "source": ""} if "basis" in table.columns else {}
            edits = add_entry(sight.session.state.edits, table.name, cells)
            if table.name == "units":
                edits = add_unit_to_options(edits, sight.base.options, cells["id"])
            self.lotdesign_app.perform(ChangeEdits(edits, "add a row"))
            now = self.lotdesign_app.snapshot
            if now is not None:
                self.lotdesign_app.set_view(
                    now.view.move_cursor("rows", len(table.rows)).move_cursor("cells", 0)
                )

        like = f", like {entry.cells.get('name') or entry.id}" if entry is not None else ""
        self.lotdesign_app.push_screen(TextDialog(f"Name of the new one{like}"), named)

    def action_leave_out(self) -> None:
        """Leaves the row out, or takes it back."""
        table, entry, sight = self.table, self.entry, self.lotdesign_app.snapshot
        if table is not None and entry is not None and sight is not None:
            edits = toggle_left_out(sight.session.state.edits, table, entry)
            if table.name == "units":
                change = add_unit_to_options if entry.left_out else remove_unit_from_options
                edits = change(edits, sight.base.options, entry.id)
            self.lotdesign_app.perform(ChangeEdits(edits, f"leave out {entry.id}"))

    def action_write(self) -> None:
        """Writes edits into the scenario's files, once it is said which."""
        sight = self.lotdesign_app.snapshot
        if sight is None:
            return
        edits = sight.session.state.edits
        data = _keep_table_edits(edits)
        offers = []
        if len(data):
            offers.append(ChoiceOption("t", f"the tables: {format_count(len(data), 'change')}"))
        if len(edits) > len(data):
            offers.append(ChoiceOption("e", f"everything: {format_count(len(edits), 'change')}"))
        if not offers:
            self.lotdesign_app.notify_user("There is nothing to write: nothing was changed.")
            return
        parts = ([data] if len(data) else []) + ([edits] if len(edits) > len(data) else [])

        def chosen(at: int | None) -> None:
            if at is not None:
                self._write(parts[at])

        self.lotdesign_app.push_screen(
            ChoiceDialog("Write into the files", offers, letters=True), chosen
        )

    def _write(self, part: Edits) -> None:
        sight = self.lotdesign_app.snapshot
        if sight is None:
            return
        try:
            files = write_edits_back(sight.session.path, part)
            files.store_files()
        except NotWritable as error:
            self.lotdesign_app.notify_user(f"Not written: {error}")
            return
        except OSError as error:
            self.lotdesign_app.notify_user(
                f"Not written: {(error.strerror or 'unknown reason').lower()}"
            )
            return
        self.version += 1
        rest = Edits(
            tuple(e for e in sight.session.state.edits.settings if e not in part.settings),
            tuple(e for e in sight.session.state.edits.off if e not in part.off),
        )
        self.lotdesign_app.perform(ChangeEdits(rest, "write to files"))
        self.lotdesign_app.reload_scenario()
        names = join_words([path.name for path in files.texts])
        self.lotdesign_app.notify_user(f"Written to {make_printable(names)}.")


def _keep_table_edits(edits: Edits) -> Edits:
    """What changes the tables, with the options that follow from it."""
    return Edits(
        tuple(
            each for each in edits.settings if is_table_edit(each[0]) or _is_option_lots(each[0])
        ),
        tuple(each for each in edits.off if is_table_edit(each)),
    )


def _is_option_lots(path: str) -> bool:
    return path.startswith("option.") and path.endswith(".lots")


def _make_id(name: str, taken: set[str]) -> str:
    """A short name made of the long one."""
    plain = "".join(c if c.isalnum() and c.isascii() else "-" for c in name.strip().lower())
    short = "-".join(filter(None, plain.split("-")))[:30] or "new"
    return next(i for i in (short, *(f"{short}-{n}" for n in range(2, 10_000))) if i not in taken)


def _find_screen(pane: ListPane) -> DataScreen:
    return cast("DataScreen", pane.screen)
