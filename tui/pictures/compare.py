"""Designs side by side: maps, measures with differences from the base, units that moved; the

design on show against the one before.
"""

from collections.abc import Sequence

from lotdesign.comparing.compare import is_better
from lotdesign.matching import find_moved_units
from lotdesign.measures.registry import MEASURES
from lotdesign.report.amounts import format_measure
from lotdesign.report.compare import format_measure_difference
from lotdesign.report.wording import lacks_unreported_certificate, summarise_routes
from lotdesign.result.base import WrittenFigure
from lotdesign.result.designs import pair_with_routes
from lotdesign.words import format_count
from tui.canvas.charts import draw_sparkline
from tui.canvas.picture import (
    Line,
    Picture,
    PictureColumn,
    Span,
    draw_heading,
    draw_row,
    make_line,
    place_side_by_side,
)
from tui.pictures.design_map import draw_design_map
from tui.pictures.tray import ComparedDesign
from tui.pictures.wording import (
    choose_trend_sign,
    describe_edit_changes,
    format_compact,
    short_title,
)
from tui.safe_text import clip_columns, fit_columns, make_safe, wrap_text
from tui.session.session import shorten_letter
from tui.snapshot import Snapshot


def draw_maps(
    snapshot: Snapshot, found: Sequence[ComparedDesign], base: int, columns: int, rows: int
) -> list[Line]:
    """Maps beside each other; units that moved against the base stand in reverse."""
    if not found:
        return []
    each = (columns - len(found) + 1) // len(found)
    drawn = [_draw_map(snapshot, side, found[base], each, rows) for side in found]
    return place_side_by_side(drawn, each, Span(snapshot.glyphs.separator, "frame"))


def draw_one_map(
    snapshot: Snapshot, found: Sequence[ComparedDesign], at: int, base: int, columns: int, rows: int
) -> list[Line]:
    """The map of one design, to be flipped in place where there is no room for all."""
    return _draw_map(snapshot, found[at], found[base], columns, rows) if found else []


def _draw_map(
    snapshot: Snapshot, side: ComparedDesign, base: ComparedDesign, columns: int, rows: int
) -> list[Line]:
    moved = frozenset(find_moved_units(base.lots, side.lots))
    head: Line = (Span(clip_columns(f"{side.name}  {make_safe(side.title)}", columns), "bold"),)
    return [
        head,
        *draw_design_map(
            snapshot.scenario,
            side.lots,
            side.letters,
            columns,
            rows - 1,
            snapshot.glyphs,
            None,
            moved,
        ),
    ]


def draw_figures(
    snapshot: Snapshot, found: Sequence[ComparedDesign], base: int, columns: int
) -> list[Line]:
    """Measures down, designs across, with what each differs by from the base."""
    if not found:
        return []
    first = found[base]
    label = 22 if columns >= 100 else 18
    spark_room = 8 if columns >= 100 else 0
    each = (columns - label - spark_room) // len(found) - 1
    shape = [
        PictureColumn("", label),
        *(PictureColumn(_head_column(s, s is first), each, True) for s in found),
    ]
    if spark_room:
        shape.append(PictureColumn("", spark_room - 1))
    lines: list[Line] = [draw_heading(shape)]
    for name in MEASURES:
        values = [side.measures.get(name) for side in found]
        if any(value is not None for value in values):
            cells = [
                _write_figure_cell(snapshot, name, v, first.measures.get(name), each)
                for v in values
            ]
            lines.append(_draw_measure_row(snapshot, name, values, cells, shape, bool(spark_room)))
    told = {"Delivered": [summarise_routes(side.routes) for side in found]}
    if not any(side.routes for side in found):
        told = {}
    told |= {
        "Proof": [side.known for side in found],
        "Rules broken": [_list_broken_rules(snapshot, side) for side in found],
        "No room left": [_list_binding_rules(side) for side in found],
    }
    return [*lines, *(_draw_words_row(label, words, shape) for label, words in told.items())]


def _head_column(side: ComparedDesign, base: bool) -> str:
    return f"{side.name} (base)" if base else side.name


def _write_figure_cell(
    snapshot: Snapshot, name: str, value: WrittenFigure, base: WrittenFigure, columns: int
) -> tuple[str, str, str]:
    """A figure, its difference with the sign of better or worse, and a style."""
    if value is None:
        return "–", "", "dim"
    told = format_measure_difference(name, value, base)
    text = format_measure(name, value)
    if told in ("", "same"):
        return text, "", ""
    sign, style = choose_trend_sign(name, value, base, snapshot.glyphs)
    for head in (f"{text}  ", f"{format_compact(name, value)} ", ""):
        if len(head) + len(told) + 2 <= columns:
            break
    return f"{head}{told} {sign}", sign, style


def _draw_measure_row(
    snapshot: Snapshot,
    name: str,
    values: Sequence[WrittenFigure],
    cells: Sequence[tuple[str, str, str]],
    shape: Sequence[PictureColumn],
    sparked: bool,
) -> Line:
    best = [v for v in values if v is not None]
    winners = {
        i
        for i, v in enumerate(values)
        if v is not None and all(is_better(name, other, v) is not True for other in best)
    }
    spans: list[str | Span] = [Span(short_title(name), "")]
    for i, (text, _, style) in enumerate(cells):
        strong = " bold" if i in winners and len(winners) < len(best) else ""
        spans.append(Span(text, f"{style}{strong}".strip()))
    if sparked:
        numbers = [float(v) for v in values if v is not None]
        spans.append(Span(" " + draw_sparkline(numbers, 6, snapshot.glyphs), "dim"))
    return draw_row(spans, shape)


