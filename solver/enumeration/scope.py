"""What can be enumerated: structural rules decide which designs there are.

Where lots have prices or routes to choose from, an enumeration is refused.
"""

from dataclasses import fields, replace
from typing import Any

from lotdesign.scenario.scenario import Scenario


class EnumerationRefused(Exception):
    """The designs of a scenario cannot be listed; the text says why.

    `count` is how many there are, or how many were counted before giving up; None where
    counting had not begun.
    """

    def __init__(self, why: str, count: int | None = None) -> None:
        self.count = count
        super().__init__(why)


def find_refusal_cause(scenario: Scenario) -> str | None:
    """What besides its lots is part of a design, and decides on its money; None for nothing."""
    if scenario.prices is not None:
        return "providers have prices"
    if scenario.routes.has_choice:
        return "lots can be delivered in several ways"
    return None


def refuse_priced_or_routed(scenario: Scenario) -> None:
    """Raises NoAtlas where designs are more than their lots."""
    found = find_refusal_cause(scenario)
    if found is not None:
        raise EnumerationRefused(f"an atlas cannot be drawn yet where {found}")


def keep_structural_rules(scenario: Scenario) -> Scenario:
    """The scenario with its structural rules alone; nothing in it asks for a certificate."""
    rules = tuple(rule for rule in scenario.active_rules if rule.structural)
    return replace(scenario, rules=rules, objectives=())


def build_listing_key(scenario: Scenario) -> tuple[Any, ...]:
    """Scenarios that agree in this have the same designs."""
    units = tuple(
        (u.id, u.undivided_id, u.service, u.locality, u.procedure) for u in scenario.units
    )
    places = tuple(place.id for place in scenario.localities)
    return units, places, scenario.neighbours, keep_structural_rules(scenario).rules


def build_measuring_key(scenario: Scenario) -> tuple[Any, ...]:
    """Scenarios with the same designs that agree in this have the same figures for them."""
    read = [field.name for field in fields(Scenario) if field.name not in _UNREAD_FIELDS]
    return tuple(getattr(scenario, name) for name in read)


_UNREAD_FIELDS = (
    *("name", "sha256", "files_sha256", "settings", "authority", "rules", "objectives", "options"),
    *("budgets", "basis", "standards"),
)
"""What no figure of a lot depends on."""
