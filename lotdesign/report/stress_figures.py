"""What `stress` found, in figures and words that its page and its table share."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from lotdesign.report.amounts import NO_FIGURE
from lotdesign.report.spreadsheet import escape_cell, write_cell, write_csv
from lotdesign.result.designs import write_lots
from lotdesign.result.stressed import (
    ChanceFigure,
    MarginFigure,
    MarginFigures,
    StressAnswer,
    StressedDesign,
)
from lotdesign.words import format_percent


def write_stress_csv(answer: StressAnswer) -> str:
    """Write a row for each design."""
    headers = (
        *("design", "name", "admissible", "withdrawals", "withdrawals_proved", "breaking_sets"),
        *("all_sets", "capacity", "turnover_multiple", "value_rise", "chance_every_lot"),
        *("chance_certificate", "largest_regret", "total_regret", "lots"),
    )
    return write_csv(headers, (_write_row(each) for each in answer.designs))


def _write_row(design: StressedDesign) -> Iterator[str]:
    yield from (escape_cell(design.id), escape_cell(design.name))
    yield "yes" if design.admissible else "no"
    found, margins, chances = design.withdrawals, design.margins, design.chances
    if found is None:
        yield from ("",) * 4
    else:
        yield write_cell(found.size)
        yield "yes" if found.proved else "no"
        yield write_cell(found.count)
        yield "yes" if found.complete else "no"
    for margin in _list_margins(margins):
        yield margin.status if margin.value is None else margin.value
    for chance in (chances.every_lot, chances.certificate) if chances else (None, None):
        yield "" if chance is None else chance.value
    yield write_cell(design.largest_regret)
    yield write_cell(design.total_regret)
    yield escape_cell(write_lots(design.lots))


def _list_margins(margins: MarginFigures | None) -> Sequence[MarginFigure]:
    if margins is None:
        return (MarginFigure(status="none", exact=None, value="", proved=False),) * 3
    return (margins.capacity, margins.turnover_multiple, margins.value_rise)


def is_untried(design: StressedDesign) -> bool:
    """Whether the search ended before anything was found out about a design."""
    return not design.admissible and not design.broken and design.withdrawals is None


def is_needed(margin: MarginFigure) -> bool:
    """Whether some capacity must hold."""
    return margin.status == "limit" and margin.exact not in (None, "0")


def format_share(margin: MarginFigure, up: bool = True) -> str:
    """A share, rounded to the side on which there is a certificate."""
    if margin.value is None:
        return {"unbounded": "without end", "no_capacity": NO_FIGURE}.get(margin.status, NO_FIGURE)
    share = Fraction(margin.exact or 0)
    tenths = -(-share * 1000 // 1) if up else share * 1000 // 1
    return f"{int(tenths) / 10:g}%"


def format_multiple(margin: MarginFigure) -> str:
    """A turnover multiple, rounded down."""
    if margin.exact is None:
        return "any" if margin.status == "unbounded" else NO_FIGURE
    hundredths = Fraction(margin.exact) * 100 // 1
    return f"{int(hundredths) / 100:g} times"


def format_chance(chance: ChanceFigure | None, whole: bool = False) -> str:
    """A chance; from draws it is about so much, and `whole` adds the interval."""
    if chance is None:
        return NO_FIGURE
    if chance.method == "exact":
        return say_share(chance.value)
    text = f"about {say_share(chance.value)}"
    if not whole:
        return text
    return (
        f"{text} ({say_share(chance.low)} to {say_share(chance.high)} at 95%, from "
        f"{chance.draws:,} draws)"
    )


def say_share(share: str) -> str:
    """A share that is not 0 or 1 is shown as neither."""
    value = Fraction(share)
    shown = format_percent(value)
    return "less than 0.01%" if shown == "0%" and value else shown


def say_points(share: str) -> str:
    """A difference of chances in points."""
    value = Fraction(share) * 100
    return f"{float(value):.2f}".rstrip("0").rstrip(".") + " points"


def say_capacity(whose: str, margin: MarginFigure) -> str:
    """How much of a capacity is enough."""
    if margin.status == "none":
        return (
            f"{whose}: the lots cannot be let as things stand"
            if margin.proved
            else (f"{whose}: not worked out in time")
        )
    if margin.exact == "0":
        return f"{whose} may fall to nothing"
    least = "" if margin.proved else "at least that was proved: "
    return f"{least}{format_share(margin)} of {whose} is enough, and not less"


def say_multiple(margin: MarginFigure, today: Fraction) -> str:
    """Up to which turnover may be asked for."""
    if margin.status == "unbounded":
        return "whatever turnover is asked for, the lots can be let"
    if margin.exact is None:
        return "the lots cannot be let even where no turnover is asked for"
    return (
        f"a turnover of up to {format_multiple(margin)} the yearly value may be asked for "
        f"(today {float(today):g})"
    )


def say_rise(margin: MarginFigure) -> str:
    """How far values may rise."""
    if margin.status == "unbounded":
        return "however much values rise, the lots can be let"
    if margin.exact is None:
        return "there is no room for higher values: the lots cannot be let as things stand"
    return f"values may rise by {format_share(margin, up=False)} and the lots can still be let"
