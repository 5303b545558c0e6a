"""Data: units and providers, changed for this session, and written to the files when asked."""

from typing import ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container

from lotdesign.faults import shown
from lotdesign.words import listed, plural
from tui.canvas.spans import Picture
from tui.data.options import with_unit, without_unit
from tui.data.tables import Entry, Table, added, is_data, left_out, set_cell, tables
from tui.data.write_back import NotWritable, written_back
from tui.panes import data as drawing
from tui.panes.sight import Sight
from tui.screens.base import Sheet
from tui.screens.choose import Choose, Offer
from tui.screens.prompt import Prompt, editable
from tui.session.actions import Ask
from tui.session.edits import Edits
from tui.widgets.arithmetic import PreflightPane
from tui.widgets.bars import KeyBar, TitleBar
from tui.widgets.pane import Listing


class RowsPane(Listing):
    """The rows of a table."""

    about = (
        "Units or providers; t turns to the other table. a adds one like the row with the cursor, "
        "x leaves one out or takes it back. The answer follows every change; the files change "
        "only when you press w."
    )
    place = "rows"
    BINDINGS: ClassVar = [
        Binding("a", "screen.add", "Add"),
        Binding("x", "screen.leave_out", "Leave out"),
        Binding("enter", "screen.cells", "Cells"),
    ]

    def heading(self, sight: Sight) -> str:
        """Which table."""
        table = _screen(self).table
        return f"{table.name.capitalize()}: {len(table.rows)}" if table is not None else "No table"

    def remark(self, sight: Sight) -> str:
        """Where the cursor is."""
        return f"{sight.looks.at('rows') + 1} of {self.count(sight)}"

    def count(self, sight: Sight) -> int:
        """Rows."""
        table = _screen(self).table
        return 0 if table is None else len(table.rows)

    def content(self, sight: Sight, columns: int, rows: int) -> Picture:
        """The table."""
        table = _screen(self).table
        if table is None:
            return Picture(())
        at = min(sight.looks.at("rows"), max(0, len(table.rows) - 1))
        return drawing.rows(sight, table, at, columns, rows, self.has_focus)


class CellsPane(Listing):
    """Every cell of the row."""

    about = "Every cell of the row, with what belongs into it. Enter changes it."
    place = "cells"
    BINDINGS: ClassVar = [Binding("enter", "screen.change", "Change")]

    def heading(self, sight: Sight) -> str:
        """Which row."""
        entry = _screen(self).entry
        return shown(entry.id, 40) if entry is not None else ""

    def count(self, sight: Sight) -> int:
        """Columns."""
        table = _screen(self).table
        return 0 if table is None else len(table.columns)

    def content(self, sight: Sight, columns: int, rows: int) -> Picture:
        """The cells."""
        screen = _screen(self)
        if screen.table is None:
            return Picture(())
        at = min(sight.looks.at("cells"), len(screen.table.columns) - 1)
        return drawing.cells(sight, screen.table, screen.entry, at, columns, rows, self.has_focus)


