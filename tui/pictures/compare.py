"""Designs side by side: maps, measures with differences from a base, units that moved.

Also what the last change did: the design on show against the one before.
"""

from collections.abc import Sequence

from lotdesign.comparing.compare import is_better
from lotdesign.matching import find_moved_units
from lotdesign.measures.registry import ALL_MEASURES, MEASURES
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
    place_side_by_side,
    wrap_lines,
)
from tui.pictures.compared_designs import ComparedDesign
from tui.pictures.design_map import draw_design_map
from tui.pictures.same_design import describe_same_design, is_same_design
from tui.pictures.wording import (
    OTHER_FIGURES,
    choose_trend_sign,
    describe_edit_changes,
    format_compact,
    short_title,
)
from tui.safe_text import clip_columns, fit_columns, make_safe
from tui.session.session import TrayEntry, shorten_letter
from tui.snapshot import Snapshot


def draw_maps(
    snapshot: Snapshot, designs: Sequence[ComparedDesign], base: int, columns: int, rows: int
) -> list[Line]:
    """The maps side by side; units that moved against the base stand in reverse.

    `base` is the position of the base among the designs.
    """
    if not designs:
        return []
    width = (columns - len(designs) + 1) // len(designs)
    maps = [_draw_map(snapshot, design, designs[base], width, rows) for design in designs]
    return place_side_by_side(maps, width, Span(snapshot.glyphs.separator, "frame"))


def draw_one_map(
    snapshot: Snapshot,
    designs: Sequence[ComparedDesign],
    position: int,
    base: int,
    columns: int,
    rows: int,
) -> list[Line]:
    """The map of the design at a position, where there is no room for all."""
    return _draw_map(snapshot, designs[position], designs[base], columns, rows) if designs else []


def _draw_map(
    snapshot: Snapshot, design: ComparedDesign, base: ComparedDesign, columns: int, rows: int
) -> list[Line]:
    moved = frozenset(find_moved_units(base.lots, design.lots))
    title = clip_columns(f"{design.name}  {make_safe(design.title)}", columns)
    lines = draw_design_map(
        snapshot.scenario,
        design.lots,
        design.letters,
        columns,
        rows - 1,
        snapshot.glyphs,
        None,
        moved,
    )
    return [(Span(title, "bold"),), *lines]


def draw_figures(
    snapshot: Snapshot, designs: Sequence[ComparedDesign], base: int, columns: int
) -> list[Line]:
    """A row for each measure and a column for each design, with differences from the base."""
    if not designs:
        return []
    first = designs[base]
    label_width, chart_width = (25, 8) if columns >= 100 else (18, 0)
    width = (columns - label_width - chart_width) // len(designs) - 1
    shape = [
        PictureColumn("", label_width),
        *(PictureColumn(_head_column(snapshot, each, first), width, True) for each in designs),
    ]
    if chart_width:
        shape.append(PictureColumn("", chart_width - 1))
    lines: list[Line] = [draw_heading(shape)]
    alike = all(design.figures == first.figures for design in designs)
    for name in ALL_MEASURES:
        values = [design.measures.get(name) for design in designs]
        if any(value is not None for value in values):
            base_value = first.measures.get(name)
            cells = [
                _write_figure_cell(
                    snapshot, name, v, base_value, width, design.figures != first.figures
                )
                for v, design in zip(values, designs, strict=True)
            ]
            lines.append(
                _draw_measure_row(snapshot, name, values, cells, shape, bool(chart_width), alike)
            )
    rows = {
        "Figures": [_describe_figures(snapshot, design) for design in designs],
        "Delivered": [summarise_routes(design.routes) for design in designs],
        "Proof": [design.known for design in designs],
        "Rules broken": [_list_broken_rules(snapshot, design) for design in designs],
        "No room left": [_list_binding_rules(design) for design in designs],
    }
    if not any(design.routes for design in designs):
        del rows["Delivered"]
    if not any(snapshot.is_on_other_figures(design.figures) for design in designs):
        del rows["Figures"]
    return [*lines, *(_draw_words_row(label, words, shape) for label, words in rows.items())]


def _head_column(snapshot: Snapshot, design: ComparedDesign, first: ComparedDesign) -> str:
    """The name of a design; that of the base, and of one on other figures than that, is marked."""
    if design is first:
        return f"{design.name} (base)"
    unlike = f" {snapshot.glyphs.unlike}" if design.figures != first.figures else ""
    return f"{design.name}{unlike}"


