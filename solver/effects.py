"""What each rule does to the answer: switched off, would the best design be another?"""

from dataclasses import replace

import numpy as np

from lotdesign.ledger import Ledger
from lotdesign.result.model import Effect
from lotdesign.rules.base import Rule
from lotdesign.scenario.scenario import Scenario
from solver.candidates.listing import TooManyLots, candidates
from solver.facts.lots import Ints
from solver.facts.table import Facts
from solver.selection.canonical import canonical
from solver.selection.goals import Aim
from solver.selection.narrow import better, keep_near
from solver.selection.search import Search
from solver.selection.vetting import TooManyRefusals
from solver.solve import Found, Means, by_names, design_from, designed, posed, reads_award

MOST = 25_000
"""With more lots to choose from than this the question is left open."""
FULL = 5_000
"""With more lots than this no second solve is made to settle it, be it full or with the award."""


def effects(scenario: Scenario, best: Found, means: Means) -> dict[str, Effect]:
    """Rule id -> whether the rule decides the answer or never bites here, for active rules.

    Without the rule the best design is still admissible. So the question is whether anything
    is better then, aim by aim, or as good with smaller labels.
    """
    return {rule.id: _effect(scenario, rule, best, means) for rule in scenario.active_rules}


def without(scenario: Scenario, rule: Rule) -> Scenario:
    """The scenario with the rule switched off."""
    rules = (
        each.model_copy(update={"status": "off"}) if each is rule else each
        for each in scenario.rules
    )
    return replace(scenario, rules=tuple(rules))


def _effect(scenario: Scenario, rule: Rule, best: Found, means: Means) -> Effect:
    if rule.idle(scenario):
        return "idle"
    if means.late or not len(best.facts):
        return "unknown"  # without a list of lots there are too many, and more without the rule
    relaxed = without(scenario, rule)
    try:
        facts = candidates(relaxed, MOST)
    except TooManyLots:
        return "unknown"
    try:
        if not reads_award(relaxed):
            return _beaten(relaxed, facts, best, means, False)
    except TooManyRefusals:
        if len(facts) > FULL:
            return "unknown"
    return _beaten(relaxed, by_names(facts), best, means, True)


def _beaten(scenario: Scenario, facts: Facts, best: Found, means: Means, carried: bool) -> Effect:
    """Whether another design takes the place of `best`; the model may have the award `carried`."""
    search, aims = posed(scenario, facts, means, None, carried)
    for aim, reached in zip(aims, best.reached, strict=True):
        value = aim.measure.sign * reached.value
        solution, known, prices = better(search, aim.goal, value)
        if solution is not None:
            return _better(scenario, facts, best, aim, solution, means)
        if not known:
            return "unknown"
        kept = aim.given_away(value)
        search.promise(aim.goal, kept)
        keep_near(search, aim.goal, kept, prices)
    return _tied(facts, search, best)


def _better(
    scenario: Scenario, facts: Facts, best: Found, aim: Aim, solution: Ints, means: Means
) -> Effect:
    """What a solution that is better in an aim means for the best design.

    It takes the best design's place, unless that is within the aim's tolerance of the new
    optimum: later aims may then give the gain away again, and only a full solve can tell.
    """
    assert best.design is not None
    held = aim.measure.of(Ledger(scenario, best.design, best.award))
    if aim.measure.sign * held > aim.given_away(aim.goal.of(solution)):
        return "decides"
    if len(facts) > FULL:
        return "unknown"
    found = designed(scenario, facts, means)
    if not (found.proved and found.tie_proved):
        return "unknown"
    return "idle" if found.design == best.design else "decides"


def _tied(facts: Facts, search: Search, best: Found) -> Effect:
    """Whether a design that is as good comes first by its labels, or its routes."""
    assert best.design is not None
    lots = set(best.design.lots)
    chosen = np.array([facts.drawn(i) in lots for i in range(len(facts))])
    known = search.solve(allowed=chosen)
    if known.solution is None:
        return "unknown"
    solution, proved = canonical(search, facts, known.solution)
    if not proved:
        return "unknown"
    return "idle" if design_from(facts, solution) == best.design else "decides"
