"""Pasting a column from a spreadsheet into a table: which column, what changes, and doing it."""

from collections.abc import Sequence

from textual.app import App

from lotdesign.faults import make_printable
from lotdesign.words import format_count
from tui.messages import ActionRequested
from tui.session.actions import ChangeEdits
from tui.session.table_paste import (
    NotPastable,
    describe_pasted,
    find_pasted_column,
    paste_cells,
    place_block,
    read_pasted_block,
)
from tui.session.tables import EditableTable
from tui.widgets.dialogs import ChoiceDialog, ChoiceOption, ask_soon, show_notice


def ask_to_paste(
    app: App[None], table: EditableTable, rows: Sequence[int], column: str | None, text: str
) -> None:
    """Asks into which column (unless that is given or named in the first line), then whether to.

    `rows` are the positions of the rows from the cursor down, in the order of the screen.
    """
    block = read_pasted_block(text)
    column = column or find_pasted_column(table, block)
    if column is not None:
        _ask_to_change(app, table, rows, column, block)
        return
    columns = [name for name in table.columns if name != "id"]
    options = [ChoiceOption("", name.replace("_", " ")) for name in columns]

    def choose(position: int | None) -> None:
        if position is not None:
            ask_soon(app, lambda: _ask_to_change(app, table, rows, columns[position], block))

    question = f"Paste {format_count(len(block), 'line')} into which column"
    app.push_screen(ChoiceDialog(question, options), choose)


def _ask_to_change(
    app: App[None],
    table: EditableTable,
    rows: Sequence[int],
    column: str,
    block: Sequence[Sequence[str]],
) -> None:
    """Shows every change before it is made; it is one step, and undo takes it back."""
    try:
        cells = place_block(table, rows, column, block)
    except NotPastable as error:
        show_notice(app, f"Not pasted: {make_printable(str(error), 300)}.")
        return
    if not cells:
        show_notice(app, "What is pasted stands there already.")
        return

    def choose(position: int | None) -> None:
        if position == 0:
            app.post_message(
                ActionRequested(
                    lambda snapshot: ChangeEdits(
                        paste_cells(snapshot.session.state.edits, table, cells),
                        f"paste {format_count(len(cells), 'cell')}",
                    )
                )
            )

    options = [
        ChoiceOption("p", "paste; u takes it back"),
        ChoiceOption("n", "leave all as it is"),
    ]
    question = f"Paste {format_count(len(cells), 'cell')}"
    about = describe_pasted(cells)
    app.push_screen(ChoiceDialog(question, options, letters=True, about=about), choose)
