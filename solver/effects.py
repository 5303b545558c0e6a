"""What each rule does to the answer: switched off, would the best design be another?"""

from dataclasses import replace
from typing import Protocol

from lotdesign.result.model import Effect
from lotdesign.rules.base import Rule
from lotdesign.scenario.scenario import Scenario
from solver.candidates.listing import TooManyLots, candidates
from solver.facts.table import Facts
from solver.solve import Found

MOST = 60_000
"""With more lots to choose from than this the question is left open."""


class Solve(Protocol):
    """Designs a scenario; without `ties` any of equally good designs will do."""

    def __call__(self, scenario: Scenario, facts: Facts, *, ties: bool) -> Found:
        """See `solver.solve.designed`."""


def effects(scenario: Scenario, best: Found, solve: Solve) -> dict[str, Effect]:
    """Rule id -> whether the rule decides the answer or never bites here, for active rules.

    Each is found by solving once more without the rule.
    """
    return {rule.id: _effect(scenario, rule, best, solve) for rule in scenario.active_rules}


def without(scenario: Scenario, rule: Rule) -> Scenario:
    """The scenario with the rule switched off."""
    rules = (
        each.model_copy(update={"status": "off"}) if each is rule else each
        for each in scenario.rules
    )
    return replace(scenario, rules=tuple(rules))


def _effect(scenario: Scenario, rule: Rule, best: Found, solve: Solve) -> Effect:
    if rule.idle(scenario):
        return "idle"
    relaxed = without(scenario, rule)
    try:
        facts = candidates(relaxed, MOST)
    except TooManyLots:
        return "unknown"
    found = solve(relaxed, facts, ties=False)
    if found.proved and found.reached != best.reached:
        return "decides"
    if found.proved and not found.tie_proved:
        found = solve(relaxed, facts, ties=True)
    if not (found.proved and found.tie_proved):
        return "unknown"
    return "idle" if found.design == best.design else "decides"
