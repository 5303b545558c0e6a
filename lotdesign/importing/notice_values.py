"""What figures, days and texts of a notice mean: 1e9999 is no limit, and clocks change."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal, InvalidOperation
from typing import Any

from lotdesign.pence import Pence

_NO_LIMIT = Decimal(10) ** 15
"""Publishers are told to write 1e9999 where there is no limit; no value is so large."""

_DAYS_A_YEAR = Decimal("365.2425")


def parse_json_number(text: str) -> Decimal:
    """A number with a point or an exponent; one beyond what Decimal holds is infinite, or 0."""
    try:
        return Decimal(text)
    except InvalidOperation:
        if "e-" in text.lower():
            return Decimal(0)
        return Decimal("-Infinity" if text.startswith("-") else "Infinity")


def parse_json_constant(word: str) -> Decimal:
    """Infinity, which programs make of 1e9999; NaN is no number."""
    if word == "Infinity":
        return Decimal("Infinity")
    raise ValueError(f"{word} is no number")


def read_instant(value: object) -> float:
    """Seconds of an instant or of a bare date, for comparing; 0 where it is neither.

    As text instants are out of order when clocks change. A bare date is the first moment of that
    day by British clocks.
    """
    try:
        found = datetime.fromisoformat(str(value))
        if found.tzinfo is None:
            summer = (
                _find_last_sunday(found.year, 3) < found.date() <= _find_last_sunday(found.year, 10)
            )
            found = found.replace(tzinfo=timezone(timedelta(hours=summer)))
        return found.timestamp()
    except (ValueError, OverflowError):
        return 0.0


def _find_last_sunday(year: int, month: int) -> date:
    last = date(year, month, 31)
    return last - timedelta(days=(last.weekday() + 1) % 7)


def read_net_amount(value: object) -> Pence | None:
    """Pence without VAT; None where no amount is given, or one that means no limit."""
    amount = value.get("amount") if isinstance(value, dict) else None
    if isinstance(amount, bool) or not isinstance(amount, int | Decimal):
        return None
    exact = Decimal(amount)
    if not exact.is_finite() or not 0 <= exact < _NO_LIMIT:
        return None
    return Pence(int((exact * 100).to_integral_value()))


def read_lot_cap(value: object) -> int | None:
    """A cap on lots; None for none, and for a number that means no limit."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return None
    exact = Decimal(value)
    is_whole = exact.is_finite() and exact == exact.to_integral_value()
    return int(exact) if is_whole and 0 < exact < 100_000 else None


def read_day(value: object) -> date | None:
    """The day of an instant or of a bare date, as it is written there."""
    try:
        return datetime.fromisoformat(value).date() if isinstance(value, str) else None
    except ValueError:
        return None


def count_years(start: date | None, end: date | None) -> Decimal | None:
    """Years from a day to another, to the hundredth; None where one is missing or before."""
    if start is None or end is None or end <= start:
        return None
    return (Decimal((end - start).days + 1) / _DAYS_A_YEAR).quantize(Decimal("0.01"))


def get_table(holder: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    """The object at a key; an empty one where there is none."""
    found = holder.get(key)
    return found if isinstance(found, dict) else {}


def get_list(holder: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    """The objects of the list at a key; whatever else stands in it is passed over."""
    found = holder.get(key)
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def get_text(holder: Mapping[str, Any], key: str) -> str:
    """The text at a key without blanks around it; "" where there is none."""
    found = holder.get(key)
    return found.strip() if isinstance(found, str) else ""
