"""What a number in a spreadsheet is shown as, by its format: a date, a percentage, 007."""

import re
from datetime import datetime, timedelta
from decimal import Context, Decimal, InvalidOperation
from typing import Literal

NumberSort = Literal["number", "percentage", "date", "time"]

SIGNIFICANT_DIGITS = 15
"""Digits of a number that spreadsheets show; those behind come from working in binary."""

_BUILT_IN_SORTS: dict[int, NumberSort] = {
    **dict.fromkeys((9, 10), "percentage"),
    **dict.fromkeys((*range(14, 18), 22, *range(27, 37), *range(50, 59)), "date"),
    **dict.fromkeys((18, 19, 20, 21, 45, 46, 47), "time"),
}
_SORTS_BY_LETTER: tuple[tuple[str, NumberSort], ...] = (
    *(("d", "date"), ("y", "date"), ("h", "time"), ("s", "time"), ("m", "date")),
)

_NO_LETTERS = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
"""Parts of a format whose letters mean nothing: quoted text, colours, conditions, padding."""

_ROUNDING = Context(prec=SIGNIFICANT_DIGITS)
_LAST_DAY = 2_958_465  # 31 December 9999


def classify_format(number: int, code: str) -> NumberSort:
    """The sort of a number format, by its built-in number or else its code."""
    if not code:
        return _BUILT_IN_SORTS.get(number, "number")
    shown = _NO_LETTERS.sub("", code.split(";", maxsplit=1)[0]).lower()
    if "%" in shown:
        return "percentage"
    if "general" in shown or "standard" in shown:
        return "number"
    return next((sort for letter, sort in _SORTS_BY_LETTER if letter in shown), "number")


def write_number(text: str, sort: NumberSort = "number", code: str = "") -> str:
    """A stored number as a spreadsheet shows it, in 15 digits: 5 for 5.0, 10% for 0.1 as one.

    A format of zeros alone shows them in front (007). Text that is no number stays as it is.
    """
    try:
        exact = _ROUNDING.create_decimal(text)
    except InvalidOperation:
        return text
    if not exact.is_finite() or abs(exact.adjusted()) > 30:
        return text
    if sort == "percentage":
        return f"{_write_plain(exact * 100)}%"
    plain = _write_plain(exact)
    zeros = len(code) if code and not code.strip("0") else 0
    return plain.zfill(zeros) if zeros > 1 and plain.isdigit() else plain


def _write_plain(number: Decimal) -> str:
    whole = number.normalize()
    return f"{whole if whole else abs(whole):f}"


def write_date(text: str, starts_1904: bool) -> str:
    """A stored day number as a date, with its time where it has one; the text where it is none."""
    try:
        days = float(text)
    except ValueError:
        return text
    if not 0 <= days <= _LAST_DAY:
        return text
    first = datetime(1904, 1, 1) if starts_1904 else datetime(1899, 12, 30)
    moment = first + timedelta(seconds=round(days * 86_400))
    return shorten_moment(moment.isoformat())


def shorten_moment(text: str) -> str:
    """A moment without a time of midnight: 2026-03-01."""
    day, _, time = text.partition("T")
    return day if not time.strip("0:.Z") else text
