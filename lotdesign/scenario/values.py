"""What people write in a cell or behind a key, read exactly.

Each reader takes text or a TOML value and returns an exact one; it raises ValueError whose
message says what would be right. The annotated types put a reader, and the description that
the JSON Schema shows, onto a field.
"""

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from functools import lru_cache
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema

from lotdesign.pence import Pence

LARGEST = 10**12
"""No figure of an authority comes near; larger ones are slips."""

_PLAIN_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)")
_GROUPED_NUMBER = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d*)?")


def number(value: object) -> Fraction:
    """An exact number from 1520000, "1,520,000" or 2.5, below a thousand billion."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal | float | str | Fraction):
        raise ValueError("write a number, for example 12.5")
    exact = Fraction(value) if isinstance(value, int | Fraction) else _read(str(value).strip())
    if abs(exact) >= LARGEST:
        raise ValueError("write a number below a thousand billion")
    return exact


@lru_cache(maxsize=4096)
def _read(text: str) -> Fraction:
    if len(text) > 60:
        raise ValueError("write a number, for example 12.5")
    if _GROUPED_NUMBER.fullmatch(text):
        text = text.replace(",", "")
    elif not _PLAIN_NUMBER.fullmatch(text):
        return _scientific(text)
    return Fraction(text)


def _scientific(text: str) -> Fraction:
    """1e6, as TOML floats may be written; infinities and words are refused."""
    try:
        amount = Decimal(text)
    except InvalidOperation:
        amount = Decimal("NaN")
    if not amount.is_finite() or abs(amount.adjusted()) > 30:
        raise ValueError("write a number, for example 12.5")
    return Fraction(amount)


def pounds(value: object) -> Pence:
    """Whole pence from pounds: 1520000, "£1,520,000" or 304000.50."""
    text = value.strip().removeprefix("£").strip() if isinstance(value, str) else value
    try:
        pence = number(text) * 100
    except ValueError:
        raise ValueError("write pounds, for example 304000.50 or £1,520,000") from None
    if pence.denominator != 1:
        raise ValueError("write pounds with at most two decimals")
    return Pence(pence.numerator)


def kilometres(value: object) -> Fraction:
    """Metres from kilometres: 12 or 7.5."""
    try:
        return number(value) * 1000
    except ValueError:
        raise ValueError("write kilometres, for example 7.5") from None


def percentage(value: object) -> Fraction:
    """An exact share from "10%" or 0.10."""
    if isinstance(value, str) and value.strip().endswith("%"):
        value, scale = value.strip()[:-1], Fraction(1, 100)
    else:
        scale = Fraction(1)
    try:
        return number(value) * scale
    except ValueError:
        raise ValueError('write a percentage, for example "10%" or 0.10') from None


def price(value: object) -> Fraction:
    """Per cent of gross value from 102 or "102%"."""
    text = value.strip().removesuffix("%") if isinstance(value, str) else value
    try:
        per_cent = number(text)
    except ValueError:
        raise ValueError("write the price in per cent of gross value, for example 102") from None
    if not 10 < per_cent < 1000:
        raise ValueError("write the price in per cent of gross value, for example 102, not 1.02")
    return per_cent


def whole(value: object) -> int:
    """A whole number from 5 or "5"."""
    try:
        exact = number(value)
    except ValueError:
        exact = Fraction(1, 2)
    if exact.denominator != 1:
        raise ValueError("write a whole number, for example 5")
    return exact.numerator


def words(value: object) -> str:
    """Text as it stands, without the blanks around it; a number from TOML becomes its digits."""
    if isinstance(value, str):
        if "\0" in value:
            raise ValueError("write text without a NUL character")
        return value.strip()
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return str(value)
    raise ValueError("write text in quotes")


def name(value: object) -> str:
    """Text that is not empty."""
    found = words(value)
    if not found:
        raise ValueError("write a name")
    return found


def names(value: object) -> tuple[str, ...]:
    """Names from a list or from `a;b`; `*` stands alone for all."""
    parts = value.split(";") if isinstance(value, str) else value
    if not isinstance(parts, list | tuple):
        raise ValueError('write names, for example a;b in a table or ["a", "b"] in TOML')
    found = tuple(words(part) for part in parts)
    listed = tuple(each for each in found if each)
    if not listed:
        raise ValueError("write at least one name, or *")
    return listed


def limit(value: object) -> Pence | None:
    """Pounds, or nothing for a blank: no limit."""
    return None if value is None or is_blank(value) else pounds(value)


def is_blank(value: object) -> bool:
    """Whether a cell or key was left unfilled."""
    return isinstance(value, str) and not value.strip()


def per_year(value: object) -> Pence | tuple[Pence, ...]:
    """One amount of pounds for every year, or a list of one a year."""
    if isinstance(value, list | tuple):
        return tuple(pounds(each) for each in value)
    return pounds(value)


def budget_per_year(value: object) -> Pence | tuple[Pence, ...]:
    """Amounts as `per_year` reads them, none of them below zero."""
    found = per_year(value)
    if min(found if isinstance(found, tuple) else (found,), default=0) < 0:
        raise ValueError("must be at least 0")
    return found


def saving(value: object) -> Pence | Fraction:
    """Pounds, or a share from "10%"; neither below zero, and no share above the whole."""
    if isinstance(value, str) and value.strip().endswith("%"):
        share = percentage(value)
        if not 0 <= share <= 1:
            raise ValueError("must be from 0% to 100%")
        return share
    found = pounds(value)
    if found < 0:
        raise ValueError("must be at least 0")
    return found


@dataclass(frozen=True, slots=True)
class Slack:
    """How much of an optimum may be given away: a share of it, or an amount in people's units."""

    size: Fraction = Fraction(0)
    relative: bool = False


