"""The futures of a stress answer: what each changes, its best design, and the designs' regret."""

from collections.abc import Iterator

from lotdesign.faults import make_printable
from lotdesign.measures.registry import MEASURES
from lotdesign.report.amounts import NO_FIGURE, format_figure
from lotdesign.report.page import BulletList, PageBlock, Paragraph, ReportTable
from lotdesign.report.wording import name_measure, show_sentence
from lotdesign.result.base import WrittenFigure
from lotdesign.result.stressed import StressAnswer
from lotdesign.words import join_words

ASSUMED = "assumed"
"""What every line says that rests on a chance or a future."""


def describe_cases(answer: StressAnswer) -> Iterator[PageBlock]:
    """What regret is, the best and the designs' regret in each future, and what each changes."""
    name = name_measure(answer.measure)
    better = MEASURES[answer.measure].better
    yield Paragraph(
        f"Regret is how far a design's {name} is from the best that any design reaches in that "
        f"future ({'more' if better == 'more' else 'less'} is better). Each future is assumed."
    )
    headers = ["Future", "Best", *(make_printable(each.name) for each in answer.designs)]
    rows = tuple(tuple(_list_cells(answer, n)) for n in range(len(answer.cases)))
    yield ReportTable(tuple(headers), rows, frozenset(range(1, len(headers))))
    yield BulletList(
        tuple(
            f"{show_sentence(each.name)} ({ASSUMED}): "
            f"{show_sentence(join_words(each.set)) or 'as things stand'}"
            for each in answer.cases
        )
    )


def _list_cells(answer: StressAnswer, number: int) -> Iterator[str]:
    case = answer.cases[number]
    yield f"{make_printable(case.name)} ({ASSUMED})"
    if case.best is None:
        yield "impossible" if case.proved else "not known"
    else:
        best = format_figure(case.best, answer.unit)
        yield best if case.proved else f"{best} (not proved)"
    for design in answer.designs:
        found = design.regret[number]
        if found.value is None:
            yield "not admissible" if found.proved else NO_FIGURE
        else:
            yield format_regret(found.regret, found.proved, answer.unit)


def format_regret(regret: WrittenFigure, proved: bool, unit: str) -> str:
    """A regret; at most so much where the best of a future is not proved."""
    if regret is None:
        return NO_FIGURE
    text = format_figure(regret, unit)
    return text if proved else f"at most {text}"
