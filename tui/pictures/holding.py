"""How designs stand up to the market: each by itself, and all side by side."""

from collections.abc import Iterator, Sequence
from typing import cast

from lotdesign.report.page import (
    BulletList,
    NamedList,
    PageBlock,
    PageSection,
    Paragraph,
    ReportTable,
)
from lotdesign.report.plain_text import lay_out_table
from lotdesign.result.base import WrittenFigure
from lotdesign.result.stress_measures import list_stress_measures
from lotdesign.words import join_words
from tui.canvas.picture import Line, Span, wrap_lines, wrap_marked
from tui.pictures.tray import TrayItem, list_tray_items
from tui.pictures.wording import draw_study_progress
from tui.safe_text import count_columns, make_safe
from tui.session.session import LotRoutes, LotUnits, design_as_sets
from tui.snapshot import Snapshot
from tui.worker.messages import HoldPages, StudiedDesign

MOST_TRIED = 8
"""Most designs that are tried side by side."""

LEAST_NAME_COLUMNS = 18
"""Columns below which the names in a table are hard to read."""

_LONGEST_TEXT = 4000


def choose_tried_designs(snapshot: Snapshot) -> tuple[StudiedDesign, ...]:
    """The design on show, then others of the tray: those chosen first, then from the top down.

    Each design once, and at most `MOST_TRIED`.
    """
    entry, marks = snapshot.entry, snapshot.session.state.marks
    items = [each for each in list_tray_items(snapshot.session) if each.entry is not entry]
    items.sort(key=lambda each: each.name not in marks)
    if entry is not None and entry.lots:
        items.insert(0, TrayItem(entry.name, entry=entry))
    tried: dict[frozenset[object], StudiedDesign] = {}
    for item in items:
        design = _describe_item(item, item.entry is not None and item.entry is entry)
        if design.lots:
            tried.setdefault(design_as_sets(design.lots, design.routes), design)
    return tuple(tried.values())[:MOST_TRIED]


def _describe_item(item: TrayItem, is_shown: bool) -> StudiedDesign:
    if item.entry is not None:
        title = f"The design on show, {item.name}" if is_shown else f"Design {item.name}"
        return StudiedDesign(item.name, title, item.entry.lots, item.entry.routes)
    if item.given is not None:
        return StudiedDesign(item.name, item.given.name, item.given.lots, item.given.routes)
    return StudiedDesign(item.name, item.name, ())


def find_hold_pages(snapshot: Snapshot) -> HoldPages | None:
    """What was found last, for the present request or an earlier one."""
    result = snapshot.find_study_result("stress")
    return result if isinstance(result, HoldPages) else None


def find_stress_measures(
    snapshot: Snapshot, lots: LotUnits, routes: LotRoutes
) -> dict[str, WrittenFigure]:
    """The measures that were found of a design when it was last tried, for the present request."""
    study, pages = snapshot.studies.get("stress"), find_hold_pages(snapshot)
    if study is None or pages is None or snapshot.is_outdated_study(study):
        return {}
    asked = design_as_sets(lots, routes)
    for each in pages.answer.designs:
        if design_as_sets(each.lots, cast("LotRoutes", each.routes)) == asked:
            return list_stress_measures(each, len(snapshot.scenario.providers or ()))
    return {}


def draw_holding(snapshot: Snapshot, columns: int) -> list[Line]:
    """How far the work is, then each design by itself, the one that was on show first."""
    study = snapshot.studies.get("stress")
    lines = draw_study_progress(snapshot, study, columns)
    pages = find_hold_pages(snapshot)
    if pages is None:
        return lines
    entry = snapshot.entry
    if study is not None and not study.busy and study.designs and entry is not None:
        first = study.designs[0]
        if design_as_sets(first.lots, first.routes) != design_as_sets(entry.lots, entry.routes):
            sign = snapshot.glyphs.old
            lines += wrap_lines(f"{sign} another design is on show now; W tries it", columns, "old")
    if pages.others:
        names = join_words([make_safe(each) for each in pages.others])
        text = f"Not tried, as its units or ways of delivery are not those asked for now: {names}."
        lines += wrap_lines(text, columns, "dim")
    return [*lines, *draw_sections(pages.designs, columns)]


def draw_side_by_side(snapshot: Snapshot, columns: int) -> list[Line]:
    """The designs in one table, and how each does in other futures."""
    pages = find_hold_pages(snapshot)
    return [] if pages is None else draw_sections(pages.beside, columns)


def draw_sections(sections: Sequence[PageSection], columns: int) -> list[Line]:
    """Sections of a page, an empty line between their blocks."""
    lines: list[Line] = []
    for section in sections:
        if section.title:
            lines += [()] if lines else []
            lines += wrap_lines(_write_safe(section.title), columns, "heading")
        for i, block in enumerate(section.blocks):
            lines += [()] if i or (lines and not section.title) else []
            lines += _draw_block(block, columns)
    return lines


def _draw_block(block: PageBlock, columns: int) -> Iterator[Line]:
    match block:
        case Paragraph(text):
            yield from wrap_lines(_write_safe(text), columns)
        case NamedList(name, items):
            yield from wrap_lines(_write_safe(name), columns, "bold")
            yield from _draw_items(items, columns, " ")
        case BulletList(items):
            yield from _draw_items(items, columns, "-")
        case ReportTable():
            yield from _draw_table(block, columns)
        case _:
            raise TypeError(f"not drawn here: {block!r}")


def _draw_items(items: Sequence[str], columns: int, sign: str) -> Iterator[Line]:
    for item in items:
        yield from wrap_marked(_write_safe(item), max(10, columns), Span(sign))


def _draw_table(table: ReportTable, columns: int) -> Iterator[Line]:
    """A table, or where it has no room its rows as lists: no figure is ever cut off."""
    rows = list(lay_out_table(table, columns, _write_safe))
    longest = max((count_columns(_write_safe(row[0])) for row in table.rows), default=0)
    named = len(rows[_count_head(rows) - 1].partition(" ")[0])
    if named >= min(longest, LEAST_NAME_COLUMNS) and all(
        count_columns(row) <= columns for row in rows
    ):
        yield from (
            (Span(row, "dim" if i < _count_head(rows) else ""),) for i, row in enumerate(rows)
        )
        return
    for row in table.rows:
        yield from wrap_lines(_write_safe(row[0]), columns, "bold")
        for header, cell in zip(table.headers[1:], row[1:], strict=True):
            yield from _draw_items([f"{header}: {cell}"], columns, " ")


def _count_head(rows: Sequence[str]) -> int:
    """The lines of a table down to the rule below its headers."""
    return next(i for i, row in enumerate(rows, 1) if not row.strip("- "))


def _write_safe(text: str) -> str:
    return make_safe(text, _LONGEST_TEXT)