class DataScreen(Sheet):
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
    def table(self) -> Table | None:
        """The table on view."""
        sight = self.desk.sight
        if sight is None:
            return None
        found = tables(sight.session.path, sight.session.desk.edits, self.version)
        return found[self.which % len(found)] if found else None

    @property
    def entry(self) -> Entry | None:
        """The row with the cursor."""
        table, sight = self.table, self.desk.sight
        if table is None or sight is None or not table.rows:
            return None
        return table.rows[min(sight.looks.at("rows"), len(table.rows) - 1)]

    def action_back(self) -> None:
        """From the cells to the rows, from there to the workbench."""
        if isinstance(self.focused, CellsPane):
            self.query_one(RowsPane).focus()
        else:
            self.dismiss()

    def action_turn(self) -> None:
        """The other table."""
        self.which += 1
        sight = self.desk.sight
        if sight is not None:
            self.desk.look(sight.looks.moved("rows", 0).moved("cells", 0))

    def action_cells(self) -> None:
        """To the cells of the row."""
        self.query_one(CellsPane).focus()

    def action_change(self) -> None:
        """Changes the cell with the cursor."""
        table, entry, sight = self.table, self.entry, self.desk.sight
        if table is None or entry is None or sight is None:
            return
        column = table.columns[min(sight.looks.at("cells"), len(table.columns) - 1)]
        if column == "id":
            return

        here = entry.cells.get(column, "")

        def changed(text: str | None) -> None:
            now = self.desk.sight
            if text is not None and now is not None and text != editable(here):
                edits = set_cell(now.session.desk.edits, table, entry, column, text.strip())
                self.desk.do(Ask(edits, f"change {column}"))

        question = f"{column.replace('_', ' ')}: {table.about[column]}"
        self.desk.push_screen(Prompt(question, here), changed)

    def action_add(self) -> None:
        """Adds a row like the one with the cursor, under a name that is asked for."""
        table, entry = self.table, self.entry
        if table is None:
            return

        def named(name: str | None) -> None:
            sight = self.desk.sight
            if not name or not name.strip() or sight is None:
                return
            taken = {row.id for row in table.rows}
            cells = dict(entry.cells) if entry is not None else {}
            cells |= {"id": _id_for(name, taken), "name": name.strip()}
            cells |= {"basis": "assumption", "source": ""} if "basis" in table.columns else {}
            edits = added(sight.session.desk.edits, table.name, cells)
            if table.name == "units":
                edits = with_unit(edits, sight.base.options, cells["id"])
            self.desk.do(Ask(edits, "add a row"))
            now = self.desk.sight
            if now is not None:
                self.desk.look(now.looks.moved("rows", len(table.rows)).moved("cells", 0))

        like = f", like {entry.cells.get('name') or entry.id}" if entry is not None else ""
        self.desk.push_screen(Prompt(f"Name of the new one{like}"), named)

    def action_leave_out(self) -> None:
        """Leaves the row out, or takes it back."""
        table, entry, sight = self.table, self.entry, self.desk.sight
        if table is not None and entry is not None and sight is not None:
            edits = left_out(sight.session.desk.edits, table, entry)
            if table.name == "units":
                change = with_unit if entry.left_out else without_unit
                edits = change(edits, sight.base.options, entry.id)
            self.desk.do(Ask(edits, f"leave out {entry.id}"))

    def action_write(self) -> None:
        """Writes edits into the scenario's files, once it is said which."""
        sight = self.desk.sight
        if sight is None:
            return
        edits = sight.session.desk.edits
        data = _data_only(edits)
        offers = []
        if len(data):
            offers.append(Offer("t", f"the tables: {plural(len(data), 'change')}"))
        if len(edits) > len(data):
            offers.append(Offer("e", f"everything: {plural(len(edits), 'change')}"))
        if not offers:
            self.desk.tell("There is nothing to write: nothing was changed.")
            return
        parts = ([data] if len(data) else []) + ([edits] if len(edits) > len(data) else [])

        def chosen(at: int | None) -> None:
            if at is not None:
                self._write(parts[at])

        self.desk.push_screen(Choose("Write into the files", offers, letters=True), chosen)

    def _write(self, part: Edits) -> None:
        sight = self.desk.sight
        if sight is None:
            return
        try:
            files = written_back(sight.session.path, part)
            files.store()
        except NotWritable as error:
            self.desk.tell(f"Not written: {error}")
            return
        except OSError as error:
            self.desk.tell(f"Not written: {(error.strerror or 'unknown reason').lower()}")
            return
        self.version += 1
        rest = Edits(
            tuple(e for e in sight.session.desk.edits.settings if e not in part.settings),
            tuple(e for e in sight.session.desk.edits.off if e not in part.off),
        )
        self.desk.do(Ask(rest, "write to files"))
        self.desk.reload()
        names = listed([path.name for path in files.texts])
        self.desk.tell(f"Written to {shown(names)}.")


def _data_only(edits: Edits) -> Edits:
    """What changes the tables, with the options that follow from it."""
    return Edits(
        tuple(each for each in edits.settings if is_data(each[0]) or _is_lots(each[0])),
        tuple(each for each in edits.off if is_data(each)),
    )


def _is_lots(path: str) -> bool:
    return path.startswith("option.") and path.endswith(".lots")


def _id_for(name: str, taken: set[str]) -> str:
    """A short name made of the long one."""
    plain = "".join(c if c.isalnum() and c.isascii() else "-" for c in name.strip().lower())
    short = "-".join(filter(None, plain.split("-")))[:30] or "new"
    return next(i for i in (short, *(f"{short}-{n}" for n in range(2, 10_000))) if i not in taken)


def _screen(pane: Listing) -> DataScreen:
    return cast("DataScreen", pane.screen)
