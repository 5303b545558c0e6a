"""Rules that no design can keep, each by its own arithmetic, and routes that contradict."""

from collections.abc import Iterator

from lotdesign.preflight.finding import PreflightFinding
from lotdesign.scenario.scenario import Scenario
from lotdesign.words import join_words


def find_impossible_rules(scenario: Scenario) -> Iterator[PreflightFinding]:
    """A finding for each proof that a rule cannot be kept; rules with the same proof share it."""
    rules_by_text: dict[str, tuple[str, ...]] = {}
    for rule in scenario.active_rules:
        for text in rule.describe_impossibility(scenario):
            rules_by_text[text] = (*rules_by_text.get(text, ()), rule.id)
    for text, rules in rules_by_text.items():
        yield PreflightFinding("impossible", text, rules)


def find_contradicting_routes(scenario: Scenario) -> Iterator[PreflightFinding]:
    """A finding for each unit to which the rules leave no delivery route."""
    for u, unit in enumerate(scenario.units):
        if not scenario.find_open_routes(u):
            rules = tuple(
                rule.id
                for rule in scenario.active_rules
                if rule.find_required_route(scenario, u) is not None
            )
            text = (
                f"{unit.name}: rules {join_words(rules)} ask for it to be delivered different ways."
            )
            yield PreflightFinding("impossible", text, rules)
