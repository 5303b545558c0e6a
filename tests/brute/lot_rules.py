"""Rules that are facts about one lot (section 5); a design breaks one when any lot does."""

from collections.abc import Callable

from tests.brute.case import Case, Row
from tests.brute.exact import number, pence
from tests.brute.lot import Lot
from tests.brute.touch import connected

Check = Callable[[Case, Lot, Row], bool]


def selected(rule: Row, lot: Lot) -> bool:
    """`services` selects the lots that hold any of them; the default is every lot."""
    services = rule.get("services")
    return not services or bool(lot.services & set(services))


def _lot_value(case: Case, lot: Lot, rule: Row) -> bool:
    low = "min" not in rule or lot.value >= pence(rule["min"])
    high = "max" not in rule or lot.value <= pence(rule["max"])
    return not selected(rule, lot) or (low and high)


def _lot_size(case: Case, lot: Lot, rule: Row) -> bool:
    size = len(lot.units)
    return int(rule.get("min", 0)) <= size <= int(rule.get("max", size))


def reaches(case: Case, rule: Row, lot: Lot) -> bool:
    """Whether it holds any unit, or part of one, in the rule's area; without one it does."""
    if "area" not in rule:
        return True
    return any(case.area(unit, rule["by"]) == rule["area"] for unit in lot.units)


def _contiguous(case: Case, lot: Lot, rule: Row) -> bool:
    return not selected(rule, lot) or connected(case, lot.local)


def _alignment(case: Case, lot: Lot, rule: Row) -> bool:
    if rule["mode"] == "within":
        # Authority-wide is a place of its own.
        by = rule.get("by", "locality")
        areas = {case.area(case.units[i], by) for i in lot.local}
        return not selected(rule, lot) or len(areas) + bool(lot.wide) <= 1
    return all(_undivided(lot, group) for group in _locality_groups(case, rule))


def _locality_groups(case: Case, rule: Row) -> list[int]:
    services, by = set(rule.get("services") or case.services), rule.get("by", "locality")
    areas = {case.area(unit, by) for unit in case.units} - {""}
    return [
        sum(
            1 << i
            for i, unit in enumerate(case.units)
            if case.area(unit, by) == area and unit.service in services
        )
        for area in sorted(areas)
    ]


def _undivided(lot: Lot, group: int) -> bool:
    return lot.mask & group in (0, group)


def _union(case: Case, rule: Row) -> int:
    group = 0
    for name in rule["units"]:
        group |= case.named[name]
    return group


def _together(case: Case, lot: Lot, rule: Row) -> bool:
    return _undivided(lot, _union(case, rule))


def _fixed(case: Case, lot: Lot, rule: Row) -> bool:
    group = _union(case, rule)
    return lot.mask & group == 0 or lot.mask == group


def _apart(case: Case, lot: Lot, rule: Row) -> bool:
    return sum(lot.mask & case.named[name] != 0 for name in rule["units"]) <= 1


def _hub(case: Case, lot: Lot, rule: Row) -> bool:
    return any(lot.mask & case.named[name] == case.named[name] for name in rule["units"])


def _separate(case: Case, lot: Lot, rule: Row) -> bool:
    return rule["service"] not in lot.services or len(lot.services) == 1


def _mix(case: Case, lot: Lot, rule: Row) -> bool:
    return len(lot.services) == 1 or any(lot.services <= set(a) for a in rule["allowed"])


def _travel(case: Case, lot: Lot, rule: Row) -> bool:
    return lot.longest <= number(rule["max_km"]) * 1000


def _procedure(case: Case, lot: Lot, rule: Row) -> bool:
    # A blank procedure is a value of its own.
    return len({unit.procedure for unit in lot.units}) == 1


def _term(case: Case, lot: Lot, rule: Row) -> bool:
    firsts, lasts = [unit.first for unit in lot.units], [unit.last for unit in lot.units]
    starts = max(firsts) - min(firsts) <= int(rule.get("start_within", 0))
    return starts and max(lasts) - min(lasts) <= int(rule.get("end_within", 0))


def _bidders(case: Case, lot: Lot, rule: Row) -> bool:
    return not lot.external or len(lot.bidders) >= int(rule["min"])


def _route(case: Case, lot: Lot, rule: Row) -> bool:
    return not lot.mask & _union(case, rule) or lot.route == rule["route"]


CHECKS: dict[str, Check] = {
    "lot_value": _lot_value,
    "lot_size": _lot_size,
    "contiguous": _contiguous,
    "alignment": _alignment,
    "together": _together,
    "fixed": _fixed,
    "apart": _apart,
    "separate": _separate,
    "mix": _mix,
    "travel": _travel,
    "procedure": _procedure,
    "term": _term,
    "bidders": _bidders,
    "route": _route,
    "hub": _hub,
}
