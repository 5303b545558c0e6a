"""What differs between two results, as CSV."""

from collections.abc import Iterator

from lotdesign.report.sheet import csv_text, words
from lotdesign.result.difference import Difference, FigureChange, TextChange


def differences_csv(told: Difference) -> str:
    """A row a change; figures in their own units, as pence."""
    return csv_text(("what", "name", "before", "after", "difference", "verdict"), _rows(told))


def _rows(told: Difference) -> Iterator[tuple[str, ...]]:
    if told.status is not None:
        yield _text_row("status", told.status)
    if told.admissible is not None:
        yield _text_row("admissible", told.admissible)
    for change in told.measures:
        yield _figure_row("measure", change.name, change)
    for moved in told.moved:
        yield ("unit", words(moved.unit), words(moved.before.name), words(moved.after.name), "", "")
    yield from (("unit", words(unit), "there", "", "", "") for unit in told.only_before)
    yield from (("unit", words(unit), "", "there", "", "") for unit in told.only_after)
    for lot in told.lots:
        names = tuple(words("" if each is None else each.name) for each in (lot.before, lot.after))
        yield ("lot", "", *names, "", "")
        of = words(lot.before.name if lot.before else lot.after.name if lot.after else "")
        yield from (_figure_row(f"lot {each.name}", of, each) for each in lot.figures)
        for text in lot.words:
            yield (
                f"lot {text.name}",
                of,
                words(text.before or ""),
                words(text.after or ""),
                "",
                "",
            )
    for rule in told.rules:
        yield from (
            _text_row(f"rule {each.name}", each.model_copy(update={"name": rule.id}))
            for each in (rule.status, rule.sentence)
            if each is not None
        )
    yield from (_text_row("setting", each) for each in told.settings)


def _figure_row(what: str, name: str, change: FigureChange) -> tuple[str, ...]:
    values = (change.before, change.after, change.difference)
    return (what, name, *("" if v is None else str(v) for v in values), change.verdict)


def _text_row(what: str, change: TextChange) -> tuple[str, ...]:
    return (what, words(change.name), words(change.before or ""), words(change.after or ""), "", "")
