"""The Pareto frontier of two or three measures, as a page and as CSV."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from string import ascii_lowercase, ascii_uppercase

from lotdesign.faults import make_printable
from lotdesign.measures.registry import ALL_MEASURES
from lotdesign.report.amounts import format_measure, format_with_unit, write_number
from lotdesign.report.forms import AnswerForms
from lotdesign.report.page import (
    BulletList,
    NamedList,
    PageBlock,
    PageSection,
    Paragraph,
    ReportPage,
    ReportTable,
    TextDrawing,
)
from lotdesign.report.plain_text import LINE_WIDTH
from lotdesign.report.spreadsheet import escape_cell, write_cell, write_csv
from lotdesign.report.text_plot import DOT_SIGN, PlotAxes, PlotDot, draw_text_plot
from lotdesign.report.wording import (
    ENGINE_TITLES,
    STOP_REASONS,
    UNIT_NAME_LENGTH,
    add_route,
    describe_moves,
    join_unit_names,
    name_measure,
    name_provers,
    summarise_routes,
)
from lotdesign.result.alternatives import FrontierAnswer, FrontierPoint
from lotdesign.result.designs import pair_with_routes, write_routes
from lotdesign.result.designs import write_lots as written_lots
from lotdesign.scenario.scenario import Scenario
from lotdesign.words import format_count, join_words

POINT_SIGNS = "123456789" + ascii_lowercase + ascii_uppercase
"""Signs of the points in a picture; points after the last sign are dots."""
PLOT_ROWS = 20
PLOT_MARGIN = 13
"""Columns for figures beside a picture: £100,000,000 takes twelve."""
MOST_DESIGNS = 30
"""Designs that a page shows one by one; files hold all."""

_PROOF_TITLES = ENGINE_TITLES | {"listing all designs": "listing every design that there is"}


def build_frontier_forms(scenario: Scenario, answer: FrontierAnswer) -> AnswerForms:
    """Return the frontier in every form; as CSV a row for each point."""
    return AnswerForms(
        page=lambda: write_frontier_page(scenario, answer),
        json=answer.to_json,
        csv=lambda: write_frontier_csv(answer),
        sentence=summarise_frontier(answer),
    )


def write_frontier_page(scenario: Scenario, answer: FrontierAnswer) -> ReportPage:
    """Write the picture, the points, what each step trades, and the designs."""
    return tuple(_write_sections(scenario, answer))


def summarise_frontier(answer: FrontierAnswer) -> str:
    """Sum the answer up in one sentence, which claims no more than is proved."""
    by = name_provers(answer.proved_by, _PROOF_TITLES)
    if answer.status == "infeasible":
        return f"Impossible: no design keeps all rules (proved by {by}); see lotdesign explain."
    if answer.ended == "too many lots":
        return "Not known: there are too many lots to choose from."
    why = STOP_REASONS.get(answer.ended, "stopped")
    if not answer.points:
        return f"Not known: no point was proved before the run was {why}."
    number, aims = len(answer.points), join_words([name_measure(name) for name in answer.measures])
    if not answer.complete:
        text = f"{format_count(number, 'point')} of the trade-off between {aims} proved"
        return f"{text}; there may be others ({why})."
    if number == 1:
        return f"There is no trade-off: one design is best by {aims} at once, proved by {by}."
    return (
        f"The trade-off between {aims} has {number} points, proved by {by}: for any other design, "
        "one of these points is at least as good in every measure."
    )


def choose_sign(place: int) -> str:
    """Return the sign of the point at this place, counted from 1."""
    return POINT_SIGNS[place - 1] if place <= len(POINT_SIGNS) else DOT_SIGN


def _write_sections(scenario: Scenario, answer: FrontierAnswer) -> Iterator[PageSection]:
    yield PageSection("", (Paragraph(summarise_frontier(answer)),))
    if not answer.points:
        return
    if len(answer.points) > 1:
        yield PageSection(
            _title_plot(answer),
            (TextDrawing(tuple(_draw_plot_lines(answer))), *_note_third_measure(answer)),
        )
    yield PageSection("The points", tuple(_build_table(answer)))
    if len(answer.measures) == 2 and len(answer.points) > 1:
        yield PageSection(
            "What each step gains and gives up", (BulletList(tuple(_describe_steps(answer))),)
        )
    yield PageSection("The designs", tuple(_describe_designs(scenario, answer)))


def _title_plot(answer: FrontierAnswer) -> str:
    x, y = answer.measures[:2]
    return f"{ALL_MEASURES[y].title} (up) against {name_measure(x)} (across)"


def _note_third_measure(answer: FrontierAnswer) -> Iterator[PageBlock]:
    if len(answer.measures) > 2:
        yield Paragraph(f"The third measure, {name_measure(answer.measures[2])}, is in the table.")


def _draw_plot_lines(answer: FrontierAnswer) -> Iterator[str]:
    x, y = answer.measures[:2]
    dots = [
        PlotDot(float(each.values[0] or 0), float(each.values[1] or 0), choose_sign(place))
        for place, each in enumerate(answer.points, 1)
    ]
    axes = PlotAxes(
        lambda v: _format_axis_value(x, v), lambda v: _format_axis_value(y, v), margin=PLOT_MARGIN
    )
    for line in draw_text_plot(dots, LINE_WIDTH, PLOT_ROWS, axes):
        yield "".join(text for text, _ in line)


def _format_axis_value(name: str, value: float) -> str:
    return format_measure(name, str(round(value, 6)))


def _build_table(answer: FrontierAnswer) -> Iterator[PageBlock]:
    own = [*answer.measures, *(["lots"] if "lots" not in answer.measures else [])]
    titles = ("Point", *(f"{ALL_MEASURES[name].title}" for name in own))
    headers = (*titles, *(["Delivered"] if _has_routes(answer) else []))
    rows = tuple(
        (
            _name_point(place),
            *(format_measure(name, each.measures.get(name)) for name in own),
            *([summarise_routes(each.routes)] if _has_routes(answer) else []),
        )
        for place, each in enumerate(answer.points, 1)
    )
    yield ReportTable(headers, rows, figures=frozenset(range(1, len(titles))))
    yield Paragraph(" ".join(_say_what_is_better(answer.measures)))


def _say_what_is_better(measures: Sequence[str]) -> Iterator[str]:
    for better, wanted in (("less", "Lower"), ("more", "Higher")):
        names = [name_measure(name) for name in measures if ALL_MEASURES[name].better == better]
        if names:
            yield f"{wanted} is better for {join_words(names)}."


def _has_routes(answer: FrontierAnswer) -> bool:
    return any(each.routes for each in answer.points)


def _name_point(place: int) -> str:
    return choose_sign(place) if place <= len(POINT_SIGNS) else f"{place}"


def _describe_steps(answer: FrontierAnswer) -> Iterator[str]:
    for place, (one, other) in enumerate(pairwise(answer.points), 1):
        changes = [
            _describe_change(name, Fraction(after or 0) - Fraction(before or 0))
            for name, before, after in zip(answer.measures, one.values, other.values, strict=True)
        ]
        yield f"{_name_point(place)} to {_name_point(place + 1)}: {', '.join(changes)}."


def _describe_change(name: str, size: Fraction) -> str:
    plain = abs(size)
    text = format_with_unit(write_number(plain), ALL_MEASURES[name].unit)
    return f"{name_measure(name)} {text} {'more' if size > 0 else 'less'}"


def _describe_designs(scenario: Scenario, answer: FrontierAnswer) -> Iterator[PageBlock]:
    names = {unit.id: make_printable(unit.name, UNIT_NAME_LENGTH) for unit in scenario.units}
    before: FrontierPoint | None = None
    for place, each in enumerate(answer.points[:MOST_DESIGNS], 1):
        if before is None:
            routed_lots = pair_with_routes(each.lots, each.routes)
            lines = tuple(
                add_route(join_unit_names(names, lot), route) for lot, route in routed_lots
            )
            yield NamedList(f"{_name_point(place)}. {format_count(len(each.lots), 'lot')}", lines)
        else:
            old = pair_with_routes(before.lots, before.routes)
            lines = tuple(describe_moves(names, old, pair_with_routes(each.lots, each.routes)))
            size = format_count(len(each.lots), "lot")
            yield NamedList(f"{_name_point(place)}. {size}, compared with the point before", lines)
        before = each
    if len(answer.points) > MOST_DESIGNS:
        yield Paragraph(
            f"And {len(answer.points) - MOST_DESIGNS} more; --format csv or json lists them all."
        )


def write_frontier_csv(answer: FrontierAnswer) -> str:
    """Write a row a point: lots as "a+b | c", money in pence, distances in metres."""
    measures = list(answer.points[0].measures) if answer.points else list(answer.measures)
    routed = _has_routes(answer)
    headers = ["point", "contents", *(["routes"] if routed else []), *measures]
    return write_csv(
        headers, (_build_csv_row(n, each, routed) for n, each in enumerate(answer.points, 1))
    )


def _build_csv_row(n: int, each: FrontierPoint, routed: bool) -> Iterator[str]:
    yield str(n)
    yield escape_cell(written_lots(each.lots))
    if routed:
        yield write_routes(each.lots, each.routes)
    yield from map(write_cell, each.measures.values())
