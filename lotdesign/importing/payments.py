"""Payments as spending tables write them, and what each payee was paid in a financial year."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

from lotdesign.pence import Pence

_AMOUNT = re.compile(r"(-?)£?(-?)(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(-?)")
_DAY_FORMS = ("%d/%m/%Y", "%d/%m/%y", "%d-%m-%Y", "%d %B %Y", "%d-%b-%Y", "%d-%b-%y", "%d %b %Y")
_YEAR = re.compile(r"(\d{4})-(\d{2})")
APRIL = 4


@dataclass(frozen=True, slots=True)
class Payment:
    """What a payee was paid on a day; a credit is below zero."""

    payee: str
    amount: Pence
    day: date


@dataclass(frozen=True, slots=True)
class PaymentSum:
    """What a payee was paid in a financial year, in how many payments, on which first and last."""

    amount: Pence
    payments: int
    first: date
    last: date


def parse_payment_amount(text: str) -> Pence:
    """Pence from 1234.5, "£1,234.50", "(1,234.50)" or "1,234.50-"; raises ValueError otherwise.

    Accountants write a credit in brackets. Tenths of a penny are rounded half up.
    """
    plain = text.replace(" ", "")
    in_brackets = plain.startswith("(") and plain.endswith(")")
    match = _AMOUNT.fullmatch(plain[1:-1] if in_brackets else plain)
    if match is None or len(plain) > 40:
        raise ValueError("write an amount, for example 1234.50 or (1,234.50) for a credit")
    sign, second, whole, part, behind = match.groups()
    pence = int((Decimal(whole.replace(",", "") + (part or "")) * 100 + Decimal("0.5")) // 1)
    below = [bool(sign), bool(second), bool(behind), in_brackets]
    return Pence(-pence if sum(below) % 2 else pence)


@lru_cache(maxsize=4096)
def parse_payment_day(text: str) -> date:
    """A day from 2025-03-31, 31/03/2025 or 31-Mar-25: the day stands first, as in Britain.

    Raises ValueError otherwise.
    """
    plain = text.strip()
    try:
        return datetime.fromisoformat(plain).date()
    except ValueError:
        pass
    for form in _DAY_FORMS:
        try:
            return datetime.strptime(plain.partition(" 00:00")[0], form).date()
        except ValueError:
            continue
    raise ValueError("write a day, for example 31/03/2025")


def name_financial_year(day: date) -> str:
    """The year from April to March in which a day lies: 2025-26."""
    first = day.year if day.month >= APRIL else day.year - 1
    return f"{first}-{(first + 1) % 100:02d}"


def parse_financial_year(text: str) -> str:
    """A year written as 2025-26; raises ValueError otherwise."""
    match = _YEAR.fullmatch(text.strip().replace("/", "-"))
    if match is None or (int(match[1]) + 1) % 100 != int(match[2]):
        raise ValueError("write a financial year, for example 2025-26")
    return match[0]


def sum_payments(payments: Iterable[Payment]) -> Mapping[str, Mapping[str, PaymentSum]]:
    """Financial year -> payee, as written first -> what it was paid."""
    groups: dict[str, dict[str, list[Payment]]] = defaultdict(lambda: defaultdict(list))
    for payment in payments:
        groups[name_financial_year(payment.day)][payment.payee].append(payment)
    return {
        year: {payee: _sum_up(each) for payee, each in by_payee.items()}
        for year, by_payee in sorted(groups.items())
    }


def _sum_up(payments: list[Payment]) -> PaymentSum:
    days = [payment.day for payment in payments]
    total = Pence(sum(payment.amount for payment in payments))
    return PaymentSum(total, len(payments), min(days), max(days))


def share_equally(amount: int, parts: int) -> list[Pence]:
    """An amount in so many parts, to the penny; the first get the pennies left over."""
    whole, rest = divmod(amount, parts)
    return [Pence(whole + (i < rest)) for i in range(parts)]
