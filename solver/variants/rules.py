"""A scenario with other rules or aims."""

from collections.abc import Iterable
from dataclasses import replace

from lotdesign.rules.award import Award
from lotdesign.rules.base import Rule
from lotdesign.scenario.scenario import Scenario
from lotdesign.scenario.sections import Objective

IMPLIED = "\0award"
"""The id of a rule that no file can hold: that all lots find winners, which something asks for."""


def with_rules(scenario: Scenario, rules: Iterable[Rule]) -> Scenario:
    """The scenario with just these rules."""
    return replace(scenario, rules=tuple(rules))


def with_rule(scenario: Scenario, rule: Rule) -> Scenario:
    """The scenario with this rule in the place of the one of its id."""
    return with_rules(scenario, (rule if each.id == rule.id else each for each in scenario.rules))


def without(scenario: Scenario, ids: Iterable[str]) -> Scenario:
    """The scenario with these rules switched off."""
    gone = frozenset(ids)
    return with_rules(
        scenario,
        (
            each.model_copy(update={"status": "off"}) if each.id in gone else each
            for each in scenario.rules
        ),
    )


def bare(scenario: Scenario) -> Scenario:
    """The active rules alone, without aims: the same designs are admissible.

    Where an aim, or a price, asks who would win, a rule that says no more stands for it.
    """
    asked = replace(scenario, rules=()).needs_certificate
    implied = (Award(id="award").model_copy(update={"id": IMPLIED}),) if asked else ()
    return replace(scenario, rules=(*scenario.active_rules, *implied), objectives=())


def aiming(scenario: Scenario, objectives: Iterable[Objective]) -> Scenario:
    """The same designs are admissible, and these are the aims."""
    return replace(bare(scenario), objectives=tuple(objectives))
