"""The best design for each number of lots, and what best means there."""

from fractions import Fraction

from lotdesign.report.amounts import format_millions
from lotdesign.result.model import BestByLotCount, Result
from tui.canvas.charts import draw_bar
from tui.canvas.picture import Line, Span, find_visible_range, wrap_lines
from tui.safe_text import fit_columns
from tui.snapshot import Snapshot


def draw_ladder(snapshot: Snapshot, columns: int, rows: int) -> list[Line]:
    """A bar for each number of lots: how much more than the cheapest its best design costs."""
    best = snapshot.session.best
    rungs = [] if best is None else [r for r in best.result.ladder if r.measures]
    if best is None or not rungs:
        return [(Span("The ladder is still being worked out.", "dim"),)]
    cheapest = min(_read_rung_cost(rung) for rung in rungs)
    most = max(_read_rung_cost(rung) for rung in rungs) - cheapest
    shown = next((i for i, rung in enumerate(rungs) if rung.lots == snapshot.lot_count), 0)
    lines: list[Line] = [
        (Span(fit_columns("Lots  Cost       more than the least", columns), "dim"),),
    ]
    meaning = explain_best(snapshot)
    said = wrap_lines(meaning, columns, "dim") if meaning else []
    lines = [*said, *lines]
    room = max(len(_say_unproved(rung)) for rung in rungs)
    for i in find_visible_range(len(rungs), shown, rows - 2 - len(said)):
        rung = rungs[i]
        more = _read_rung_cost(rung) - cheapest
        here = rung.lots == snapshot.lot_count
        lines.append(
            (
                Span(f"{rung.lots:>4}{'*' if here else ' '} ", "bold accent" if here else ""),
                Span(f"{format_millions(Fraction(_read_rung_cost(rung))):<9}"),
                Span(f"{'+' + format_millions(Fraction(more)) if more else '':>10} "),
                Span(f"{_say_unproved(rung):<{room}}", "dim"),
                draw_bar(more, most, max(1, columns - 27 - room), snapshot.glyphs),
            )
        )
    lines.append((Span(fit_columns(describe_other_numbers(best.result), columns), "dim"),))
    return lines


def explain_best(snapshot: Snapshot) -> str:
    """What best means of a number of lots where another design may cost less; else ""."""
    aims = snapshot.base.objectives
    if len(aims) < 2 or (aims[0].measure == "whole_life_cost" and not aims[0].tolerance.size):
        return ""
    return "best by all aims in order, within the leeway; others may cost less"


def _say_unproved(rung: BestByLotCount) -> str:
    """What stands beside a design that is not proved best of its number of lots."""
    return "" if rung.status == "optimal" else "so far "


def describe_other_numbers(result: Result) -> str:
    """What is known of numbers of lots that the ladder shows no design for."""
    last, units = len(result.ladder), sum(len(lot.units) for lot in result.lots)
    if any(rung.status == "unknown" for rung in result.ladder):
        return "others not found"
    if last < units:
        return f"others impossible, more than {last} not looked at"
    return "others impossible"


def _read_rung_cost(rung: BestByLotCount) -> int:
    return int(Fraction(rung.measures.get("whole_life_cost") or 0))
