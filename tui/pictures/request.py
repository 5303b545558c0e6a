"""What is asked: a stepper for every parameter and a switch for every other rule.

Also what the preflight finds.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import groupby

from lotdesign.report.amounts import format_millions
from lotdesign.report.rules import EFFECT_WORDS
from lotdesign.scenario.scenario import Scenario
from lotdesign.words import format_count
from tui.canvas.charts import draw_stepper
from tui.canvas.glyphs import Glyphs
from tui.canvas.picture import (
    Line,
    Picture,
    Span,
    find_visible_range,
    mark_cursor,
    wrap_lines,
    wrap_marked,
)
from tui.pictures.no_solution import find_conflicting_rules
from tui.pictures.rule_cost import describe_row_cost, format_rule_cost
from tui.pictures.same_design import describe_last_change
from tui.pictures.wording import (
    choose_rule_mark,
    describe_slack,
    draw_study_progress,
    leave_out_pence,
)
from tui.safe_text import clip_columns, fit_columns, make_safe, wrap_text
from tui.session.edits import Edits
from tui.session.parameter_values import (
    NotAValue,
    format_value,
    is_edited,
    is_off,
    parse_typed,
    read_value,
)
from tui.session.parameters import ParameterRow, ParameterValue
from tui.snapshot import Snapshot

MOST_DETAIL_LINES = 6
"""Most lines about the row with the cursor."""

_STATE_COLUMNS = 60
"""Columns from which a row has room for its rule's slack."""


@dataclass(frozen=True, slots=True)
class TypedValue:
    """What is typed into the row with the cursor, and what was wrong when it was taken."""

    text: str
    fault: str = ""


