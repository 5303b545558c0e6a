"""On what the answer hangs: how far each assumed figure may move."""

from collections.abc import Sequence
from fractions import Fraction

from lotdesign.faults import shown
from lotdesign.report.amounts import amount
from lotdesign.report.page import Items, Section, Text
from lotdesign.report.routes import delivered
from lotdesign.result.tipping import End, Tipping
from lotdesign.words import plural

MEANING = (
    "Each figure moves alone, all others stay. What is named as the end is the last value at which "
    "this design is best; one step further it is not."
)


def tipping(figures: Sequence[Tipping]) -> Section:
    """How far each figure may move, those on which the answer hangs first."""
    lines = tuple(map(hinge, hanging_first(figures)))
    return Section("What this answer hangs on", (Items(lines), Text(MEANING)))


def hanging_first(figures: Sequence[Tipping]) -> tuple[Tipping, ...]:
    """The figures on which the answer hangs, then those that change nothing."""
    return tuple(sorted(figures, key=lambda each: not (each.below or each.above)))


def hinge(figure: Tipping) -> str:
    """How far one figure may move, in a sentence."""
    now = f"{_capital(shown(figure.title, 200))}, now {_people(figure.value, figure.unit)}"
    if figure.found != "worked out":
        return f"{now}: not worked out."
    least, most = (_people(each, figure.unit) for each in (figure.least, figure.most))
    if not (figure.below or figure.above):
        return f"{now}: this design stays best from {least} to {most}{_proof(figure)}."
    ends = [f"down to {_end(figure, figure.below)}"] if figure.below else []
    ends += [f"up to {_end(figure, figure.above)}"] if figure.above else []
    if figure.below is None:
        ends.append(f"and anywhere down to {least}")
    if figure.above is None:
        ends.append(f"and anywhere up to {most}")
    told = f"{ends[0]}, {ends[1]}" if len(ends) > 1 else ends[0]
    return f"{now}: this design stays best {told}{_proof(figure)}."


def _end(figure: Tipping, end: End) -> str:
    then = {
        "another": f"beyond it one of {plural(len(end.lots), 'lot')}{_ways(end)}",
        "impossible": "beyond it none is possible",
        "invalid": "beyond it the figure makes no sense",
    }
    return f"{_people(end.last, figure.unit)} ({then[end.becomes]})"


def _ways(end: End) -> str:
    """How its lots are delivered, where that is told."""
    return f": {delivered(end.routes)}" if end.routes else ""


def _proof(figure: Tipping) -> str:
    return "" if figure.proved else "; of the values between only some were looked at"


def _people(text: str, unit: str) -> str:
    if unit == "pence":
        return amount(int(Fraction(text) * 100), unit, exact=True)
    return text


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
