"""What the design on show changes against the one seen before it."""

from lotdesign.measures.registry import MEASURES
from lotdesign.moves import moved_units
from lotdesign.report.signed import against
from lotdesign.words import plural
from tui.canvas.spans import Line, Picture, Span, line
from tui.measures import short
from tui.panes.sight import Sight
from tui.panes.words import trend
from tui.session.asked import edit_changes
from tui.text import clip, fit, safe, wrapped


def changes(sight: Sight, columns: int, rows: int, focused: bool) -> Picture:
    """Signed differences, how many units moved, and what was asked differently."""
    entry, before = sight.entry, sight.session.before
    if entry is None or before is None:
        said = "Change something: what it costs and what moves is told here."
        return Picture(tuple((Span(each, "dim"),) for each in wrapped(said, columns)[:rows]))
    lines: list[Line] = []
    for name in MEASURES:
        value, base = entry.measures.get(name), before.measures.get(name)
        told = against(name, value, base)
        if told and told != "same":
            sign, style = trend(name, value, base, sight.glyphs)
            label = fit(short(name), max(8, columns - 16))
            lines.append(
                line(Span(label), Span(fit(told, 13, right=True)), Span(f" {sign}", style))
            )
    if not entry.lots or not before.lots:
        lines.append((Span("one of the two has no design", "dim"),))
    moved = moved_units(before.lots, entry.lots) if entry.lots and before.lots else ()
    head: list[Line] = []
    for change in edit_changes(sight.rows, before.edits, entry.edits):
        head.append((Span(clip(safe(change), columns), "edited"),))
    if not lines:
        lines.append((Span("same figures", "dim"),))
    if moved:
        names = {unit.id: unit.name for unit in sight.scenario.units}
        told = ", ".join(safe(names.get(unit, unit)) for unit in moved)
        lines.append((Span(clip(f"{plural(len(moved), 'unit')} moved: {told}", columns)),))
    elif entry.lots and before.lots:
        lines.append((Span("no unit moved", "dim"),))
    return Picture(tuple([*head, *lines][:rows]))


def title(sight: Sight) -> str:
    """Which two are compared."""
    before, entry = sight.session.before, sight.entry
    if before is None or entry is None:
        return "What a change does"
    return f"{entry.name} against {before.name}"
