"""Verifies that arithmetic alone rules every design out, worked out again in its own plain way.

Nothing of the pre-flight is used. The rules declare what lots must keep and which units never
share one; the rest is sums over units, and of each number of lots whether a design may have it.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from lotdesign.money.value_bounds import list_value_ceilings, list_value_floors
from lotdesign.scenario.lot_limits import AmountBand, LotAmount, LotSplit
from lotdesign.scenario.rule import Rule
from lotdesign.scenario.scenario import Scenario
from lotdesign.verify.cuts_of_parts import can_be_shared_out
from lotdesign.verify.impossible_markets import (
    has_short_capacity,
    has_unserved_unit,
    list_market_bands,
    sum_lots_won,
)

UnitSet = frozenset[int]

MOST_UNITS_SHARED_OUT = 10
"""Every way to share out so many units is tried at most."""


def is_ruled_out(scenario: Scenario) -> bool:
    """Whether no design is admissible, by arithmetic alone."""
    return (
        any(True for rule in scenario.active_rules for _ in rule.describe_impossibility(scenario))
        or not all(scenario.find_open_routes(u) for u in range(len(scenario.units)))
        or _has_no_number_of_lots(scenario)
        or _has_part_that_cannot_be_cut(scenario)
        or has_unserved_unit(scenario, _bound_values(scenario))
        or has_short_capacity(scenario)
    )


@dataclass(frozen=True)
class UnitGroup:
    """Units alike to all rules that split, and all that one of them may share a lot with.

    `is_apart`: no lot holds units of two such groups.
    """

    units: UnitSet
    company: UnitSet
    is_apart: bool


def _group_units(scenario: Scenario, rules: Sequence[Rule]) -> list[UnitGroup]:
    """The groups, told apart by the rules; the smallest company first."""
    everyone = frozenset(range(len(scenario.units)))
    alone = _list_splits(scenario, rules, everyone)
    found = []
    for group in _gather(alone, everyone):
        company = _find_company(alone, min(group), everyone)
        among = _list_splits(scenario, rules, company)
        for some in _gather(among, group):
            one = min(some)
            labels = [split.labels.get(one) for split in (*alone, *among)]
            binds = all(one in split.binding for split in (*alone, *among))
            company_left = _find_company(among, one, company)
            found.append(UnitGroup(some, company_left, binds and None not in labels))
    return sorted(found, key=lambda group: len(group.company))


def _list_splits(scenario: Scenario, rules: Sequence[Rule], units: UnitSet) -> list[LotSplit]:
    splits = [rule.split_units(scenario, units) for rule in rules]
    return [split for split in splits if split is not None]


def _gather(splits: Sequence[LotSplit], units: Iterable[int]) -> list[UnitSet]:
    groups = defaultdict(set)
    for u in units:
        groups[tuple((split.labels.get(u), u in split.binding) for split in splits)].add(u)
    return [frozenset(group) for group in groups.values()]


def _find_company(splits: Sequence[LotSplit], one: int, units: UnitSet) -> UnitSet:
    for split in splits:
        mine = split.labels.get(one)
        if mine is not None:
            always = one in split.binding
            units = frozenset(
                u
                for u in units
                if split.labels.get(u, mine) == mine or not (always or u in split.binding)
            )
    return units


def _list_amounts(
    scenario: Scenario, amount: LotAmount
) -> tuple[list[Sequence[Fraction | int]], list[Sequence[Fraction | int]]]:
    """Weights of the units of which lots hold at least the sums, and at most the largest sum."""
    if amount == "value":
        return list(list_value_floors(scenario)), list(list_value_ceilings(scenario))
    one = [1 if amount == "units" else unit.need or Fraction(0) for unit in scenario.units]
    return [one], [one]


def _sum_least(scenario: Scenario, amount: LotAmount, units: Iterable[int]) -> Fraction | int:
    held = list(units)
    return max(sum(each[u] for u in held) for each in _list_amounts(scenario, amount)[0])


def _sum_most(scenario: Scenario, amount: LotAmount, units: Iterable[int]) -> Fraction | int:
    """The most that one lot of these units holds."""
    held = list(units)
    return max(sum(each[u] for u in held) for each in _list_amounts(scenario, amount)[1])


def _sum_all(scenario: Scenario, amount: LotAmount, units: Iterable[int]) -> Fraction | int:
    """The most that any lots of these units hold together."""
    weights = _list_amounts(scenario, amount)[1]
    return sum(max(each[u] for each in weights) for u in units)


def _bound_values(scenario: Scenario) -> dict[int, Fraction | int]:
    """For each unit the most that a lot with it may be worth, pence a year."""
    ceilings = _list_amounts(scenario, "value")[1]
    worth = [max(weights) for weights in zip(*ceilings, strict=True)]
    ruled = [b for rule in scenario.active_rules for b in rule.bound_each_lot(scenario, None)]
    most: dict[int, Fraction | int] = {}
    for group in _group_units(scenario, scenario.active_rules):
        whole = _sum_most(scenario, "value", group.company)
        richest = sorted(worth[v] for v in group.company)[::-1]
        for u in group.units:
            most[u] = whole
            for band in ruled:
                if band.most is None or not band.concerns(scenario.units[u].service):
                    continue
                if band.amount == "value":
                    most[u] = min(most[u], band.most)
                elif band.amount == "units" and band.most < len(richest):
                    room = int(band.most)
                    with_it = sum(richest[:room])
                    if worth[u] < richest[room - 1]:
                        with_it += worth[u] - richest[room - 1]
                    most[u] = min(most[u], with_it)
    return most


def list_bands(scenario: Scenario, lots: int | None) -> list[AmountBand]:
    """What every lot of a design with so many lots keeps, by rules and by who may win it."""
    ruled = (rule.bound_each_lot(scenario, lots) for rule in scenario.active_rules)
    return [band for bands in ruled for band in bands] + list_market_bands(scenario)


def is_number_ruled_out(scenario: Scenario, lots: int) -> bool:
    """Whether no design has just so many lots, by arithmetic alone."""
    fewest, most = _bound_by_counts(scenario)
    if not fewest <= lots <= most:
        return True
    groups, only = _group_units(scenario, scenario.active_rules), range(lots, lots + 1)
    bands = list_bands(scenario, lots)
    return not _find_numbers(scenario, bands, groups, join_blocks(scenario), only)


def _has_no_number_of_lots(scenario: Scenario) -> bool:
    """Whether no design has 1, 2, ... lots."""
    groups = _group_units(scenario, scenario.active_rules)
    blocks = join_blocks(scenario)
    company = {u: group.company for group in groups for u in group.units}
    if any(not block <= company[u] for block in blocks if len(block) > 1 for u in block):
        return True
    fewest, most = _bound_by_counts(scenario)
    steady, counted = list_bands(scenario, None), list_bands(scenario, 1)
    if len(counted) == len(steady):
        return not _find_numbers(scenario, steady, groups, blocks, range(fewest, most + 1))
    return not any(
        _find_numbers(scenario, list_bands(scenario, lots), groups, blocks, range(lots, lots + 1))
        for lots in range(fewest, most + 1)
    )


def _has_part_that_cannot_be_cut(scenario: Scenario) -> bool:
    """Whether some units that share lots with no others cannot be shared out; a few at most."""
    bands = list_bands(scenario, None)
    groups = _group_units(scenario, scenario.active_rules)
    alone = (each for each in groups if each.is_apart and each.company == each.units)
    return any(
        not can_be_shared_out(scenario, group.units, bands)
        for group in alone
        if len(group.units) <= MOST_UNITS_SHARED_OUT
    )


def _bound_by_counts(scenario: Scenario) -> tuple[int, int]:
    """The fewest and the most lots by rules that count them, and by who may win them."""
    counts = [rule.bound_lot_count(scenario) for rule in scenario.active_rules]
    fewest = max([1, *(least for least, _ in counts)])
    most = min([len(scenario.units), *(most for _, most in counts)])
    won = sum_lots_won(scenario)
    return fewest, most if won is None else min(most, won)


def join_blocks(scenario: Scenario) -> list[UnitSet]:
    """Units that share a lot; each unit is in one block."""
    blocks = [frozenset((u,)) for u in range(len(scenario.units))]
    for rule in scenario.active_rules:
        for tied in rule.list_blocks(scenario):
            joined = [block for block in blocks if block & tied]
            rest = [block for block in blocks if not block & tied]
            blocks = [*rest, frozenset[int]().union(*joined)]
    return blocks


def _find_numbers(
    scenario: Scenario,
    bands: Sequence[AmountBand],
    groups: Sequence[UnitGroup],
    blocks: Sequence[UnitSet],
    numbers: range,
) -> range:
    """The numbers of lots, of these, that are not ruled out by the bands of each lot."""
    none = range(0)
    for band in bands:
        if _breaks_band(scenario, band, groups, blocks):
            return none
        for other in bands:
            same = (band.amount, band.services) == (other.amount, other.services)
            if same and other.most is not None and band.least > other.most:
                return none
    fewest, most = numbers.start, numbers.stop - 1
    everyone = _group_units(scenario, ())
    for some in (everyone, groups):
        asked = 0
        for group in (group for group in some if group.is_apart):
            low, high = _count_lots_of_group(scenario, group, bands)
            if low > high:
                return none
            asked += low
            if some is everyone:
                most = min(most, high)
        fewest = max(fewest, asked)
    return range(fewest, most + 1)


def _breaks_band(
    scenario: Scenario, band: AmountBand, groups: Sequence[UnitGroup], blocks: Sequence[UnitSet]
) -> bool:
    """Whether some units hold more than the band allows, or too little with all their company."""
    held = {u for u, unit in enumerate(scenario.units) if band.concerns(unit.service)}
    if band.most is not None and any(
        _sum_least(scenario, band.amount, block) > band.most for block in blocks if block & held
    ):
        return True
    return band.least > 0 and any(
        _sum_most(scenario, band.amount, group.company) < band.least
        for group in groups
        if group.units & held
    )


def _count_lots_of_group(
    scenario: Scenario, group: UnitGroup, bands: Sequence[AmountBand]
) -> tuple[int, int]:
    """The fewest and the most lots with units of a group whose lots are apart from all others."""
    low, high = 1, len(group.units)
    services = {scenario.units[u].service for u in group.units}
    for band in bands:
        if not all(band.concerns(service) for service in services):
            continue
        if band.most is not None:
            needed = _sum_least(scenario, band.amount, group.units)
            while low <= len(scenario.units) and low * band.most < needed:
                low += 1
        if band.least > 0:
            there = _sum_all(scenario, band.amount, group.company)
            while high > 0 and high * band.least > there:
                high -= 1
    return low, high
