"""Two results in every detail that differs."""

from collections.abc import Iterator

from lotdesign.comparing.asked import setting_rows
from lotdesign.comparing.compare import compare
from lotdesign.comparing.figures import change
from lotdesign.comparing.given import Given
from lotdesign.comparing.lots import lot_changes, moves
from lotdesign.measures.registry import MEASURES
from lotdesign.result.difference import Difference, FigureChange, RuleChange, Side, TextChange


def diff(before: Given, after: Given) -> Difference:
    """What differs; lots are compared only where both results have a design."""
    both = before.lots and after.lots
    return Difference(
        before=_side(before),
        after=_side(after),
        status=text_change("status", before.result.status, after.result.status),
        admissible=text_change("admissible", *map(_admissible, (before, after))) if both else None,
        measures=tuple(_measures(before, after)),
        lots=tuple(lot_changes(before.result, after.result)) if both else (),
        moved=tuple(moves(before.result, after.result)) if both else (),
        only_before=_only(before, after) if both else (),
        only_after=_only(after, before) if both else (),
        rules=tuple(_rules(before, after)),
        settings=tuple(
            TextChange(name=row.path, before=row.values[0], after=row.values[1])
            for row in setting_rows([before.result.scenario, after.result.scenario])
        ),
    )


def _admissible(each: Given) -> str:
    return "yes" if each.admissible else "no"


def text_change(name: str, before: str | None, after: str | None) -> TextChange | None:
    """The change, or None where there is none."""
    return None if before == after else TextChange(name=name, before=before, after=after)


def _side(each: Given) -> Side:
    return Side(name=each.name, scenario=each.result.scenario, status=each.result.status)


def _measures(before: Given, after: Given) -> Iterator[FigureChange]:
    for name, measure in MEASURES.items():
        old, new = before.result.measures.get(name), after.result.measures.get(name)
        if old != new:
            yield change(name, measure.unit, measure.sign, old, new)


def _only(one: Given, other: Given) -> tuple[str, ...]:
    """The units that one of the designs has and the other does not."""
    there = {unit for lot in other.lots for unit in lot}
    return tuple(unit for lot in one.lots for unit in lot if unit not in there)


def _rules(before: Given, after: Given) -> Iterator[RuleChange]:
    """Rules that are kept otherwise, where both have a design, or say something else."""
    both = bool(before.lots and after.lots)
    for row in compare((before, after)).rules:
        status = text_change("status", *row.statuses) if both else None
        sentence = text_change("sentence", *row.sentences)
        if status or sentence:
            yield RuleChange(id=row.id, status=status, sentence=sentence)