def draw_parameters(
    snapshot: Snapshot,
    columns: int,
    rows: int,
    focused: bool,
    typed: TypedValue | None = None,
    shown: Sequence[int] | None = None,
) -> Picture:
    """The rows `shown` in groups, and below them the one with the cursor in full."""
    detail = _draw_detail(snapshot, columns, typed)[: min(MOST_DETAIL_LINES, max(2, rows // 3))]
    order = _order_rows(snapshot, range(len(snapshot.rows)) if shown is None else shown)
    room_for_rows = max(1, rows - len(detail) - 1)
    at = next((i for i, each in enumerate(order) if each == snapshot.view.cursor_of("asked")), 0)
    view = find_visible_range(len(order), at, room_for_rows)
    lines = [_draw_line(snapshot, order[i], columns, focused, typed) for i in view]
    items = [each if isinstance(each, int) else None for each in (order[i] for i in view)]
    empty = room_for_rows - len(view)
    rule = (Span(snapshot.glyphs.thin * columns, "frame"),)
    below = [None] * (empty + 1 + len(detail))
    return Picture((*lines, *([()] * empty), rule, *detail), (*items, *below))


def _order_rows(snapshot: Snapshot, shown: Sequence[int]) -> list[str | int]:
    """The names of groups and the positions of rows, from the top."""
    order: list[str | int] = []
    for group, rows in groupby(shown, key=lambda i: snapshot.rows[i].group):
        order += [group, *rows]
    return order


def _draw_line(
    snapshot: Snapshot, each: str | int, columns: int, focused: bool, typed: TypedValue | None
) -> Line:
    if isinstance(each, str):
        return (Span(fit_columns(each.upper(), columns), "heading"),)
    appearance = _make_appearance(snapshot, each, focused, typed)
    return _draw_parameter_row(appearance, columns, snapshot.glyphs)


@dataclass(frozen=True, slots=True)
class _RowAppearance:
    """All that the line of a row shows; equal appearances are drawn once."""

    row: ParameterRow
    value: ParameterValue
    off: bool
    edited: bool
    mark: tuple[str, str]
    state: str
    here: bool
    focused: bool
    typed: str | None
    cost: str | None


def _make_appearance(
    snapshot: Snapshot, position: int, focused: bool, typed: TypedValue | None
) -> _RowAppearance:
    row, edits = snapshot.rows[position], snapshot.session.state.edits
    result = snapshot.find_rule_result(row.rule) if row.rule else None
    mark = choose_rule_mark(result, snapshot.glyphs)
    if not snapshot.lot_count and row.rule and row.rule in find_conflicting_rules(snapshot):
        mark = (snapshot.glyphs.no, "bad")
    off, here = is_off(row, edits), position == snapshot.view.cursor_of("asked")
    return _RowAppearance(
        row,
        read_value(row, edits) if row.path else None,
        off,
        is_edited(row, edits),
        mark,
        "" if off else describe_slack(result, bool(snapshot.lot_count)),
        here,
        focused,
        typed.text if here and typed is not None else None,
        format_rule_cost(snapshot, row.rule)
        if snapshot.view.shows_rule_costs and row.rule
        else None,
    )


def _divide_row(columns: int) -> tuple[int, int, int, int]:
    """The columns of a row's label, value, bar and state; the last only where there is room."""
    value, bar, state = (12, 18, 22) if columns >= _STATE_COLUMNS else (10, 8, 0)
    return columns - 6 - value - bar - state, value, bar, state


def find_bar_columns(columns: int) -> range:
    """Where the bar of a row stands, with an arrow at each end."""
    label, value, bar, _ = _divide_row(columns)
    start = label + value + 4
    return range(start, start + bar)


@lru_cache(maxsize=1024)
def _draw_parameter_row(look: _RowAppearance, columns: int, glyphs: Glyphs) -> Line:
    label_width, value_width, bar_width, state_width = _divide_row(columns)
    state = fit_columns(f" {look.state}", state_width)
    mark, mark_style = look.mark
    style = "off" if look.off else "edited" if look.edited else ""
    line: Line = (
        Span("*" if look.edited else " ", "edited"),
        Span(fit_columns(make_safe(look.row.label), label_width), style),
        Span(" "),
        *_draw_value(look, value_width),
        Span(" "),
        *_draw_value_bar(look, bar_width, glyphs),
        Span(" "),
        Span(mark, mark_style),
        *((Span(state, "dim"),) if state else ()),
    )
    return mark_cursor(line, look.here, look.focused, columns, glyphs)


def _draw_value(look: _RowAppearance, columns: int) -> Line:
    row, value = look.row, look.value
    if look.typed is not None:
        tail = look.typed[-(columns - 1) :]
        return (Span(fit_columns(f"{tail}_", columns, right=True), "typing"),)
    if look.off:
        return (Span(fit_columns("off", columns, right=True), "off"),)
    if not row.path:
        return (Span(fit_columns("on", columns, right=True)),)
    unread = isinstance(value, str) and value != "all" and not row.names
    style = "bad" if unread else "edited" if value != row.base else ""
    return (Span(fit_columns(_shorten_value(row, value, columns), columns, right=True), style),)


def _shorten_value(row: ParameterRow, value: ParameterValue, columns: int) -> str:
    text = format_value(row, value)
    if len(text) > columns and row.unit == "pence" and isinstance(value, int | Fraction):
        return f"£{float(value) / 1e8:.3g}m"
    return make_safe(text)


def _draw_value_bar(look: _RowAppearance, columns: int, glyphs: Glyphs) -> Line:
    row = look.row
    if look.cost is not None:
        return (Span(fit_columns(look.cost, columns, right=True), "edited"),)
    if not row.path or row.names or look.off:
        return (Span(" " * columns),)
    value, base = _number_for_bar(look.value, row.high), _number_for_bar(row.base, row.high)
    return draw_stepper(value, base, row.low, row.high, columns, glyphs)


def _number_for_bar(value: ParameterValue, high: Fraction) -> Fraction | None:
    if value == "all":
        return high
    if isinstance(value, tuple):
        return Fraction(max(value, default=0))
    return Fraction(value) if isinstance(value, int | Fraction) else None


def _draw_detail(snapshot: Snapshot, columns: int, typed: TypedValue | None) -> list[Line]:
    """The rule's sentence, the value in the files and the slack; or what is being typed."""
    row = snapshot.row
    if row is None:
        return [(Span("nothing to change here", "dim"),)]
    if typed is not None:
        return _draw_typed(snapshot, row, typed, columns)
    pieces = wrap_text(make_safe(_find_sentence(snapshot, row)), columns)[:3]
    lines: list[Line] = [(Span(each),) for each in pieces]
    lines.append((Span(fit_columns(_describe_row(snapshot, row), columns), "dim"),))
    outcome = describe_last_change(snapshot)
    lines += wrap_lines(outcome, columns, "good")[:2] if outcome else []
    if snapshot.view.shows_rule_costs:
        lines += _draw_rule_cost(snapshot, row, columns)
    return lines


def _draw_rule_cost(snapshot: Snapshot, row: ParameterRow, columns: int) -> list[Line]:
    """What the row's rule costs, or the progress of working that out."""
    text = describe_row_cost(snapshot, row.rule, row.path)
    if text:
        return wrap_lines(text, columns, "edited")[:2]
    return draw_study_progress(snapshot, snapshot.studies.get("price"), columns)[:1]


def _draw_typed(
    snapshot: Snapshot, row: ParameterRow, typed: TypedValue, columns: int
) -> list[Line]:
    """The value of what is typed, or why it has none."""
    ways = "names with ; between, +one, -one" if row.names else "1.52m*0.9, +20k, 30%"
    hint: Line = (Span(fit_columns(f"enter takes it, esc leaves; {ways}", columns), "dim"),)
    if typed.fault:
        return [(Span(clip_columns(typed.fault, columns), "bad"),), hint]
    try:
        written = parse_typed(row, snapshot.session.state.edits, typed.text)
    except NotAValue as error:
        return [(Span(clip_columns(str(error), columns) if typed.text else "", "dim"),), hint]
    value = read_value(row, Edits().set(row.path, written))
    return [(Span(clip_columns(f"= {format_value(row, value)}", columns), "typing"),), hint]


def _find_sentence(snapshot: Snapshot, row: ParameterRow) -> str:
    if not row.rule:
        return row.about or f"{row.label} ({row.path})"
    rule = next((each for each in snapshot.scenario.rules if each.id == row.rule), None)
    return row.label if rule is None else rule.write_sentence(snapshot.scenario)


def _describe_row(snapshot: Snapshot, row: ParameterRow) -> str:
    """The value in the files, the rule's slack, and whether the rule affects the answer."""
    edits = snapshot.session.state.edits
    parts = []
    if row.added:
        parts.append("added by you")
    elif row.path and read_value(row, edits) != row.base:
        parts.append(f"files: {format_value(row, row.base)}")
    elif is_edited(row, edits):
        parts.append(f"files: {'off' if row.base_off else 'on'}")
    if row.rule and not is_off(row, edits):
        result = snapshot.find_rule_result(row.rule)
        parts.append(describe_slack(result, bool(snapshot.lot_count)))
        if result is not None:
            parts.append(EFFECT_WORDS[result.effect])
    return make_safe(" · ".join(filter(None, parts))).replace("·", snapshot.glyphs.dot)


def draw_preflight(snapshot: Snapshot, columns: int) -> list[Line]:
    """The faults of the edits, else the size of the scenario and the preflight findings."""
    glyphs = snapshot.glyphs
    lines: list[Line] = []
    if snapshot.faults:
        for fault in snapshot.faults:
            lines += _draw_finding(Span(glyphs.no, "bad"), fault, columns)
        return lines
    lines += _draw_finding(Span(glyphs.yes, "good"), _describe_size(snapshot.scenario), columns)
    signs = {
        "impossible": Span(glyphs.no, "bad"),
        "warning": Span("!", "edited"),
        "info": Span(glyphs.dot, "dim"),
    }
    for note in snapshot.notes:
        text = _shorten_finding(note.text) if note.level == "info" else note.text
        lines += _draw_finding(signs[note.level], leave_out_pence(text), columns)
    if not snapshot.notes:
        lines.append((Span(glyphs.yes, "good"), Span(" arithmetic finds no obstacle", "")))
    return lines


def _describe_size(scenario: Scenario) -> str:
    """Units, their cost in year 1, or in all where their years differ, and providers."""
    years = slice(0, 1) if scenario.has_one_term else slice(None)
    cost = format_millions(Fraction(sum(sum(unit.gross[years]) for unit in scenario.units)))
    when = "in year 1" if scenario.has_one_term else f"over {scenario.years} years"
    text = f"{format_count(len(scenario.units), 'unit')}, {cost} {when}"
    if scenario.providers is not None:
        text += f", {format_count(len(scenario.providers), 'provider')}"
    return text


def _shorten_finding(text: str) -> str:
    """A finding without the rule's sentence, which stands with its row."""
    return text.partition(":")[0]


def _draw_finding(sign: Span, text: str, columns: int) -> list[Line]:
    return wrap_marked(make_safe(text), max(6, columns), sign, "bad" if sign.style == "bad" else "")
