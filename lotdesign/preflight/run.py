"""All pre-flight checks.

Arithmetic that needs no solver; rules that never affect the answer, and routes that contradict.
"""

from collections.abc import Iterator

from lotdesign.preflight.finding import PreflightFinding
from lotdesign.preflight.market import (
    find_short_capacity,
    find_unlisted_providers,
    find_unreachable_reservations,
    find_unserved_units,
)
from lotdesign.preflight.money import find_short_envelopes, find_short_funding
from lotdesign.rules.route import RouteRule, find_open_routes
from lotdesign.scenario.scenario import Scenario
from lotdesign.words import join_words


def find_idle_rules(scenario: Scenario) -> Iterator[PreflightFinding]:
    """A note for each active rule that can never bite."""
    for rule in scenario.active_rules:
        if rule.is_idle(scenario):
            text = f"Rule {rule.id} can never bite: {rule.write_sentence(scenario)}"
            yield PreflightFinding("info", text, (rule.id,))


def find_contradicting_routes(scenario: Scenario) -> Iterator[PreflightFinding]:
    """A note for each unit that no route is left to."""
    for u, unit in enumerate(scenario.units):
        if not find_open_routes(scenario, u):
            rules = tuple(
                rule.id
                for rule in scenario.active_rules
                if isinstance(rule, RouteRule) and u in scenario.find_positions(rule.units)
            )
            text = (
                f"{unit.name}: rules {join_words(rules)} ask for it to be delivered different ways."
            )
            yield PreflightFinding("impossible", text, rules)


PREFLIGHT_CHECKS = (
    find_short_envelopes,
    find_short_funding,
    find_contradicting_routes,
    find_unserved_units,
    find_short_capacity,
    find_unreachable_reservations,
    find_unlisted_providers,
    find_idle_rules,
)


def run_preflight(scenario: Scenario) -> tuple[PreflightFinding, ...]:
    """Every finding; what is impossible comes first."""
    notes = [note for check in PREFLIGHT_CHECKS for note in check(scenario)]
    order = ("impossible", "warning", "info")
    return tuple(sorted(notes, key=lambda note: order.index(note.level)))
