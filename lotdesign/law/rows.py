"""A dated figure of the law, and how each is read."""

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from typing import Literal

from lotdesign.pence import Pence
from lotdesign.scenario.rows import Row
from lotdesign.scenario.values import Name, Words, key, number, percentage, pounds, whole

Parameter = Literal[
    "regime",
    "light_touch_threshold",
    "services_threshold",
    "thresholds_with_vat",
    "vat_rate",
    "reasons_for_lots",
    "reserved_years",
    "kpi_threshold",
    "turnover_multiple",
    "sme_staff",
    "sme_turnover",
    "sme_balance_sheet",
]
Standing = Literal["statute", "policy", "uncertain"]
Value = str | bool | Pence | Fraction | int


class LawRow(Row):
    """What a parameter is from a day on, until a later row says otherwise."""

    parameter: Parameter = key("which figure")
    since: Name = key("first day, as 2025-02-24", alias="from")
    value: Name = key("the figure: pounds, a percentage, years, yes or no, or a name")
    standing: Standing = key("statute, policy, or a reading that is not settled", "statute")
    source: Words = key("where it stands", "")

    @property
    def day(self) -> date:
        """The first day; raises ValueError where it is none."""
        return day(self.since)

    @property
    def read(self) -> Value:
        """The value by what the parameter is; raises ValueError that says what would be right."""
        return READERS[self.parameter](self.value)


def day(text: str) -> date:
    """A day written as 2025-02-24."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError("write a day, for example 2025-02-24") from None


def _yes(text: str) -> bool:
    if text not in ("yes", "no"):
        raise ValueError("write yes or no")
    return text == "yes"


READERS: Mapping[str, Callable[[str], Value]] = {
    "regime": str,
    "light_touch_threshold": pounds,
    "services_threshold": pounds,
    "thresholds_with_vat": _yes,
    "vat_rate": percentage,
    "reasons_for_lots": str,
    "reserved_years": whole,
    "kpi_threshold": pounds,
    "turnover_multiple": number,
    "sme_staff": whole,
    "sme_turnover": pounds,
    "sme_balance_sheet": pounds,
}
