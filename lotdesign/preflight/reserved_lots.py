"""Reservations for mutuals that no design can reach."""

from collections.abc import Iterator

from lotdesign.market.eligibility import eligible
from lotdesign.money.account import account
from lotdesign.preflight.note import Note
from lotdesign.rules.reserved import Reserved, is_too_long
from lotdesign.scenario.scenario import Scenario
from lotdesign.words import plural


def reserved_lots(scenario: Scenario) -> Iterator[Note]:
    """A note for each rule that asks for more lots than its term, or the mutuals, allow."""
    for rule in scenario.active_rules:
        if isinstance(rule, Reserved) and rule.min > 0:
            most = _units_for_mutuals(scenario)
            if is_too_long(scenario):
                yield Note("impossible", rule.sentence(scenario), (rule.id,))
            elif most < rule.min:
                found = f"{plural(most, 'unit')} could be run by a listed mutual, even alone"
                asked = f"rule {rule.id} asks for {plural(rule.min, 'lot')} that could be reserved"
                yield Note("impossible", f"{found}; {asked}.", (rule.id,))


def _units_for_mutuals(scenario: Scenario) -> int:
    """A lot for a mutual holds such a unit at least, for lots only get harder to carry."""
    return sum(_mutual_could(scenario, unit) for unit in range(len(scenario.units)))


def _mutual_could(scenario: Scenario, unit: int) -> bool:
    value = account(scenario, (unit,)).value
    able = eligible(scenario, (unit,), value, growing=True)
    return any((scenario.providers or ())[p].kind == "mutual" for p in able)
