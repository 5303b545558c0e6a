"""Parts: units that rules keep apart from all others but those that they may share lots with.

Rules tell which units never share a lot. Two units of one part are alike to all of these rules.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

from lotdesign.scenario.cache import cache_by_scenario
from lotdesign.scenario.lot_limits import LotSplit
from lotdesign.scenario.rule import Rule
from lotdesign.scenario.scenario import Scenario

UnitMarks = tuple[tuple[Hashable, bool], ...]
"""For each split the label of a unit, None for none, and whether it binds."""


@dataclass(frozen=True)
class UnitPart:
    """Units that the rules place alike, and all that may share a lot with one of them, with them.

    `is_closed`: units of different closed parts never share a lot, so that the lots of these parts
    are apart.
    """

    units: tuple[int, ...]
    reach: frozenset[int]
    is_closed: bool


@cache_by_scenario
def list_splitting_rules(scenario: Scenario) -> tuple[Rule, ...]:
    """The active rules that tell units which never share a lot."""
    everything = frozenset(range(len(scenario.units)))
    return tuple(
        rule for rule in scenario.active_rules if rule.split_units(scenario, everything) is not None
    )


@cache_by_scenario
def list_parts(scenario: Scenario) -> tuple[UnitPart, ...]:
    """The parts of a scenario by all its active rules, in the order of their first units."""
    return split_into_parts(scenario, list_splitting_rules(scenario))


def split_into_parts(scenario: Scenario, rules: Sequence[Rule]) -> tuple[UnitPart, ...]:
    """The parts by these rules. Each unit is in one.

    Units are told apart by each rule alone first; then, of what is left to each, by what no longer
    touches.
    """
    everything = frozenset(range(len(scenario.units)))
    splits = _list_splits(scenario, rules, everything)
    groups = _group_units(splits, sorted(everything))
    by_neighbours = [rule for rule in rules if rule.reads_input("neighbours")]
    index = _index_groups(groups)
    parts = []
    for marks, units in groups.items():
        near = _find_near_groups(marks, index)
        others = [other for other in (groups if near is None else near) if _may_join(marks, other)]
        reach = frozenset(u for other in others for u in groups[other])
        left = _list_splits(scenario, by_neighbours, reach) if reach != everything else []
        for finer, some in _group_units(left, units).items():
            kept = frozenset(u for u in reach if _may_join(finer, _mark_unit(left, u)))
            is_closed = all(label is not None and binds for label, binds in (*marks, *finer))
            parts.append(UnitPart(tuple(some), kept, is_closed))
    return tuple(sorted(parts, key=lambda part: part.units))


def _list_splits(
    scenario: Scenario, rules: Iterable[Rule], units: frozenset[int]
) -> list[LotSplit]:
    splits = (rule.split_units(scenario, units) for rule in rules)
    return [split for split in splits if split is not None]


def _mark_unit(splits: Sequence[LotSplit], unit: int) -> UnitMarks:
    return tuple((split.labels.get(unit), unit in split.binding) for split in splits)


def _group_units(splits: Sequence[LotSplit], units: Iterable[int]) -> dict[UnitMarks, list[int]]:
    groups: dict[UnitMarks, list[int]] = defaultdict(list)
    for unit in units:
        groups[_mark_unit(splits, unit)].append(unit)
    return groups


def _may_join(mine: UnitMarks, theirs: UnitMarks) -> bool:
    """Whether units with these marks may share a lot, as far as pairs tell."""
    return all(
        a is None or b is None or a == b or not (a_binds or b_binds)
        for (a, a_binds), (b, b_binds) in zip(mine, theirs, strict=True)
    )


def _index_groups(groups: Iterable[UnitMarks]) -> list[dict[Hashable, list[UnitMarks]]]:
    """For each split the groups by their label."""
    listed = tuple(groups)
    index: list[dict[Hashable, list[UnitMarks]]] = []
    for at in range(len(listed[0])):
        by_label = defaultdict(list)
        for marks in listed:
            by_label[marks[at][0]].append(marks)
        index.append(by_label)
    return index


def _find_near_groups(
    marks: UnitMarks, index: Sequence[dict[Hashable, list[UnitMarks]]]
) -> list[UnitMarks] | None:
    """The fewest groups among which all lie that may share a lot with this one; None: all."""
    near = [
        by_label[label] + by_label.get(None, [])
        for (label, binds), by_label in zip(marks, index, strict=True)
        if binds
    ]
    return min(near, key=len, default=None)


def find_reach(scenario: Scenario, unit: int, rules: Sequence[Rule]) -> frozenset[int]:
    """The units that may share a lot with one, itself among them, by these rules."""
    reach = frozenset(range(len(scenario.units)))
    by_neighbours = [rule for rule in rules if rule.reads_input("neighbours")]
    for some in (rules, by_neighbours):
        splits = _list_splits(scenario, some, reach)
        marks = _mark_unit(splits, unit)
        reach = frozenset(u for u in reach if _may_join(marks, _mark_unit(splits, u)))
    return reach
