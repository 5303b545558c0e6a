"""What the data screen asks for: rows gone to, added and left out."""

from tui.session.actions import ChangeEdits
from tui.session.tables import (
    EditableTable,
    TableEntry,
    add_entry,
    add_unit_to_options,
    make_entry_id,
    remove_unit_from_options,
    toggle_left_out,
)
from tui.snapshot import Snapshot, ViewSettings


def find_selected_row(snapshot: Snapshot, table: EditableTable | None) -> TableEntry | None:
    """The row of a table that has the cursor."""
    if table is None or not table.rows:
        return None
    return table.rows[min(snapshot.view.cursor_of("rows"), len(table.rows) - 1)]


def go_to_row(snapshot: Snapshot, row: int) -> ViewSettings:
    """Moves the cursor to the first cell of a row."""
    return snapshot.view.move_cursor("rows", row).move_cursor("cells", 0)


def add_row(
    snapshot: Snapshot, table: EditableTable, like: TableEntry | None, name: str
) -> ChangeEdits:
    """Adds a row with the cells of another; a new unit is a lot of its own in every option."""
    cells = dict(like.cells) if like is not None else {}
    cells |= {"id": make_entry_id(name, {row.id for row in table.rows}), "name": name}
    cells |= {"basis": "assumption", "source": ""} if "basis" in table.columns else {}
    edits = add_entry(snapshot.session.state.edits, table.name, cells)
    if table.name == "units":
        edits = add_unit_to_options(edits, snapshot.base.options, cells["id"])
    return ChangeEdits(edits, "add a row")


def leave_out(snapshot: Snapshot, table: EditableTable, entry: TableEntry) -> ChangeEdits:
    """Leaves a row out or takes it back; a unit also leaves the options, or returns to them."""
    edits = toggle_left_out(snapshot.session.state.edits, table, entry)
    if table.name == "units":
        change = add_unit_to_options if entry.left_out else remove_unit_from_options
        edits = change(edits, snapshot.base.options, entry.id)
    return ChangeEdits(edits, f"leave out {entry.id}")
