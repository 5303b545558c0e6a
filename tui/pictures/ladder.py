"""The best design for each number of lots, and what best means there."""

from collections.abc import Iterator
from fractions import Fraction

from lotdesign.report.amounts import format_millions, format_whole_pounds
from lotdesign.report.cheaper_designs import list_cheaper_designs
from lotdesign.result.base import WrittenFigure
from lotdesign.result.model import BestByLotCount, Result
from tui.canvas.charts import draw_bar
from tui.canvas.picture import Line, Span, find_visible_range, wrap_lines
from tui.safe_text import fit_columns
from tui.session.parameter_values import read_value
from tui.snapshot import Snapshot

_FIRST_LEEWAY = "objective.0.tolerance"
"""The parameter that says how much of the first aim may be given up for the others."""

_MOST_CHEAPER_LINES = 3
"""Lines for designs that cost less than the best of their number of lots."""


def draw_ladder(snapshot: Snapshot, columns: int, rows: int) -> list[Line]:
    """A bar for each number of lots: how much more than the cheapest its best design costs."""
    best = snapshot.session.best
    rungs = [] if best is None else [r for r in best.result.ladder if r.measures]
    if best is None or not rungs:
        return wrap_lines(_explain_missing(snapshot), columns, "dim")
    cheapest = min(_read_rung_cost(rung) for rung in rungs)
    most = max(_read_rung_cost(rung) for rung in rungs) - cheapest
    shown = next((i for i, rung in enumerate(rungs) if rung.lots == snapshot.lot_count), 0)
    lines: list[Line] = [
        (Span(fit_columns("Lots  Cost       above the lowest", columns), "dim"),),
    ]
    meaning = explain_best(snapshot)
    said = wrap_lines(meaning, columns, "dim") if meaning else []
    if best.edits != snapshot.session.state.edits:
        said.insert(0, (Span(f"{snapshot.glyphs.old} for an earlier request", "old"),))
    lines = [*said, *lines]
    cheaper = describe_cheaper_designs(snapshot)
    below = wrap_lines(cheaper, columns, "dim")[:_MOST_CHEAPER_LINES] if cheaper else []
    room = max(len(_say_unproved(rung)) for rung in rungs)
    for i in find_visible_range(len(rungs), shown, rows - 2 - len(said) - len(below)):
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
    lines += below
    lines.append((Span(fit_columns(describe_other_numbers(best.result), columns), "dim"),))
    return lines


def _explain_missing(snapshot: Snapshot) -> str:
    """Why no number of lots has a design to show."""
    best = snapshot.session.best
    if snapshot.progress.busy:
        return "The best for each number of lots is still being worked out."
    if best is None:
        return "Nothing measured yet."
    if best.result.status == "infeasible":
        return "No number of lots has a design: that is proved."
    if best.result.ladder:
        return "No design was found in time for any number of lots."
    return "The best for each number of lots was not looked at."


def explain_best(snapshot: Snapshot) -> str:
    """What best means of a number of lots where another design may cost less; else ""."""
    aims, best = snapshot.base.objectives, snapshot.session.best
    if best is None or not aims:
        return ""
    if aims[0].measure != "whole_life_cost":
        how = (
            "all aims in order, within the leeway" if len(aims) > 1 else "the one aim, not by cost"
        )
    elif any(r.path == _FIRST_LEEWAY and read_value(r, best.edits) for r in snapshot.rows):
        how = "all aims in order, within the leeway"
    else:
        return ""
    return f"best by {how}; others may cost less"


def describe_cheaper_designs(snapshot: Snapshot) -> str:
    """Which designs seen cost less than the best of their number of lots, and how much; else ""."""
    best = snapshot.session.best
    if best is None:
        return ""
    found = [
        f"{each.key}, {each.lots} lots, by {format_whole_pounds(each.less)}"
        for each in list_cheaper_designs(best.result.ladder, _list_admissible_designs(snapshot))
    ]
    return f"cheaper than the best by all aims: {'; '.join(found)}" if found else ""


def _list_admissible_designs(
    snapshot: Snapshot,
) -> Iterator[tuple[str, dict[str, WrittenFigure]]]:
    """The name and measures of designs that keep the rules which the ladder keeps.

    Those of the list, of the same request and on the same figures, the reference designs, and the
    points of the front.
    """
    session, best = snapshot.session, snapshot.session.best
    if best is None:
        return
    asked = best.edits, best.figures
    for entry in session.tray:
        keeps = entry.lots and not entry.result.broken and entry.result.certified
        if keeps and (entry.edits, entry.figures) == asked:
            yield entry.name, entry.measures
    for each in session.list_reference_designs():
        if each.admissible:
            yield session.find_reference_letter(each.id), each.measures
    study = snapshot.studies.get("frontier")
    if study is not None and (study.edits, study.figures) == asked:
        for point in study.points:
            yield "a point of the trade-off", point.measures


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
