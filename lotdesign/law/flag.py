"""A sentence about the law, and the two that need no scenario: the regime and the threshold."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from lotdesign.law.parameters import Law
from lotdesign.law.rows import LawRow
from lotdesign.words import plural, pounds

Level = Literal["fact", "look", "unsettled"]
"""A plain fact; something to act on or look at; something on which the reading is not settled."""


@dataclass(frozen=True, slots=True)
class Flag:
    """A sentence, and where its figure comes from."""

    id: str
    level: Level
    text: str
    source: str = ""


def flag_of(name: str, level: Level, text: str, row: LawRow) -> Flag:
    """A flag that rests on a figure; where its reading is not settled, neither is the flag."""
    return Flag(name, "unsettled" if row.standing == "uncertain" else level, text, row.source)


def regime(law: Law) -> Flag:
    """The law that the notice falls under."""
    row, noticed = law.row("regime"), law.noticed
    if row is None:
        return Flag("regime", "look", f"No law is on file for a notice of {noticed}.")
    if noticed is None:
        text = f"No notice date is given, so the figures shown are those of the {row.value}."
        return Flag("regime", "look", text, row.source)
    return Flag("regime", "fact", f"A notice of {noticed} falls under the {row.value}.", row.source)


def threshold(
    law: Law, worth: int, years: int, alone: Sequence[int] = (), left_out: bool = False
) -> Iterator[Flag]:
    """All lots together, `worth` pence without VAT, against the light-touch threshold.

    `alone` is what each lot is worth; `left_out` says that units of another regime are not in it.
    """
    row, limit = law.row("light_touch_threshold"), law.amount("light_touch_threshold")
    if row is None or limit is None:
        return
    whole = _counted(law, worth)
    with_ = "with" if law.amount("thresholds_with_vat") else "without"
    above = whole >= limit
    text = (
        f"All lots together come to {pounds(whole)} {with_} VAT over {plural(years, 'year')}, "
        f"extensions counted, which is {'not below' if above else 'below'} the light-touch "
        f"threshold of {pounds(limit)} {with_} VAT"
    )
    if above and alone and all(_counted(law, each) < limit for each in alone):
        text += "; that each lot alone would be below it does not count"
    usual = law.amount("services_threshold")
    if not above and usual is not None and whole >= usual:
        text += f", but not below the {pounds(usual)} of services that are not light-touch"
    if left_out:
        text += "; units under the Provider Selection Regime are left out"
    yield flag_of("threshold", "look" if above else "fact", f"{text}.", row)


def _counted(law: Law, pence: int) -> Fraction:
    """An amount as thresholds count it on that day: with VAT or without."""
    return law.with_vat(pence) if law.amount("thresholds_with_vat") else Fraction(pence)
