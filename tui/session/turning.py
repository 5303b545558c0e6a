"""Turns a row: steps it, types into it, and writes it as --set reads it."""

from fractions import Fraction

from lotdesign.scenario.values import budget_per_year, number, percentage, pounds, whole
from lotdesign.words import percent
from tui.session.arithmetic import NoNumber, calculated
from tui.session.edits import Edits
from tui.session.rows import Row, Value

ALL = "all"


def value_of(row: Row, edits: Edits) -> Value:
    """What the row stands at; text that cannot be read is returned as it is."""
    text = edits.of(row.path) if row.path else None
    return row.base if text is None else _read(row, text)


def is_off(row: Row, edits: Edits) -> bool:
    """Whether the row's rule does not apply."""
    if not row.rule:
        return False
    if row.base_off and edits.of(f"{row.rule}.status") == "hard":
        return False
    return row.base_off or row.rule in edits.off


def is_edited(row: Row, edits: Edits) -> bool:
    """Whether the row differs from the files."""
    return (
        row.added
        or (bool(row.path) and edits.of(row.path) is not None)
        or (bool(row.rule) and is_off(row, edits) != row.base_off)
    )


def stepped(row: Row, edits: Edits, steps: int, most: int) -> str | None:
    """The text of the row moved by so many steps; None where there is nothing to step.

    `most` is the number of lots of the design on show, where "all" is left from.
    """
    if not row.path:
        return None
    value = value_of(row, edits)
    if value == ALL:
        return str(max(0, most - 1)) if steps < 0 else None
    if isinstance(value, tuple):
        moved = tuple(max(0, int(each + steps * row.step)) for each in value)
        return written(row, moved)
    if isinstance(value, str):
        return None
    start = Fraction(value) if value is not None else _start(row, most)
    wanted = start + steps * row.step
    if row.base == ALL and wanted >= most:
        return ALL
    if row.low >= 0:
        wanted = max(wanted, Fraction(0))
    if row.unit == "share" and row.path.split(".")[0] != "money":
        wanted = min(wanted, Fraction(1))
    return written(row, wanted)


def typed(row: Row, edits: Edits, text: str) -> str:
    """What was typed, worked out and written; raises NoNumber."""
    if text.strip().lower() == ALL and row.path.endswith(".lots"):
        return ALL
    now = value_of(row, edits)
    present = Fraction(now) if isinstance(now, int | Fraction) else None
    scale = 100 if row.unit == "pence" else 1
    here = None if present is None else present / scale
    value = calculated(text, here, row.unit == "share") * scale
    if row.whole and value.denominator != 1:
        raise NoNumber("type a whole number")
    if row.low >= 0 and value < 0:
        raise NoNumber("must be at least 0")
    return written(row, value)


def written(row: Row, value: Value) -> str:
    """The value as --set takes it."""
    if isinstance(value, tuple):
        return "[" + ", ".join(_pounds(each) for each in value) + "]"
    if value is None or isinstance(value, str):
        return value or ""
    exact = Fraction(value)
    if row.unit == "pence":
        return _pounds(exact)
    if row.unit == "share":
        return f"{_decimal(exact * 100)}%"
    if row.unit == "metres" and row.path.endswith("tolerance"):
        return _decimal(exact / 1000)
    return str(exact.numerator) if exact.denominator == 1 else _decimal(exact)


def shown(row: Row, value: Value) -> str:
    """The value as a row shows it."""
    if isinstance(value, tuple):
        low, high = shown(row, min(value)), shown(row, max(value))
        return low if low == high else f"{low} … {high}"
    if value is None:
        return "no limit"
    if isinstance(value, str):
        return value
    exact = Fraction(value)
    if row.unit == "pence":
        return f"£{round(exact / 100):,}"
    if row.unit == "share":
        return percent(exact)
    return f"{exact.numerator:,}" if exact.denominator == 1 else f"{float(exact):g}"


def _start(row: Row, most: int) -> Fraction:
    """Where an open end is left from."""
    return {"lots": Fraction(most), "pence": row.high / 2}.get(row.unit, Fraction(1))


def _read(row: Row, text: str) -> Value:
    try:
        return _understood(row, text)
    except ValueError:
        return text


def _understood(row: Row, text: str) -> Value:
    if row.unit == "pence" and text.startswith("["):
        listed = budget_per_year(text.strip("[]").split(","))
        return tuple(listed) if isinstance(listed, tuple) else int(listed)
    if row.unit == "pence":
        return int(pounds(text))
    if row.unit == "share":
        return percentage(text)
    if row.unit == "metres" and row.path.endswith("tolerance"):
        return number(text) * 1000
    return ALL if text == ALL else whole(text) if row.whole else number(text)


def _pounds(pence: Fraction | int) -> str:
    return _decimal(Fraction(round(Fraction(pence)), 100))


def _decimal(value: Fraction) -> str:
    text = f"{float(value):.6f}".rstrip("0").rstrip(".")
    return text or "0"
