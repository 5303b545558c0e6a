"""Reads figures of a paper from its sources: a figure is never given, only the path to it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from lotdesign.faults import make_printable
from lotdesign.law.parameters import find_law
from lotdesign.measures.registry import ALL_MEASURES
from lotdesign.papers.sources import PaperSources, read_field
from lotdesign.papers.text import FieldText, FigureOrigin, FigureStyle, RichText, TracedFigure
from lotdesign.pence import round_away
from lotdesign.report.amounts import NO_FIGURE, format_figure, format_millions, format_whole_pounds
from lotdesign.scenario.figure_units import COUNTED_UNITS
from lotdesign.words import format_percent

LONGEST_TEXT = 600
"""Characters of a text from a file that a paper shows."""


def format_pounds_and_pence(pence: Fraction) -> str:
    """Pounds with both pence, for tables that must add up: £1,520,000.00."""
    size = abs(round_away(pence))
    sign = "-" if pence < 0 else ""
    return f"{sign}£{size // 100:,}.{size % 100:02d}"


def _format_metres(metres: Fraction) -> str:
    return format_figure(int(metres), "metres")


def _format_number(number: Fraction) -> str:
    return f"{float(number):,.6g}" if number.denominator > 1 else f"{int(number):,}"


def _place_point(number: int, places: int) -> str:
    """A whole number with so many of its digits behind the point, without zeros at the end."""
    whole, rest = divmod(number, 10**places)
    return f"{whole:,}" + (f".{rest:0{places}}".rstrip("0") if rest else "")


FIGURE_WRITERS: Mapping[FigureStyle, Callable[[Fraction], str]] = {
    "pounds": format_whole_pounds,
    "pence": format_pounds_and_pence,
    "millions": format_millions,
    "count": lambda value: f"{int(value):,}",
    "percent": format_percent,
    "points": lambda value: f"{float(value):.2f}",
    "number": _format_number,
    "need": _format_number,
    "metres": _format_metres,
    "percent_up": lambda value: f"{_place_point(-(-value * 1000 // 1), 1)}%",
    "percent_down": lambda value: f"{_place_point(value * 1000 // 1, 1)}%",
    "number_down": lambda value: _place_point(value * 100 // 1, 2),
    "times": lambda value: f"{_format_number(value)} times",
}
"""Style -> how an exact figure is written in it."""

_STYLE_BY_UNIT: Mapping[str, FigureStyle] = {
    "pence": "pounds",
    "share": "percent",
    "metres": "metres",
    "need": "need",
    **dict.fromkeys(COUNTED_UNITS, "count"),
}


def choose_style(unit: str) -> FigureStyle:
    """The style in which a figure of this unit is written outside tables that add up."""
    return _STYLE_BY_UNIT.get(unit, "number")


@dataclass(frozen=True, slots=True)
class FigureReader:
    """Reads traced figures and texts from sources by their paths."""

    sources: PaperSources

    def read(self, path: str) -> Any:
        """What stands at a path; raises LookupError for no such field."""
        return read_field(self.sources, path)

    def trace(self, style: FigureStyle, origin: FigureOrigin, *fields: str) -> TracedFigure:
        """Work a figure out from its fields; raises LookupError where one is missing."""
        exact = work_out(self.sources, origin, fields)
        return TracedFigure(FIGURE_WRITERS[style](exact), exact, style, origin, fields)

    def sum(self, style: FigureStyle, *fields: str) -> TracedFigure:
        """The sum of these fields, or the one field."""
        return self.trace(style, "sum", *fields)

    def count(self, field: str) -> TracedFigure:
        """The number of entries of a list or a table."""
        return self.trace("count", "entries", field)

    def show(self, field: str, unit: str, style: FigureStyle | None = None) -> RichText:
        """A figure of this unit; a dash where there is none."""
        if self.read(field) is None:
            return (NO_FIGURE,)
        return (self.sum(style or choose_style(unit), field),)

    def show_measure(self, holder: str, name: str) -> RichText:
        """A measure of the design at `holder`; a dash where it has no such figure."""
        if self.read(f"{holder}.measures").get(name) is None:
            return (NO_FIGURE,)
        return self.show(f"{holder}.measures.{name}", ALL_MEASURES[name].unit)

    def quote(self, field: str, longest: int = LONGEST_TEXT) -> FieldText:
        """The text at a path, made printable."""
        return FieldText(make_printable(str(self.read(field)), longest), field)

    def quote_first(self, *fields: str) -> FieldText:
        """The first text that is not blank; the last one where all are."""
        filled = (each for each in fields if str(self.read(each) or "").strip())
        return self.quote(next(filled, fields[-1]))


def work_out(sources: PaperSources, origin: FigureOrigin, fields: Sequence[str]) -> Fraction:
    """A figure from its fields, exact; raises LookupError for a field that is not there."""
    found = [read_field(sources, field) for field in fields]
    if origin == "entries":
        return Fraction(sum(map(len, found)))
    if origin == "filled":
        return Fraction(sum(bool(each) for group in found for each in group))
    groups = [each if isinstance(each, list) else [each] for each in found]
    values = [Fraction(value or 0) for group in groups for value in group]
    sums = [sum((Fraction(value or 0) for value in group), Fraction(0)) for group in groups]
    total = sum(sums, Fraction(0))
    match origin:
        case "less":
            total = 2 * sums[0] - total
        case "least":
            total = min(values)
        case "most":
            total = max(values)
        case "share":
            total = (total - sums[-1]) / sums[-1] if sums[-1] else Fraction(0)
        case "with_vat":
            total = find_law(sources.scenario).add_vat(total)
    return total
