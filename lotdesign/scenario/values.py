"""Parses values as people write them, exactly, and writes them back the same way."""

import re
from dataclasses import dataclass
from decimal import Context, Decimal, InvalidOperation, localcontext
from fractions import Fraction
from functools import lru_cache
from typing import Any

from lotdesign.pence import Pence
from lotdesign.words import format_pounds

LARGEST_NUMBER = 10**12
"""Figures from here on are refused: no authority has any, so that they are slips."""

_PLAIN_NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)")
_GROUPED_NUMBER = re.compile(r"[+-]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]*)?")
_SCIENTIFIC_NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)[eE][+-]?[0-9]+")

_MOST_DECIMALS = 12
"""Decimals written of a number whose decimals do not end."""


def parse_number(value: object) -> Fraction:
    """An exact number from 1520000, "1,520,000" or 2.5, below a thousand billion.

    Raises ValueError for anything else, with what would be right; so do all parsers here.
    """
    if isinstance(value, bool) or not isinstance(value, int | Decimal | float | str | Fraction):
        raise ValueError("write a number, for example 12.5")
    exact = (
        Fraction(value)
        if isinstance(value, int | Fraction)
        else _parse_number_text(str(value).strip())
    )
    if abs(exact) >= LARGEST_NUMBER:
        raise ValueError("write a number below a thousand billion")
    return exact


@lru_cache(maxsize=4096)
def _parse_number_text(text: str) -> Fraction:
    if len(text) > 60:
        raise ValueError("write a number, for example 12.5")
    if _GROUPED_NUMBER.fullmatch(text):
        text = text.replace(",", "")
    elif not _PLAIN_NUMBER.fullmatch(text):
        return _parse_scientific(text)
    return Fraction(text)


def _parse_scientific(text: str) -> Fraction:
    """Parse 1e6, as TOML floats may be written; infinities, words and `1_0` are refused."""
    try:
        amount = Decimal(text if _SCIENTIFIC_NUMBER.fullmatch(text) else "NaN")
    except InvalidOperation:
        amount = Decimal("NaN")
    if not amount.is_finite() or abs(amount.adjusted()) > 30:
        raise ValueError("write a number, for example 12.5")
    return Fraction(amount)


def parse_pounds(value: object) -> Pence:
    """Whole pence from pounds: 1520000, "£1,520,000" or 304000.50; raises ValueError otherwise."""
    text = value.strip().removeprefix("£").strip() if isinstance(value, str) else value
    try:
        pence = parse_number(text) * 100
    except ValueError:
        raise ValueError(_say_pounds(text)) from None
    if pence.denominator != 1:
        pence = _round_to_shown_digits(pence / 100) * 100
    if pence.denominator != 1:
        shown = format_pounds(int(abs(pence) + Fraction(1, 2)) * (-1 if pence < 0 else 1))
        raise ValueError(
            f"write pounds with at most two decimals; it is shown as {shown}, "
            "and ROUND(…, 2) in the spreadsheet makes it so"
        )
    return Pence(pence.numerator)


def _say_pounds(text: object) -> str:
    """What to write in place of what is no amount."""
    plain = "write pounds, for example 304000.50 or £1,520,000"
    words = text.strip().lower() if isinstance(text, str) else ""
    if words in _NO_FIGURE:
        return f"{plain}; leave the cell blank where there is no figure"
    if _SHORTENED_AMOUNT.fullmatch(words):
        return f"{plain}, in full and without m or k"
    return plain


_NO_FIGURE = {"n/a", "na", "-", "–", "none", "nil", "tbc", "unknown", "not known", "?"}
_SHORTENED_AMOUNT = re.compile(r"[\d.,]+ ?(m|k|bn|million|thousand)\b.*")

_SHOWN_DIGITS = Context(prec=15)
"""Digits that spreadsheets show; those behind come from working in binary."""


def _round_to_shown_digits(exact: Fraction) -> Fraction:
    """A figure as a spreadsheet shows it, without what binary sums leave behind its 15th digit."""
    with localcontext(_SHOWN_DIGITS):
        return Fraction(Decimal(exact.numerator) / Decimal(exact.denominator))


def parse_kilometres(value: object) -> Fraction:
    """Exact metres from kilometres: 12 or 7.5; raises ValueError otherwise."""
    try:
        return parse_number(value) * 1000
    except ValueError:
        raise ValueError("write kilometres, for example 7.5") from None


def parse_percentage(value: object) -> Fraction:
    """An exact share of 1 from "10%" or 0.10; raises ValueError otherwise."""
    if isinstance(value, str) and value.strip().endswith("%"):
        value, scale = value.strip()[:-1], Fraction(1, 100)
    else:
        scale = Fraction(1)
    try:
        return parse_number(value) * scale
    except ValueError:
        raise ValueError('write a percentage, for example "10%" or 0.10') from None


