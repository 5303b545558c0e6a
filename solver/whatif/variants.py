"""Variants of a scenario: other rules, rules switched off, other objectives."""

from collections.abc import Iterable
from dataclasses import replace

from lotdesign.rules.award import AwardRule
from lotdesign.scenario.rule import Rule
from lotdesign.scenario.scenario import Scenario
from lotdesign.scenario.sections import Objective

IMPLIED_AWARD_ID = "\0award"
"""The id of the award rule that stands for prices or objectives that need a certificate.

No file can hold such an id.
"""


def replace_rules(scenario: Scenario, rules: Iterable[Rule]) -> Scenario:
    """The scenario with just these rules."""
    return replace(scenario, rules=tuple(rules))


def replace_rule(scenario: Scenario, rule: Rule) -> Scenario:
    """The scenario with this rule in place of the one with its id."""
    return replace_rules(
        scenario, (rule if each.id == rule.id else each for each in scenario.rules)
    )


def switch_off_rules(scenario: Scenario, ids: Iterable[str]) -> Scenario:
    """The scenario with these rules switched off."""
    names = frozenset(ids)
    return replace_rules(
        scenario,
        (
            rule.model_copy(update={"status": "off"}) if rule.id in names else rule
            for rule in scenario.rules
        ),
    )


def drop_objectives(scenario: Scenario) -> Scenario:
    """The scenario with its active rules and without objectives: the same designs are admissible.

    Where an objective or prices need a certificate, an award rule without limits stands for them.
    """
    variant = replace(scenario, rules=scenario.active_rules, objectives=())
    if replace(scenario, rules=()).needs_certificate:
        return _add_award_rule(variant)
    return variant


def require_certificate(scenario: Scenario) -> Scenario:
    """The scenario that admits only designs with a certificate."""
    return scenario if scenario.needs_certificate else _add_award_rule(scenario)


def _add_award_rule(scenario: Scenario) -> Scenario:
    implied = AwardRule(id="award").model_copy(update={"id": IMPLIED_AWARD_ID})
    return replace(scenario, rules=(*scenario.rules, implied))


def replace_objectives(scenario: Scenario, objectives: Iterable[Objective]) -> Scenario:
    """The scenario with its active rules and these objectives: the same designs are admissible."""
    return replace(drop_objectives(scenario), objectives=tuple(objectives))