def slack(value: object) -> Slack:
    """A share, "0.5%", of the optimum, or an amount: pounds, kilometres, or a plain number."""
    if isinstance(value, Slack):
        return value
    text = value.strip().removeprefix("£") if isinstance(value, str) else value
    relative = isinstance(text, str) and text.endswith("%")
    try:
        size = percentage(text) if relative else number(text)
    except ValueError:
        size = Fraction(-1)
    if size < 0:
        raise ValueError('write a percentage of the optimum, for example "0.5%", or an amount')
    return Slack(size, relative)


_AMOUNT: dict[str, Any] = {"type": ["number", "string"]}
_TEXT: dict[str, Any] = {"type": "string"}
_NAMES: dict[str, Any] = {"type": ["array", "string"], "items": _TEXT, "minItems": 1}
_PER_YEAR: dict[str, Any] = {"anyOf": [_AMOUNT, {"type": "array", "items": _AMOUNT}]}
_FROM_0: dict[str, Any] = _AMOUNT | {"minimum": 0}
_BUDGETS: dict[str, Any] = {"anyOf": [_FROM_0, {"type": "array", "items": _FROM_0}]}

Words = Annotated[str, BeforeValidator(words), WithJsonSchema(_TEXT)]
Name = Annotated[str, BeforeValidator(name), WithJsonSchema({**_TEXT, "minLength": 1})]
Names = Annotated[tuple[str, ...], BeforeValidator(names), WithJsonSchema(_NAMES)]
Number = Annotated[Fraction, BeforeValidator(number), WithJsonSchema(_AMOUNT)]
Whole = Annotated[int, BeforeValidator(whole), WithJsonSchema({"type": ["integer", "string"]})]
Pounds = Annotated[Pence, BeforeValidator(pounds), WithJsonSchema(_AMOUNT)]
Limit = Annotated[Pence | None, BeforeValidator(limit), WithJsonSchema(_AMOUNT)]
PerYear = Annotated[Pence | tuple[Pence, ...], BeforeValidator(per_year), WithJsonSchema(_PER_YEAR)]
BudgetPerYear = Annotated[
    Pence | tuple[Pence, ...], BeforeValidator(budget_per_year), WithJsonSchema(_BUDGETS)
]
Saving = Annotated[Pence | Fraction, BeforeValidator(saving), WithJsonSchema(_FROM_0)]
Kilometres = Annotated[Fraction, BeforeValidator(kilometres), WithJsonSchema(_AMOUNT)]
Percentage = Annotated[Fraction, BeforeValidator(percentage), WithJsonSchema(_AMOUNT)]
Tolerance = Annotated[Slack, BeforeValidator(slack), WithJsonSchema(_AMOUNT)]
Price = Annotated[Fraction, BeforeValidator(price), WithJsonSchema(_AMOUNT)]


def key(
    about: str,
    default: Any = ...,
    *,
    unit: str = "",
    least: int | None = None,
    most: int | None = None,
    alias: str | None = None,
) -> Any:
    """A documented key: what it is, its unit and the range of its value."""
    bounds: dict[str, Any] = {"minimum": least, "maximum": most}
    extra = {word: bound for word, bound in bounds.items() if bound is not None}
    if unit:
        extra["x-unit"] = unit
    return Field(
        default, alias=alias, ge=least, le=most, description=about, json_schema_extra=extra
    )
