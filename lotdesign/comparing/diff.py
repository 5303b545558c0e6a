"""Compares two results in every detail; lots are matched by the units that they share."""

from collections.abc import Iterator

from lotdesign.comparing.compare import build_figure_change, compare_results
from lotdesign.comparing.inputs import NamedResult, compare_settings
from lotdesign.matching import find_moved_units, match_lots
from lotdesign.measures.registry import MEASURES
from lotdesign.result.compared import (
    DiffAnswer,
    DifferenceSide,
    FigureChange,
    LotChange,
    LotName,
    MovedUnit,
    RuleChange,
    TextChange,
)
from lotdesign.result.model import LotResult, Result

_LOT_FIGURES = (
    ("market_value_pence", "pence", 0, False),
    ("whole_life_pence", "pence", 1, False),
    ("eligible", "providers", -1, True),
    ("eligible_small", "providers", -1, True),
)
"""Name, unit, sign (1 where less is better), and whether lots with other units compare too.

A larger lot costs more and is not worse for that.
"""


def diff_lots(before: Result, after: Result) -> Iterator[LotChange]:
    """Yield matched lots in which anything differs, and lots without a match."""
    pairs = dict(_match_lots(before, after))
    for i, lot in enumerate(before.lots):
        change = _build_lot_change(lot, after.lots[pairs[i]] if i in pairs else None)
        if _has_differences(change):
            yield change
    for j, lot in enumerate(after.lots):
        if j not in pairs.values():
            yield _build_lot_change(None, lot)


def describe_moved_units(before: Result, after: Result) -> Iterator[MovedUnit]:
    """Yield the units that moved, with their lots before and after."""
    old, new = _map_units_to_lots(before), _map_units_to_lots(after)
    for unit in find_moved_units(_list_units(before), _list_units(after)):
        yield MovedUnit(unit=unit, before=_name_lot(old[unit]), after=_name_lot(new[unit]))


def _match_lots(before: Result, after: Result) -> list[tuple[int, int]]:
    return match_lots(_list_units(before), _list_units(after))


def _list_units(result: Result) -> list[tuple[str, ...]]:
    return [lot.units for lot in result.lots]


def _map_units_to_lots(result: Result) -> dict[str, LotResult]:
    return {unit: lot for lot in result.lots for unit in lot.units}


def _name_lot(lot: LotResult) -> LotName:
    return LotName(id=lot.id, name=lot.name)


def _has_differences(change: LotChange) -> bool:
    unmatched = change.before is None or change.after is None
    return bool(unmatched or change.left or change.joined or change.figures or change.words)


def _build_lot_change(before: LotResult | None, after: LotResult | None) -> LotChange:
    old = () if before is None else before.units
    new = () if after is None else after.units
    return LotChange(
        before=None if before is None else _name_lot(before),
        after=None if after is None else _name_lot(after),
        kept=tuple(unit for unit in old if unit in new),
        left=tuple(unit for unit in old if unit not in new),
        joined=tuple(unit for unit in new if unit not in old),
        figures=tuple(
            each for each in _diff_lot_figures(before, after) if each.before != each.after
        ),
        words=tuple(each for each in _diff_lot_words(before, after) if each.before != each.after),
    )


def _diff_lot_figures(before: LotResult | None, after: LotResult | None) -> Iterator[FigureChange]:
    same = before is not None and after is not None and set(before.units) == set(after.units)
    for name, unit, sign, anyhow in _LOT_FIGURES:
        values = [None if lot is None else _read_lot_figure(lot, name) for lot in (before, after)]
        yield build_figure_change(name, unit, sign if same or anyhow else 0, *values)


def _read_lot_figure(lot: LotResult, name: str) -> int:
    value = getattr(lot, name)
    return len(value) if isinstance(value, tuple) else int(value)


def _diff_lot_words(before: LotResult | None, after: LotResult | None) -> Iterator[TextChange]:
    if before is not None and after is not None:
        open_to = [("yes" if lot.accessible else "no") for lot in (before, after)]
        yield TextChange(name="accessible", before=open_to[0], after=open_to[1])
        yield TextChange(name="award", before=before.award, after=after.award)
    routes = [None if lot is None else lot.route for lot in (before, after)]
    if set(routes) - {None, "external"}:
        yield TextChange(name="route", before=routes[0], after=routes[1])


def diff_results(before: NamedResult, after: NamedResult) -> DiffAnswer:
    """Return what differs; lots are compared only where both results have a design."""
    both = before.lots and after.lots
    return DiffAnswer(
        before=_build_side(before),
        after=_build_side(after),
        status=build_text_change("status", before.result.status, after.result.status),
        admissible=build_text_change("admissible", *map(_say_admissible, (before, after)))
        if both
        else None,
        measures=tuple(_diff_measures(before, after)),
        lots=tuple(diff_lots(before.result, after.result)) if both else (),
        moved=tuple(describe_moved_units(before.result, after.result)) if both else (),
        only_before=_find_units_only_in(before, after) if both else (),
        only_after=_find_units_only_in(after, before) if both else (),
        rules=tuple(_diff_rules(before, after)),
        settings=tuple(
            TextChange(name=row.path, before=row.values[0], after=row.values[1])
            for row in compare_settings([before.result.scenario, after.result.scenario])
        ),
    )


def _say_admissible(each: NamedResult) -> str:
    return "yes" if each.admissible else "no"


def build_text_change(name: str, before: str | None, after: str | None) -> TextChange | None:
    """Build the change of a text, or None where there is none."""
    return None if before == after else TextChange(name=name, before=before, after=after)


def _build_side(each: NamedResult) -> DifferenceSide:
    return DifferenceSide(name=each.name, scenario=each.result.scenario, status=each.result.status)


def _diff_measures(before: NamedResult, after: NamedResult) -> Iterator[FigureChange]:
    for name, measure in MEASURES.items():
        old, new = before.result.measures.get(name), after.result.measures.get(name)
        if old != new:
            yield build_figure_change(name, measure.unit, measure.sign, old, new)


def _find_units_only_in(one: NamedResult, other: NamedResult) -> tuple[str, ...]:
    """Return the units of one design that the other lacks."""
    there = {unit for lot in other.lots for unit in lot}
    return tuple(unit for lot in one.lots for unit in lot if unit not in there)


def _diff_rules(before: NamedResult, after: NamedResult) -> Iterator[RuleChange]:
    """Yield rules whose status, where both have a design, or whose sentence differs."""
    both = bool(before.lots and after.lots)
    for row in compare_results((before, after)).rules:
        status = build_text_change("status", *row.statuses) if both else None
        sentence = build_text_change("sentence", *row.sentences)
        if status or sentence:
            yield RuleChange(id=row.id, status=status, sentence=sentence)