def _describe_figures(snapshot: Snapshot, design: ComparedDesign) -> str:
    return "other" if snapshot.is_on_other_figures(design.figures) else "as now"


def _write_figure_cell(
    snapshot: Snapshot,
    measure: str,
    value: WrittenFigure,
    base: WrittenFigure,
    columns: int,
    unlike: bool,
) -> tuple[str, str]:
    """A figure with its difference from the base, in the longest form that fits; and its style.

    With `unlike` the two are measured on different figures: neither is called better.
    """
    if value is None:
        return "–", "dim"
    difference = format_measure_difference(measure, value, base)
    text = format_measure(measure, value)
    if difference in ("", "same"):
        return text, ""
    words, style = choose_trend_sign(measure, value, base, snapshot.glyphs)
    if unlike:
        words, style = snapshot.glyphs.unlike, "old"
    short = format_compact(measure, value)
    forms = [
        f"{head}{difference} {tail}"
        for tail in dict.fromkeys((words, words[:1]))
        for head in (f"{text}  ", f"{short} ")
    ]
    forms += [f"{difference} {words}"]
    fitting = (form for form in forms if len(form) <= columns)
    return next(fitting, f"{difference} {words[:1]}"), style


def _draw_measure_row(
    snapshot: Snapshot,
    measure: str,
    values: Sequence[WrittenFigure],
    cells: Sequence[tuple[str, str]],
    shape: Sequence[PictureColumn],
    charted: bool,
    alike: bool,
) -> Line:
    """The row of a measure; the best values stand out unless all are equally good.

    None does where the designs are not measured on the same figures (`alike`).
    """
    known = [value for value in values if value is not None]
    best = {
        i
        for i, value in enumerate(values)
        if alike
        and value is not None
        and all(is_better(measure, v, value) is not True for v in known)
    }
    spans: list[str | Span] = [Span(short_title(measure), "")]
    for i, (text, style) in enumerate(cells):
        strong = " bold" if i in best and len(best) < len(known) else ""
        spans.append(Span(text, f"{style}{strong}".strip()))
    if charted:
        chart = draw_sparkline([float(value) for value in known], 6, snapshot.glyphs)
        spans.append(Span(f" {chart}", "dim"))
    return draw_row(spans, shape)


def _draw_words_row(label: str, words: Sequence[str], shape: Sequence[PictureColumn]) -> Line:
    return draw_row([Span(label, "dim"), *(Span(make_safe(each), "dim") for each in words)], shape)


def _list_broken_rules(snapshot: Snapshot, design: ComparedDesign) -> str:
    faults = list(design.broken)
    if lacks_unreported_certificate(design.certified, design.broken, snapshot.scenario.rules):
        faults.append("no certificate")
    return ", ".join(faults) or "none"


def _list_binding_rules(design: ComparedDesign) -> str:
    return ", ".join(rule.id for rule in design.rules if rule.binding) or "–"


def draw_moves(
    snapshot: Snapshot, designs: Sequence[ComparedDesign], base: int, columns: int
) -> list[Line]:
    """What was asked differently, and the units that are in another lot than in the base."""
    if not designs:
        return []
    first = designs[base]
    lines: list[Line] = []
    for design in designs:
        if design is not first:
            lines += _draw_edit_changes(snapshot, first, design, columns)
    name_width = max(12, columns - 7 * len(designs))
    shape = [
        PictureColumn("Unit", name_width),
        *(PictureColumn(design.name, 6) for design in designs),
    ]
    lines.append(draw_heading(shape))
    moved = {unit for design in designs for unit in find_moved_units(first.lots, design.lots)}
    for unit in snapshot.scenario.units:
        if unit.id in moved:
            lines.append(_draw_unit_row(unit.id, unit.name, designs, first, shape))
    same = len(snapshot.scenario.units) - len(moved)
    said = f"{format_count(same, 'unit')} in the same lot everywhere"
    return [*lines, *wrap_lines(said, columns, "dim")]


def _draw_edit_changes(
    snapshot: Snapshot, first: ComparedDesign, design: ComparedDesign, columns: int
) -> list[Line]:
    """How many units moved between two designs, and the edits that explain it."""
    count = len(find_moved_units(first.lots, design.lots))
    head = f"{first.name} to {design.name}: {format_count(count, 'unit')} moved"
    head += _count_rerouted(first, design)
    if design.edits is None or first.edits is None:
        given = design.name if design.edits is None else first.name
        other = f"; {OTHER_FIGURES}" if design.figures != first.figures else ""
        return wrap_lines(f"{head}; {given} was given{other}", columns)
    changes = describe_edit_changes(snapshot.rows, first.edits, design.edits)
    if design.figures != first.figures:
        head += f"; {OTHER_FIGURES}"
    if not changes:
        return wrap_lines(f"{head}; the same was asked", columns)
    why = "because of" if len(changes) == 1 else "because of these together:"
    text = f"{head}, {why} {'; '.join(map(make_safe, changes))}"
    return wrap_lines(text, columns, "edited")[:3]


