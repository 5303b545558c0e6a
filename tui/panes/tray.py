"""What has been seen: designs, attempts that have none, and what is always there to compare."""

from dataclasses import dataclass

from lotdesign.result.model import Comparison, Figure
from tui.canvas.spans import Line, Picture, Span, pointed
from tui.canvas.table import Column, columns_for, heading, row, window
from tui.measures import short
from tui.panes.sight import Sight
from tui.panes.words import compact, ending
from tui.session.asked import asked_in_words
from tui.session.entry import Entry
from tui.session.session import Session
from tui.text import safe

_HEADS = {
    "accessible_share": "Open",
    "fewest_small_bidders": "Small",
    "fewest_bidders": "Able",
    "travel": "Km",
    "largest_provider_share": "Top",
}
"""Headings of six letters for the measure beside the cost."""


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the tray: an entry, or a design that was given."""

    name: str
    entry: Entry | None = None
    given: Comparison | None = None

    @property
    def measures(self) -> dict[str, Figure]:
        """Its figures."""
        if self.entry is not None:
            return self.entry.measures
        return {} if self.given is None else self.given.measures


def items(session: Session) -> list[Item]:
    """The tray from the newest entry down, then what is always there."""
    seen = [Item(entry.name, entry=entry) for entry in reversed(session.tray)]
    return [*seen, *(Item(each.id, given=each) for each in session.given())]


def tray(sight: Sight, columns: int, rows: int, focused: bool) -> Picture:
    """A line each; pinned ones with a sign, chosen ones with another."""
    found = items(sight.session)
    second = _second(sight)
    shape = columns_for(
        [
            Column("", 2),
            Column("", 3),
            Column(""),
            Column("Cost", 8, right=True),
            Column("Lots", 4, right=True),
            *([Column(_HEADS.get(second, short(second))[:6], 6, right=True)] if second else []),
        ],
        columns - 1,
    )
    at = min(sight.looks.at("tray"), max(0, len(found) - 1))
    view = window(len(found), at, max(1, rows - 1))
    lines: list[Line] = [(Span(" "), *heading(shape))]
    for i in view:
        cells = row(_cells(sight, found[i], second), shape)
        lines.append(pointed(cells, i == at, focused, columns, sight.glyphs))
    return Picture(tuple(lines), (None, *view))


def _second(sight: Sight) -> str:
    """The measure beside the cost: the first aim that is not the cost, else who is small."""
    aims = [each.measure for each in sight.base.objectives]
    others = [name for name in aims if name != "whole_life_cost"]
    if sight.base.providers is not None:
        others.append("accessible_share")
    return others[0] if others else ""


def _cells(sight: Sight, item: Item, second: str) -> list[str | Span]:
    glyphs, session = sight.glyphs, sight.session
    signs = (glyphs.pin if item.entry and item.entry.number in session.desk.pins else " ") + (
        glyphs.marked if item.name in session.desk.marks else " "
    )
    shown = item.entry is not None and item.entry is sight.entry
    measures = item.measures
    figures = (
        [
            compact("whole_life_cost", measures["whole_life_cost"]),
            str(measures.get("lots", "")),
            *([compact(second, measures.get(second))] if second else []),
        ]
        if measures
        else ["none", "–", *(["–"] if second else [])]
    )
    style = "bad" if not measures else "given" if item.given is not None else ""
    name = item.name if item.entry is not None else session.given_letter(item.name)
    return [
        Span(signs, "edited"),
        Span(safe(name), "bold accent" if shown else style),
        Span(_note(sight, item), "dim" if measures else "bad"),
        *(Span(each, style) for each in figures),
    ]


def _note(sight: Sight, item: Item) -> str:
    if item.given is not None:
        return safe(item.given.name) + _fault(item.given)
    session = sight.session
    if item.entry is None:
        return ""
    noted = session.note(item.entry.number)
    if noted:
        return safe(noted)
    if item.entry.kind == "impossible":
        return f"none: {safe(asked_in_words(sight.rows, item.entry.edits))}"
    return safe(asked_in_words(sight.rows, item.entry.edits)) or ending(item.entry)


def _fault(given: Comparison) -> str:
    """Why a design that was given is not admissible."""
    if given.admissible:
        return ""
    return " (breaks rules)" if given.broken else " (no certificate)"
