"""What decides which designs there are, and what decides how they measure."""

from dataclasses import fields, replace
from typing import Any

from lotdesign.rules.base import Rule
from lotdesign.scenario.scenario import Scenario

STRUCTURAL = frozenset(
    ("contiguous", "alignment", "together", "apart", "fixed", "separate", "mix", "procedure")
)
"""Kinds that say which units may share a lot at all, without a number that could be turned."""


def is_structural(rule: Rule) -> bool:
    """Whether the rule decides which designs are listed, when it is on."""
    return rule.kind in STRUCTURAL


def skeleton(scenario: Scenario) -> Scenario:
    """The scenario with its structural rules alone; nothing in it asks for a certificate."""
    rules = tuple(rule for rule in scenario.active_rules if is_structural(rule))
    return replace(scenario, rules=rules, objectives=())


def listed_by(scenario: Scenario) -> tuple[Any, ...]:
    """Scenarios that agree in this have the same designs."""
    units = tuple((u.id, u.whole, u.service, u.locality, u.procedure) for u in scenario.units)
    places = tuple(place.id for place in scenario.localities)
    return units, places, scenario.neighbours, skeleton(scenario).rules


def measured_by(scenario: Scenario) -> tuple[Any, ...]:
    """Scenarios with the same designs that agree in this have the same figures for them."""
    read = [field.name for field in fields(Scenario) if field.name not in _UNREAD]
    return tuple(getattr(scenario, name) for name in read)


_UNREAD = (
    *("name", "sha256", "files_sha256", "settings", "authority", "rules", "objectives", "options"),
    *("budgets", "basis", "standards"),
)
"""What no figure of a lot depends on."""
