"""Break-even of each assumed figure: how far it may move before another design is best."""

from collections.abc import Sequence

from lotdesign.faults import make_printable
from lotdesign.report.amounts import format_parameter
from lotdesign.report.page import BulletList, PageSection, Paragraph
from lotdesign.report.wording import summarise_routes
from lotdesign.result.model import BreakEvenEnd, FigureBreakEven
from lotdesign.words import format_count

BREAK_EVEN_NOTE = (
    "Each figure moves alone, while all others stay. The end given is the last value at which this "
    "design is best; one step further it is not."
)


def write_break_even_section(figures: Sequence[FigureBreakEven]) -> PageSection:
    """Write how far each figure may move, those that can change the answer first."""
    lines = tuple(map(describe_break_even, sort_deciding_first(figures)))
    return PageSection(
        "What this answer depends on", (BulletList(lines), Paragraph(BREAK_EVEN_NOTE))
    )


def sort_deciding_first(figures: Sequence[FigureBreakEven]) -> tuple[FigureBreakEven, ...]:
    """Put the figures that can change the answer first."""
    return tuple(sorted(figures, key=lambda each: not (each.below or each.above)))


def describe_break_even(figure: FigureBreakEven) -> str:
    """Say in a sentence how far one figure may move."""
    title, value = make_printable(figure.title, 200), _format_value(figure.value, figure.unit)
    now = f"{_capitalise(title)}, now {value}"
    if figure.found != "worked out":
        return f"{now}: not worked out."
    least, most = (_format_value(each, figure.unit) for each in (figure.least, figure.most))
    if not (figure.below or figure.above):
        return f"{now}: this design stays best from {least} to {most}{_note_unproved(figure)}."
    ends = [f"down to {_describe_end(figure, figure.below)}"] if figure.below else []
    ends += [f"up to {_describe_end(figure, figure.above)}"] if figure.above else []
    if figure.below is None:
        ends.append(f"and anywhere down to {least}")
    if figure.above is None:
        ends.append(f"and anywhere up to {most}")
    text = f"{ends[0]}, {ends[1]}" if len(ends) > 1 else ends[0]
    return f"{now}: this design stays best {text}{_note_unproved(figure)}."


def _describe_end(figure: FigureBreakEven, end: BreakEvenEnd) -> str:
    then = {
        "another": f"then a design of {format_count(len(end.lots), 'lot')}{_describe_routes(end)}",
        "impossible": "then no design is possible",
        "invalid": "then the figure makes no sense",
    }
    return f"{_format_value(end.last, figure.unit)} ({then[end.becomes]})"


def _describe_routes(end: BreakEvenEnd) -> str:
    """Describe the routes of the next design, where they are known."""
    return f": {summarise_routes(end.routes)}" if end.routes else ""


def _note_unproved(figure: FigureBreakEven) -> str:
    return "" if figure.proved else "; only some of the values in between were checked"


def _format_value(text: str, unit: str) -> str:
    return format_parameter(text, unit) if unit == "pence" else text


def _capitalise(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
