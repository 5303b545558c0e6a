"""The tray: designs seen, attempts that have none, reference designs; and those compared."""

from collections.abc import Sequence
from dataclasses import dataclass

from lotdesign.result.base import WrittenFigure
from lotdesign.result.model import ReferenceComparison
from tui.canvas.picture import (
    Line,
    Picture,
    PictureColumn,
    Span,
    draw_heading,
    draw_row,
    find_visible_items,
    fit_table_columns,
    mark_cursor,
    widen_columns,
)
from tui.pictures.measured_now import explain_unmeasurable, find_measured_now, name_source
from tui.pictures.wording import (
    describe_edits,
    describe_ending,
    describe_state,
    format_compact,
    short_title,
)
from tui.safe_text import clip_columns, make_safe
from tui.session.actions import SetDesign
from tui.session.session import (
    LotRoutes,
    LotUnits,
    Session,
    TrayEntry,
)
from tui.snapshot import Snapshot, ViewSettings

_SHORT_HEADS = {
    "accessible_share": "Open",
    "fewest_small_bidders": "Small",
    "fewest_bidders": "Able",
    "travel": "Km",
    "largest_provider_share": "Top",
}
"""Headings of at most six letters for the measure beside the cost."""


@dataclass(frozen=True, slots=True)
class TrayItem:
    """A line of the tray: an entry, or a reference design (`given`).

    `figures` is the digest of the figures that it was measured on.
    """

    name: str
    entry: TrayEntry | None = None
    given: ReferenceComparison | None = None
    figures: str = ""

    @property
    def measures(self) -> dict[str, WrittenFigure]:
        """Measure name -> value; empty where there is no design."""
        if self.entry is not None:
            return self.entry.measures
        return {} if self.given is None else self.given.measures

    @property
    def lots(self) -> LotUnits:
        """The lots of the design; empty where there is none."""
        if self.entry is not None:
            return self.entry.lots
        return () if self.given is None else self.given.lots

    @property
    def routes(self) -> LotRoutes:
        """The routes of its lots; empty where all are under contract with others."""
        if self.entry is not None:
            return self.entry.routes
        return () if self.given is None else self.given.routes


def list_tray_items(session: Session) -> list[TrayItem]:
    """The entries from the newest down, then the reference designs."""
    entries = [
        TrayItem(entry.name, entry=entry, figures=entry.figures) for entry in reversed(session.tray)
    ]
    figures = "" if session.best is None else session.best.figures
    given = [
        TrayItem(each.id, given=each, figures=figures) for each in session.list_reference_designs()
    ]
    return [*entries, *given]


def find_selected_item(snapshot: Snapshot) -> TrayItem | None:
    """The line with the cursor."""
    items = list_tray_items(snapshot.session)
    return items[min(snapshot.view.cursor_of("tray"), len(items) - 1)] if items else None


def follow_tray_cursor(before: Snapshot, after: Snapshot) -> ViewSettings:
    """The view in which the tray's cursor is on the same line as before, wherever that is now.

    A cursor that nobody has put anywhere stays on the newest line.
    """
    view, item = after.view, find_selected_item(before)
    if item is None or "tray" not in dict(view.cursors) or view.cursors != before.view.cursors:
        return view
    names = [each.name for each in list_tray_items(after.session)]
    return view.move_cursor("tray", names.index(item.name)) if item.name in names else view


def list_tray_texts(snapshot: Snapshot) -> list[str]:
    """The name and the note of each item."""
    items = list_tray_items(snapshot.session)
    return [
        f"{each.name} {_write_tray_note(snapshot, each)} {_describe_fault(each)}" for each in items
    ]


def draw_tray(
    snapshot: Snapshot, columns: int, rows: int, focused: bool, shown: Sequence[int] | None = None
) -> Picture:
    """A line for each item, with signs for pinned ones and for those chosen to be compared."""
    items = list_tray_items(snapshot.session)
    second = _choose_second_measure(snapshot)
    at = min(snapshot.view.cursor_of("tray"), max(0, len(items) - 1))
    listed = range(len(items)) if shown is None else shown
    view = find_visible_items(listed, at, max(1, rows - 1))
    table = [_write_tray_cells(snapshot, items[i], second) for i in view]
    tray_columns = [
        PictureColumn("", 2),
        PictureColumn("", max(3, *(len(item.name) for item in items if item.entry), 3)),
        PictureColumn("", least=12),
        PictureColumn("Cost", 8, right=True),
        PictureColumn("Lots", 4, right=True),
    ]
    if second:
        head = _SHORT_HEADS.get(second, short_title(second))[:6]
        tray_columns.append(PictureColumn(head, 6, right=True))
    shape = fit_table_columns(widen_columns(tray_columns, table), columns - 1)
    lines: list[Line] = [(Span(" "), *draw_heading(shape))]
    for i, cells in zip(view, table, strict=True):
        note = _fit_note(snapshot, items[i], shape[_NOTE_COLUMN].width)
        cells[_NOTE_COLUMN] = Span(note, "dim" if items[i].measures else "bad")
        line = draw_row(cells, shape)
        lines.append(mark_cursor(line, i == at, focused, columns, snapshot.glyphs))
    return Picture(tuple(lines), (None, *view))