def _draw_words_row(label: str, words: Sequence[str], shape: Sequence[PictureColumn]) -> Line:
    return draw_row([Span(label, "dim"), *(Span(make_safe(each), "dim") for each in words)], shape)


def _list_broken_rules(snapshot: Snapshot, side: ComparedDesign) -> str:
    wanting = lacks_unreported_certificate(side.certified, side.broken, snapshot.scenario.rules)
    return ", ".join([*side.broken, *(["no certificate"] if wanting else [])]) or "none"


def _list_binding_rules(side: ComparedDesign) -> str:
    return ", ".join(rule.id for rule in side.rules if rule.binding) or "–"


def draw_moves(
    snapshot: Snapshot, found: Sequence[ComparedDesign], base: int, columns: int
) -> list[Line]:
    """What was asked differently, and the units whose lot is another one than in the base."""
    if not found:
        return []
    first = found[base]
    lines: list[Line] = []
    for side in found:
        if side is not first:
            lines += _draw_edit_changes(snapshot, first, side, columns)
    rest = max(12, columns - 7 * len(found))
    shape = [PictureColumn("Unit", rest), *(PictureColumn(side.name, 6) for side in found)]
    lines.append(draw_heading(shape))
    moved = {unit for side in found for unit in find_moved_units(first.lots, side.lots)}
    for unit in snapshot.scenario.units:
        if unit.id in moved:
            lines.append(_draw_unit_row(snapshot, unit.id, unit.name, found, first, shape))
    same = len(snapshot.scenario.units) - len(moved)
    lines.append((Span(f"{format_count(same, 'unit')} in the same lot everywhere", "dim"),))
    return lines


def _draw_edit_changes(
    snapshot: Snapshot, first: ComparedDesign, side: ComparedDesign, columns: int
) -> list[Line]:
    """The edits between two designs: what explains that units moved."""
    count = len(find_moved_units(first.lots, side.lots))
    head = f"{first.name} to {side.name}: {format_count(count, 'unit')} moved"
    head += _count_rerouted(first, side)
    if side.edits is None or first.edits is None:
        drawn = side.name if side.edits is None else first.name
        return [(Span(each),) for each in wrap_text(f"{head}; {drawn} was given", columns)]
    changed = describe_edit_changes(snapshot.rows, first.edits, side.edits)
    if not changed:
        return [(Span(each),) for each in wrap_text(f"{head}; the same was asked", columns)]
    why = "because of" if len(changed) == 1 else "because of these together:"
    told = f"{head}, {why} {'; '.join(map(make_safe, changed))}"
    return [(Span(each, "edited"),) for each in wrap_text(told, columns)[:3]]


def _count_rerouted(first: ComparedDesign, side: ComparedDesign) -> str:
    """How many units are delivered in another way, where any is."""
    before, after = (
        {unit: route for lot, route in pair_with_routes(s.lots, s.routes) for unit in lot}
        for s in (first, side)
    )
    count = sum(before.get(unit) != route for unit, route in after.items())
    return f", {count} delivered in another way" if count else ""


def _draw_unit_row(
    snapshot: Snapshot,
    unit: str,
    name: str,
    found: Sequence[ComparedDesign],
    first: ComparedDesign,
    shape: Sequence[PictureColumn],
) -> Line:
    cells: list[str | Span] = [make_safe(name)]
    own = _find_letter(first, unit)
    for side in found:
        letter = _find_letter(side, unit)
        cells.append(
            Span(
                shorten_letter(letter) if letter else "–", "bold edited" if letter != own else "dim"
            )
        )
    return draw_row(cells, shape)


def _find_letter(side: ComparedDesign, unit: str) -> str:
    return next((side.letters[i] for i, lot in enumerate(side.lots) if unit in lot), "")


def draw_changes(snapshot: Snapshot, columns: int, rows: int) -> Picture:
    """Signed differences, how many units moved, and what was asked differently."""
    entry, before = snapshot.entry, snapshot.session.previous
    if entry is None or before is None:
        said = "Change something: what it costs and what moves is told here."
        return Picture(tuple((Span(each, "dim"),) for each in wrap_text(said, columns)[:rows]))
    lines: list[Line] = []
    for name in MEASURES:
        value, base = entry.measures.get(name), before.measures.get(name)
        told = format_measure_difference(name, value, base)
        if told and told != "same":
            sign, style = choose_trend_sign(name, value, base, snapshot.glyphs)
            label = fit_columns(short_title(name), max(8, columns - 16))
            lines.append(
                make_line(
                    Span(label), Span(fit_columns(told, 13, right=True)), Span(f" {sign}", style)
                )
            )
    if not entry.lots or not before.lots:
        lines.append((Span("one of the two has no design", "dim"),))
    moved = find_moved_units(before.lots, entry.lots) if entry.lots and before.lots else ()
    head: list[Line] = []
    for change in describe_edit_changes(snapshot.rows, before.edits, entry.edits):
        head.append((Span(clip_columns(make_safe(change), columns), "edited"),))
    if not lines:
        lines.append((Span("same figures", "dim"),))
    if moved:
        names = {unit.id: unit.name for unit in snapshot.scenario.units}
        told = ", ".join(make_safe(names.get(unit, unit)) for unit in moved)
        lines.append(
            (Span(clip_columns(f"{format_count(len(moved), 'unit')} moved: {told}", columns)),)
        )
    elif entry.lots and before.lots:
        lines.append((Span("no unit moved", "dim"),))
    return Picture(tuple([*head, *lines][:rows]))


def title_changes(snapshot: Snapshot) -> str:
    """Which two are compared."""
    before, entry = snapshot.session.previous, snapshot.entry
    if before is None or entry is None:
        return "What a change does"
    return f"{entry.name} against {before.name}"