def parse_price(value: object) -> Fraction:
    """Per cent of gross value from 102 or "102%"; raises ValueError outside 10 to 1000."""
    text = value.strip().removesuffix("%") if isinstance(value, str) else value
    try:
        per_cent = parse_number(text)
    except ValueError:
        raise ValueError("write the price in per cent of gross value, for example 102") from None
    if not 10 < per_cent < 1000:
        raise ValueError("write the price in per cent of gross value, for example 102, not 1.02")
    return per_cent


def parse_whole(value: object) -> int:
    """A whole number from 5 or "5"; raises ValueError otherwise."""
    try:
        exact = parse_number(value)
    except ValueError:
        exact = Fraction(1, 2)
    if exact.denominator != 1:
        raise ValueError("write a whole number, for example 5")
    return exact.numerator


def parse_version(value: object) -> int:
    """The whole number 1, and no yes or 1.0; raises ValueError otherwise."""
    if isinstance(value, int) and not isinstance(value, bool) and value == 1:
        return 1
    raise ValueError("write 1")


def parse_optional_pounds(value: object) -> Pence | None:
    """Pence from pounds; None, no limit, for a blank. Raises as `parse_pounds`."""
    return None if value is None or is_blank(value) else parse_pounds(value)


def is_blank(value: object) -> bool:
    """Whether a cell or key was left unfilled."""
    return isinstance(value, str) and not value.strip()


def parse_yearly_pounds(value: object) -> Pence | tuple[Pence, ...]:
    """Pence for every year from one amount of pounds, or a list of one a year.

    Raises as `parse_pounds`.
    """
    if isinstance(value, list | tuple):
        return tuple(parse_pounds(each) for each in value)
    return parse_pounds(value)


def parse_yearly_budget(value: object) -> Pence | tuple[Pence, ...]:
    """Pence for every year from pounds, or a list of one a year; raises ValueError below zero."""
    found = parse_yearly_pounds(value)
    if min(found if isinstance(found, tuple) else (found,), default=0) < 0:
        raise ValueError("must be at least 0")
    return found


def parse_saving(value: object) -> Pence | Fraction:
    """Pence from pounds, or a share of 1 from "10%".

    Raises ValueError below zero, and for a share above the whole.
    """
    if isinstance(value, str) and value.strip().endswith("%"):
        share = parse_percentage(value)
        if not 0 <= share <= 1:
            raise ValueError("must be from 0% to 100%")
        return share
    found = parse_pounds(value)
    if found < 0:
        raise ValueError("must be at least 0")
    return found


@dataclass(frozen=True, slots=True)
class ObjectiveTolerance:
    """How much of an optimum later objectives may give away: a share of it, or an amount."""

    size: Fraction = Fraction(0)
    relative: bool = False


def parse_tolerance(value: object) -> ObjectiveTolerance:
    """A share, "0.5%", of the optimum, or an amount: pounds, kilometres, or a plain number.

    Raises ValueError otherwise.
    """
    if isinstance(value, ObjectiveTolerance):
        return value
    text = value.strip().removeprefix("£") if isinstance(value, str) else value
    relative = isinstance(text, str) and text.endswith("%")
    try:
        size = parse_percentage(text) if relative else parse_number(text)
    except ValueError:
        size = Fraction(-1)
    if size < 0:
        raise ValueError('write a percentage of the optimum, for example "0.5%", or an amount')
    return ObjectiveTolerance(size, relative)


def write_value(value: Any, unit: str) -> str:
    """Write a value in pounds, per cent, kilometres or plain numbers, as scenario files have it.

    `unit` is the value's own: pence, share, metres or anything that is counted. Parsing the text
    gives the same value, unless its decimals do not end.
    """
    if isinstance(value, str):
        return value
    if isinstance(value, tuple):
        return f"[{', '.join(write_value(each, unit) for each in value)}]"
    exact = Fraction(value)
    if unit == "pence":
        text = write_exact_decimal(exact / 100)
        return f"{text}0" if len(text.partition(".")[2]) == 1 else text
    if unit == "share":
        return f"{write_exact_decimal(exact * 100)}%"
    return write_exact_decimal(exact / 1000) if unit == "metres" else write_exact_decimal(exact)


def write_exact_decimal(number: Fraction) -> str:
    """All its decimals if they end, the first twelve otherwise."""
    places = 0
    while 10**places % number.denominator and places < _MOST_DECIMALS:
        places += 1
    scale = 10**places
    whole, rest = divmod(abs(number.numerator) * scale // number.denominator, scale)
    digits = f"{rest:0{places}d}".rstrip("0") if places else ""
    return f"{'-' if number < 0 else ''}{whole}{'.' if digits else ''}{digits}"