_NOTE_COLUMN = 2
"""Where the note stands among the columns of the tray."""

_LEAST_NOTE_COLUMNS = 12
"""Columns of a note beside which a fault has room in words; else a sign says that there is one."""


def _fit_note(snapshot: Snapshot, item: TrayItem, columns: int) -> str:
    """The note of an item with what it breaks, which is never cut off."""
    note, fault = _write_tray_note(snapshot, item), _describe_fault(item)
    if not fault:
        return note
    words = f" ({fault})"
    if len(note) + len(words) <= columns:
        return note + words
    if columns - len(words) >= _LEAST_NOTE_COLUMNS:
        return clip_columns(note, columns - len(words)) + words
    return f"{snapshot.glyphs.no} {note}"


def _choose_second_measure(snapshot: Snapshot) -> str:
    """The measure beside the cost: the first other objective, else what is open to small providers.

    "" where there is neither.
    """
    measures = [objective.measure for objective in snapshot.base.objectives]
    others: list[str] = [name for name in measures if name != "whole_life_cost"]
    if snapshot.base.providers is not None:
        others.append("accessible_share")
    return others[0] if others else ""


def _write_tray_cells(snapshot: Snapshot, item: TrayItem, second: str) -> list[str | Span]:
    glyphs, session = snapshot.glyphs, snapshot.session
    signs = (glyphs.pin if item.entry and item.entry.number in session.state.pins else " ") + (
        glyphs.marked if item.name in session.state.marks else " "
    )
    shown = item.entry is not None and item.entry is snapshot.entry
    measures = item.measures
    figures = (
        [
            format_compact("whole_life_cost", measures["whole_life_cost"]),
            str(measures.get("lots", "")),
            *([format_compact(second, measures.get(second))] if second else []),
        ]
        if measures
        else ["none", "–", *(["–"] if second else [])]
    )
    style = "bad" if not measures else "given" if item.given is not None else ""
    other = bool(measures) and snapshot.is_on_other_figures(item.figures)
    style = "old" if other else style
    mark = glyphs.unlike if other else ""
    name = item.name if item.entry is not None else session.find_reference_letter(item.name)
    return [
        Span(signs, "edited"),
        Span(make_safe(name), "bold accent" if shown else style),
        "",
        *(Span(f"{mark}{each}", style) for each in figures),
    ]


def _write_tray_note(snapshot: Snapshot, item: TrayItem) -> str:
    """The user's note, else the edits of an entry or the name of a reference design."""
    if item.given is not None:
        return make_safe(item.given.name)
    session = snapshot.session
    if item.entry is None:
        return ""
    note = session.find_note(item.entry.number)
    if note:
        return make_safe(note)
    if item.entry.kind == "impossible":
        return f"none: {make_safe(describe_edits(snapshot.rows, item.entry.edits))}"
    return make_safe(describe_origin(snapshot, item.entry))


def describe_origin(snapshot: Snapshot, entry: TrayEntry) -> str:
    """Where a design comes from: how it was chosen, then the edits; what is proved without any."""
    chosen = "" if entry.is_answer or entry.kind == "other" else describe_ending(entry)
    if entry is snapshot.session.answer and snapshot.searching:
        chosen = describe_state(snapshot, entry)
    if entry.kind == "given":
        chosen = snapshot.session.find_reference_name(entry) or chosen
    if entry.kind == "again" and (source := name_source(snapshot.session, entry)):
        chosen = f"{source} {chosen}"
    edits = describe_edits(snapshot.rows, entry.edits)
    return "; ".join(filter(None, (chosen, edits))) or describe_ending(entry)


def _describe_fault(item: TrayItem) -> str:
    """Why a design is not admissible; "" if it is, or where there is none."""
    if item.given is not None:
        given = item.given
        return "" if given.admissible else "breaks rules" if given.broken else "no certificate"
    return "breaks rules" if item.entry is not None and item.entry.result.broken else ""


def measure_again(snapshot: Snapshot, item: TrayItem) -> SetDesign | str:
    """Measures a design on today's figures and shows it; a sentence where it cannot or need not."""
    name = item.name if item.entry is not None else make_safe(item.name)
    known = find_measured_now(snapshot, item.lots, item.routes) if item.lots else None
    if known is not None:
        same = known.name == item.name
        return f"{name} is measured on today's figures{'' if same else f', as {known.name}'}."
    if item.given is not None and item.figures == snapshot.figures:
        return f"{name} is measured on today's figures."
    fault = explain_unmeasurable(snapshot, name, item.lots)
    return fault or SetDesign(item.lots, f"measure {name} again", item.routes, "again")
