"""What is asked: a stepper row for every figure and a switch for every other rule."""

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import groupby

from tui.canvas.bars import stepper
from tui.canvas.glyphs import Glyphs
from tui.canvas.spans import Line, Picture, Span, pointed
from tui.canvas.table import window
from tui.panes.sight import Sight
from tui.panes.study import progress
from tui.panes.words import mark_of, room
from tui.panes.worth import cost_of_row, price_of
from tui.session.arithmetic import NoNumber
from tui.session.edits import Edits
from tui.session.rows import Row, Value
from tui.session.turning import is_edited, is_off, shown, typed, value_of
from tui.text import clip, fit, safe, wide, wrapped

DETAIL = 6
"""Lines about the row with the cursor."""

_ROOMY = 60


def asked(sight: Sight, columns: int, rows: int, focused: bool) -> Picture:
    """The rows in groups, and below them what the row with the cursor says."""
    detail = _detail(sight, columns)[: min(DETAIL, max(2, rows // 3))]
    order = _order(sight)
    room_for_rows = max(1, rows - len(detail) - 1)
    at = next((i for i, each in enumerate(order) if each == sight.looks.at("asked")), 0)
    view = window(len(order), at, room_for_rows)
    lines = [_line(sight, order[i], columns, focused) for i in view]
    items = [each if isinstance(each, int) else None for each in (order[i] for i in view)]
    empty = room_for_rows - len(view)
    rule = (Span(sight.glyphs.thin * columns, "frame"),)
    below = [None] * (empty + 1 + len(detail))
    return Picture((*lines, *([()] * empty), rule, *detail), (*items, *below))


def _order(sight: Sight) -> list[str | int]:
    """The names of groups and the positions of rows, from the top."""
    found: list[str | int] = []
    for group, rows in groupby(enumerate(sight.rows), key=lambda each: each[1].group):
        found += [group, *(i for i, _ in rows)]
    return found


def _line(sight: Sight, each: str | int, columns: int, focused: bool) -> Line:
    if isinstance(each, str):
        return (Span(fit(each.upper(), columns), "heading"),)
    return _row(_face(sight, sight.rows[each], each, focused), columns, sight.glyphs)


@dataclass(frozen=True, slots=True)
class _Face:
    """All that the line of a row shows; the same face is drawn once."""

    row: Row
    value: Value
    off: bool
    edited: bool
    mark: tuple[str, str]
    state: str
    here: bool
    focused: bool
    typed: str | None
    price: str | None


def _face(sight: Sight, row: Row, i: int, focused: bool) -> _Face:
    edits = sight.session.desk.edits
    standing = sight.standing(row.rule) if row.rule else None
    off, here = is_off(row, edits), i == sight.looks.at("asked")
    return _Face(
        row,
        value_of(row, edits) if row.path else None,
        off,
        is_edited(row, edits),
        mark_of(standing, sight.glyphs),
        "" if off else room(standing, bool(sight.lots)),
        here,
        focused,
        sight.looks.typed if here else None,
        price_of(sight, row.rule) if sight.looks.prices and row.rule else None,
    )


@lru_cache(maxsize=1024)
def _row(face: _Face, columns: int, glyphs: Glyphs) -> Line:
    roomy = columns >= _ROOMY
    bar_width, value_width = (18, 12) if roomy else (8, 10)
    state = fit(f" {face.state}", 22) if roomy else ""
    label_width = columns - 3 - value_width - 1 - bar_width - 2 - wide(state)
    mark, mark_style = face.mark
    style = "off" if face.off else "edited" if face.edited else ""
    line: Line = (
        Span("*" if face.edited else " ", "edited"),
        Span(fit(safe(face.row.label), label_width), style),
        Span(" "),
        *_value(face, value_width),
        Span(" "),
        *_bar(face, bar_width, glyphs),
        Span(" "),
        Span(mark, mark_style),
        *((Span(state, "dim"),) if roomy else ()),
    )
    return pointed(line, face.here, face.focused, columns, glyphs)


def _value(face: _Face, columns: int) -> Line:
    row, value = face.row, face.value
    if face.typed is not None:
        tail = face.typed[-(columns - 1) :]
        return (Span(fit(f"{tail}_", columns, right=True), "typing"),)
    if face.off:
        return (Span(fit("off", columns, right=True), "off"),)
    if not row.path:
        return (Span(fit("on", columns, right=True)),)
    unread = isinstance(value, str) and value != "all"
    style = "bad" if unread else "edited" if value != row.base else ""
    return (Span(fit(_short(row, value, columns), columns, right=True), style),)


def _short(row: Row, value: Value, columns: int) -> str:
    text = shown(row, value)
    if len(text) > columns and row.unit == "pence" and isinstance(value, int | Fraction):
        return f"£{float(value) / 1e8:.3g}m"
    return safe(text)


def _bar(face: _Face, columns: int, glyphs: Glyphs) -> Line:
    row = face.row
    if face.price is not None:
        return (Span(fit(face.price, columns, right=True), "edited"),)
    if not row.path or face.off:
        return (Span(" " * columns),)
    value, base = _number(face.value, row.high), _number(row.base, row.high)
    return stepper(value, base, row.low, row.high, columns, glyphs)


def _number(value: Value, high: Fraction) -> Fraction | None:
    if value == "all":
        return high
    if isinstance(value, tuple):
        return Fraction(max(value, default=0))
    return Fraction(value) if isinstance(value, int | Fraction) else None


def _detail(sight: Sight, columns: int) -> list[Line]:
    """What the row says in full, where the files have it, and what was typed."""
    row = sight.row
    if row is None:
        return [(Span("nothing to turn", "dim"),)]
    if sight.looks.typed is not None:
        return _typing(sight, row, sight.looks.typed, columns)
    pieces = wrapped(safe(_sentence(sight, row)), columns)[:3]
    lines: list[Line] = [(Span(each),) for each in pieces]
    lines.append((Span(fit(_below(sight, row), columns), "dim"),))
    if sight.looks.prices:
        lines += _price(sight, row, columns)
    return lines


def _price(sight: Sight, row: Row, columns: int) -> list[Line]:
    """What the row's rule costs, or how far the prices are worked out."""
    told = cost_of_row(sight, row.rule, row.path)
    lines: list[Line] = [(Span(each, "edited"),) for each in wrapped(told, columns)[:2] if told]
    return lines or progress(sight, sight.studies.get("price"), columns)[:1]


def _typing(sight: Sight, row: Row, text: str, columns: int) -> list[Line]:
    """What the figure comes to as it is typed, or why it is none."""
    hint: Line = (Span(fit("enter takes it, esc leaves; 1.52m*0.9, +20k, 30%", columns), "dim"),)
    if sight.looks.wrong:
        return [(Span(clip(sight.looks.wrong, columns), "bad"),), hint]
    try:
        written = typed(row, sight.session.desk.edits, text)
    except NoNumber as error:
        return [(Span(clip(str(error), columns) if text else "", "dim"),), hint]
    value = value_of(row, Edits().set(row.path, written))
    return [(Span(clip(f"= {shown(row, value)}", columns), "typing"),), hint]


def _sentence(sight: Sight, row: Row) -> str:
    if not row.rule:
        return f"{row.label} ({row.path})"
    rule = next((each for each in sight.scenario.rules if each.id == row.rule), None)
    return row.label if rule is None else rule.sentence(sight.scenario)


def _below(sight: Sight, row: Row) -> str:
    edits = sight.session.desk.edits
    found = []
    if row.added:
        found.append("added by you")
    elif row.path and value_of(row, edits) != row.base:
        found.append(f"files: {shown(row, row.base)}")
    elif is_edited(row, edits):
        found.append(f"files: {'off' if row.base_off else 'on'}")
    if row.rule and not is_off(row, edits):
        found.append(room(sight.standing(row.rule), bool(sight.lots)))
        standing = sight.standing(row.rule)
        if standing is not None and standing.effect == "idle":
            found.append("never bites here")
        elif standing is not None and standing.effect == "decides":
            found.append("decides the answer")
    return safe(" · ".join(each for each in found if each)).replace("·", sight.glyphs.dot)