def _count_rerouted(first: ComparedDesign, design: ComparedDesign) -> str:
    """How many units have another route, as a clause; "" where none has."""
    before, after = (
        {unit: route for lot, route in pair_with_routes(each.lots, each.routes) for unit in lot}
        for each in (first, design)
    )
    count = sum(before.get(unit) != route for unit, route in after.items())
    return f", {count} delivered in another way" if count else ""


def _draw_unit_row(
    unit: str,
    name: str,
    designs: Sequence[ComparedDesign],
    first: ComparedDesign,
    shape: Sequence[PictureColumn],
) -> Line:
    """The letter of the unit's lot in each design; those that differ from the base stand out."""
    cells: list[str | Span] = [make_safe(name)]
    base_letter = _find_letter(first, unit)
    for design in designs:
        letter = _find_letter(design, unit)
        style = "bold edited" if letter != base_letter else "dim"
        cells.append(Span(shorten_letter(letter) if letter else "–", style))
    return draw_row(cells, shape)


def _find_letter(design: ComparedDesign, unit: str) -> str:
    return next((design.letters[i] for i, lot in enumerate(design.lots) if unit in lot), "")


def draw_changes(snapshot: Snapshot, columns: int) -> Picture:
    """What was asked differently, the measures that changed, and the units that moved."""
    entry, before = snapshot.entry, snapshot.session.measured_against
    if entry is None or before is None:
        text = "Change something: what it costs and what moves then stands here."
        return Picture(tuple(wrap_lines(text, columns, "dim")))
    lines: list[Line] = []
    for change in describe_edit_changes(snapshot.rows, before.edits, entry.edits):
        lines += wrap_lines(make_safe(change), columns, "edited")
    have_designs = bool(entry.lots and before.lots)
    same = have_designs and is_same_design(entry, before)
    if have_designs and not same and entry.figures != before.figures:
        text = f"{snapshot.glyphs.unlike} {before.name}: {OTHER_FIGURES}"
        lines.append((Span(clip_columns(text, columns), "old"),))
    figures = _draw_differences(snapshot, entry, before, columns)
    if same:
        lines += wrap_lines(describe_same_design(snapshot, entry, before), columns, "bold")
        return Picture((*lines, *figures))
    if not have_designs:
        figures.append((Span("one of the two has no design", "dim"),))
    lines += figures or [(Span("same figures", "dim"),)]
    moved = find_moved_units(before.lots, entry.lots) if have_designs else ()
    if moved:
        names = {unit.id: unit.name for unit in snapshot.scenario.units}
        listed = ", ".join(make_safe(names.get(unit, unit)) for unit in moved)
        lines += wrap_lines(f"{format_count(len(moved), 'unit')} moved: {listed}", columns)
    elif have_designs:
        lines.append((Span("no unit moved", "dim"),))
    return Picture(tuple(lines))


def _draw_differences(
    snapshot: Snapshot, entry: TrayEntry, before: TrayEntry, columns: int
) -> list[Line]:
    """A line for each measure that differs, with the sign of better or worse."""
    differences = {}
    for measure in MEASURES:
        value, base = entry.measures.get(measure), before.measures.get(measure)
        difference = format_measure_difference(measure, value, base)
        if difference and difference != "same":
            sign = choose_trend_sign(measure, value, base, snapshot.glyphs)
            differences[measure] = (difference, sign)
    widest = max((len(difference) for difference, _ in differences.values()), default=0)
    room = max(8, columns - max(12, widest) - 9)
    return [
        (
            Span(fit_columns(short_title(measure), room)),
            Span(fit_columns(difference, max(12, widest), right=True)),
            Span(f" {sign}", style),
        )
        for measure, (difference, (sign, style)) in differences.items()
    ]


def title_changes(snapshot: Snapshot) -> str:
    """Which two designs the changes are between."""
    before, entry = snapshot.session.measured_against, snapshot.entry
    if before is None or entry is None:
        return "What a change does"
    if before.number == entry.number:
        return f"{entry.name} against before"
    return f"{entry.name} against {before.name}"
