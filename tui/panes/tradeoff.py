"""Designs by two measures, or the best design for each number of lots."""

from fractions import Fraction

from lotdesign.measures.registry import MEASURES
from lotdesign.report.amounts import measured, millions
from lotdesign.result.frontier import Frontier, FrontierPoint
from lotdesign.result.model import Figure, Rung
from lotdesign.words import plural
from tui.canvas.bars import bar
from tui.canvas.plot import Dot, plot
from tui.canvas.spans import Line, Picture, Span
from tui.canvas.table import window
from tui.measures import short
from tui.panes.bridge import bridge
from tui.panes.sight import Sight
from tui.panes.words import axis_words
from tui.text import fit

SECOND = ("accessible_share", "fewest_small_bidders", "travel", "lots")


def tradeoff(sight: Sight, columns: int, rows: int, focused: bool) -> Picture:
    """The plot, or the ladder or the budget when that was asked for."""
    if sight.looks.view == "ladder":
        return Picture(tuple(ladder(sight, columns, rows)))
    if sight.looks.view == "bridge":
        return Picture(tuple(bridge(sight, columns, rows)))
    x, y = axes(sight)
    dots = [*_front_dots(sight, x, y), *_dots(sight, x, y)]
    lines = plot(
        dots, columns, rows, lambda v: axis_words(x, v), lambda v: axis_words(y, v), sight.glyphs
    )
    return Picture(tuple(lines or [(Span("Nothing measured yet.", "dim"),)]))


def title(sight: Sight) -> str:
    """What the pane shows."""
    if sight.looks.view == "ladder":
        return "Best for each number of lots"
    if sight.looks.view == "bridge":
        return "Budget, year by year"
    x, y = axes(sight)
    return f"{short(y)} / {short(x).lower()}"


def axes(sight: Sight) -> tuple[str, str]:
    """The measures across and up."""
    known = measures(sight)
    x = sight.looks.axis_x if sight.looks.axis_x in known else "whole_life_cost"
    y = sight.looks.axis_y
    if y not in known or y == x:
        wanted = [o.measure for o in sight.base.objectives] + list(SECOND)
        y = next((m for m in wanted if m in known and m != x and _varies(sight, m)), "lots")
    return x, y


def measures(sight: Sight) -> list[str]:
    """The measures that some design on show has."""
    found = {name for each in _all(sight) for name, value in each.items() if value is not None}
    return [name for name in MEASURES if name in found]


def _varies(sight: Sight, measure: str) -> bool:
    return len({each.get(measure) for each in _all(sight)} - {None}) > 1


def _all(sight: Sight) -> list[dict[str, Figure]]:
    best = sight.session.best
    found = [entry.measures for entry in sight.session.tray if entry.lots]
    if best is not None:
        found += [rung.measures for rung in best.result.ladder]
        found += [each.measures for each in best.result.comparisons]
    return found


def _dots(sight: Sight, x: str, y: str) -> list[Dot]:
    best, shown, glyphs = sight.session.best, sight.entry, sight.glyphs
    dots: list[Dot] = []
    if best is not None:
        for rung in best.result.ladder:
            dots += _dot(rung.measures, x, y, glyphs.dot, "dim")
        for each in best.result.comparisons:
            letter = sight.session.given_letter(each.id)
            dots += _dot(each.measures, x, y, letter, "given")
    for entry in sight.session.tray:
        here = shown is not None and entry.number == shown.number
        style = "accent bold" if here else "edited" if not entry.answers else ""
        dots += _dot(entry.measures, x, y, str(entry.number), style)
    return dots


def front(sight: Sight) -> tuple[FrontierPoint, ...]:
    """The points of the front between the measures on show, as far as it is traced."""
    study = sight.studies.get("frontier")
    return study.points if study is not None and set(study.measures) == set(axes(sight)) else ()


def points_in_words(sight: Sight) -> list[str]:
    """The points of the front by its two measures."""
    x, y = axes(sight)
    return [
        ", ".join(f"{short(name)} {measured(name, each.measures.get(name))}" for name in (x, y))
        for each in front(sight)
    ]


def _front_dots(sight: Sight, x: str, y: str) -> list[Dot]:
    study = sight.studies.get("frontier")
    style = "dim" if study is None or sight.is_past(study) else "accent"
    found = (_dot(each.measures, x, y, sight.glyphs.marked, style) for each in front(sight))
    return [dot for dots in found for dot in dots]


def traced(sight: Sight) -> str:
    """How far the front is traced, in a few words; nothing where none was asked for."""
    study = sight.studies.get("frontier")
    if study is None or set(study.measures) != set(axes(sight)):
        return ""
    known = plural(len(study.points), "point")
    if study.busy:
        return f"tracing, {known}, esc stops"
    if sight.is_past(study):
        return f"front before your change, {known}"
    complete = isinstance(study.told, Frontier) and study.told.complete
    return f"front complete, {known}" if complete else f"front: {known}, not all"


def _dot(measured: dict[str, Figure], x: str, y: str, text: str, style: str) -> list[Dot]:
    across, up = measured.get(x), measured.get(y)
    if across is None or up is None:
        return []
    return [Dot(float(Fraction(across)), float(Fraction(up)), text, style)]


def ladder(sight: Sight, columns: int, rows: int) -> list[Line]:
    """A bar a number of lots: what it costs more than the best."""
    best = sight.session.best
    rungs = [] if best is None else [r for r in best.result.ladder if r.measures]
    if not rungs:
        return [(Span("The ladder is still being worked out.", "dim"),)]
    cheapest = min(_cost(rung) for rung in rungs)
    most = max(_cost(rung) for rung in rungs) - cheapest
    at = next((i for i, rung in enumerate(rungs) if rung.lots == sight.lots), 0)
    lines: list[Line] = [(Span(fit("Lots  Cost       more than the least", columns), "dim"),)]
    for i in window(len(rungs), at, rows - 2):
        rung = rungs[i]
        more = _cost(rung) - cheapest
        here = rung.lots == sight.lots
        lines.append(
            (
                Span(f"{rung.lots:>4}{'*' if here else ' '} ", "bold accent" if here else ""),
                Span(f"{millions(Fraction(_cost(rung))):<9}"),
                Span(f"{'+' + millions(Fraction(more)) if more else '':>10} "),
                bar(more, most, max(1, columns - 27), sight.glyphs),
            )
        )
    missing = "others impossible" if _all_proved(sight) else "others not found"
    lines.append((Span(fit(missing, columns), "dim"),))
    return lines


def _all_proved(sight: Sight) -> bool:
    best = sight.session.best
    return best is not None and all(
        rung.measures or rung.status == "infeasible" for rung in best.result.ladder
    )


def _cost(rung: Rung) -> int:
    return int(Fraction(rung.measures.get("whole_life_cost") or 0))
