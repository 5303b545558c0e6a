"""All checks of the pre-flight together."""

from collections.abc import Iterator
from typing import get_args

from lotdesign.money.design_cost import describe_unlisted_providers
from lotdesign.preflight.finding import PreflightFinding, PreflightLevel
from lotdesign.preflight.lone_units import find_units_without_lot
from lotdesign.preflight.lot_numbers import (
    find_contradicting_lot_counts,
    find_ruled_out_numbers,
    find_uncut_parts,
)
from lotdesign.preflight.map_parts import find_map_parts
from lotdesign.preflight.map_places import find_wrong_places
from lotdesign.preflight.market import find_short_capacity, find_unserved_units
from lotdesign.preflight.rules import find_contradicting_routes, find_impossible_rules
from lotdesign.preflight.small_parts import find_uncut_small_parts
from lotdesign.scenario.cache import cache_by_scenario
from lotdesign.scenario.scenario import Scenario

FEASIBILITY_CHECKS = (
    find_impossible_rules,
    find_units_without_lot,
    find_uncut_parts,
    find_uncut_small_parts,
    find_contradicting_routes,
    find_contradicting_lot_counts,
    find_ruled_out_numbers,
    find_unserved_units,
    find_short_capacity,
)
"""The checks that may prove that there is no admissible design."""


def find_unlisted_providers(scenario: Scenario) -> Iterator[PreflightFinding]:
    """A finding for each of today's providers that is not in the table: gone, or mistyped."""
    for remark in describe_unlisted_providers(scenario):
        yield PreflightFinding("warning", f"{remark}.")


def find_idle_rules(scenario: Scenario) -> Iterator[PreflightFinding]:
    """A finding for each active rule that never affects the answer."""
    for rule in scenario.active_rules:
        if rule.is_idle(scenario):
            text = f"Rule {rule.id} never affects the answer: {rule.write_sentence(scenario)}"
            yield PreflightFinding("info", text, (rule.id,))


@cache_by_scenario
def run_preflight(scenario: Scenario) -> tuple[PreflightFinding, ...]:
    """Every finding; what is impossible comes first."""
    checks = (
        *FEASIBILITY_CHECKS,
        find_map_parts,
        find_wrong_places,
        find_unlisted_providers,
        find_idle_rules,
    )
    findings = [finding for check in checks for finding in check(scenario)]
    levels = get_args(PreflightLevel)
    return tuple(sorted(findings, key=lambda finding: levels.index(finding.level)))


def is_impossible(scenario: Scenario) -> bool:
    """Whether arithmetic proves that the scenario has no admissible design."""
    findings = (finding for check in FEASIBILITY_CHECKS for finding in check(scenario))
    return any(finding.level == "impossible" for finding in findings)
