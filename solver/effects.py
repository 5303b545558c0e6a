"""What each rule does to the answer: switched off, would the best design be another?"""

from collections.abc import Callable
from dataclasses import replace

from lotdesign.design import Design
from lotdesign.result.model import Effect
from lotdesign.rules.base import Rule
from lotdesign.scenario.scenario import Scenario
from solver.candidates.listing import TooManyLots, candidates
from solver.facts.table import Facts
from solver.solve import Found

MOST = 60_000
"""With more lots to choose from than this the question is left open."""

Solve = Callable[[Scenario, Facts], Found]


def without(scenario: Scenario, rule: Rule) -> Scenario:
    """The scenario with the rule switched off."""
    rules = (
        each.model_copy(update={"status": "off"}) if each is rule else each
        for each in scenario.rules
    )
    return replace(scenario, rules=tuple(rules))


def effects(scenario: Scenario, best: Design, solve: Solve) -> dict[str, Effect]:
    """Rule id -> whether the rule decides the answer or never bites here, for active rules.

    Each is found by solving once more without the rule.
    """
    return {rule.id: _effect(scenario, rule, best, solve) for rule in scenario.active_rules}


def _effect(scenario: Scenario, rule: Rule, best: Design, solve: Solve) -> Effect:
    relaxed = without(scenario, rule)
    try:
        facts = candidates(relaxed, MOST)
    except TooManyLots:
        return "unknown"
    found = solve(relaxed, facts)
    if not (found.proved and (found.tie_proved or found.design is None)):
        return "unknown"
    return "idle" if found.design == best else "decides"
