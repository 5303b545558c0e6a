"""Variants of a scenario: other rules, rules switched off, other objectives."""

from collections.abc import Iterable
from dataclasses import replace

from lotdesign.rules.award import AwardRule
from lotdesign.scenario.rule import Rule
from lotdesign.scenario.scenario import Scenario
from lotdesign.scenario.sections import Objective

IMPLIED_AWARD_ID = "\0award"
"""The id of a rule that no file can hold: that all lots find winners, which something asks for."""


def replace_rules(scenario: Scenario, rules: Iterable[Rule]) -> Scenario:
    """The scenario with just these rules."""
    return replace(scenario, rules=tuple(rules))


def replace_rule(scenario: Scenario, rule: Rule) -> Scenario:
    """The scenario with this rule in the place of the one of its id."""
    return replace_rules(
        scenario, (rule if each.id == rule.id else each for each in scenario.rules)
    )


def switch_off_rules(scenario: Scenario, ids: Iterable[str]) -> Scenario:
    """The scenario with these rules switched off."""
    gone = frozenset(ids)
    return replace_rules(
        scenario,
        (
            each.model_copy(update={"status": "off"}) if each.id in gone else each
            for each in scenario.rules
        ),
    )


def drop_objectives(scenario: Scenario) -> Scenario:
    """The active rules alone, without aims: the same designs are admissible.

    Where an aim, or a price, asks who would win, a rule that says no more stands for it.
    """
    asked = replace(scenario, rules=()).needs_certificate
    implied = (AwardRule(id="award").model_copy(update={"id": IMPLIED_AWARD_ID}),) if asked else ()
    return replace(scenario, rules=(*scenario.active_rules, *implied), objectives=())


def replace_objectives(scenario: Scenario, objectives: Iterable[Objective]) -> Scenario:
    """The same designs are admissible, and these are the aims."""
    return replace(drop_objectives(scenario), objectives=tuple(objectives))
