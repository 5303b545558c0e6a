"""What each rule does to the answer: switched off, would it be another?"""

from dataclasses import replace

import numpy as np

from lotdesign.design import Award
from lotdesign.result.model import Effect
from lotdesign.rules.base import Rule
from lotdesign.scenario.scenario import Scenario
from solver.candidates.listing import TooManyLots, candidates
from solver.facts.table import Facts
from solver.selection.canonical import canonical
from solver.selection.certificate import certificate
from solver.selection.goals import Aim
from solver.selection.narrow import better, keep_near
from solver.selection.search import Search, Undecided
from solver.selection.vetting import TooManyRefusals
from solver.solve import Found, Means, by_names, design_from, posed, priced_award, reads_award

MOST = 25_000
"""With more lots to choose from than this the question is left open."""
FULL = 5_000
"""With more lots than this no second solve, with the award in the model, is made to settle it."""


def effects(scenario: Scenario, best: Found, means: Means) -> dict[str, Effect]:
    """Rule id -> whether the rule decides the answer or never bites here, for active rules.

    Without the rule the best design is still admissible. So the question is whether anything
    is better then, aim by aim, or as good with smaller labels, and whether who wins is the same.
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
            return _beaten(relaxed, facts, rule, best, means, False)
    except TooManyRefusals:
        if len(facts) > FULL:
            return "unknown"
    return _beaten(relaxed, by_names(facts), rule, best, means, True)


def _beaten(
    scenario: Scenario, facts: Facts, rule: Rule, best: Found, means: Means, carried: bool
) -> Effect:
    """Whether another answer takes the place of `best`; the model may have the award `carried`."""
    search, aims = posed(scenario, facts, means, None, carried)
    for aim, reached in zip(aims, best.reached, strict=True):
        value = aim.measure.sign * reached.value
        solution, known, prices = better(search, aim.goal, value)
        if solution is not None:
            return "decides"
        if not known:
            return "unknown"
        kept = aim.given_away(value)
        search.promise(aim.goal, kept)
        keep_near(search, aim.goal, kept, prices)
    tied = _tied(facts, search, best)
    return _awarded(scenario, rule, aims, best, means) if tied == "idle" else tied


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


def _awarded(scenario: Scenario, rule: Rule, aims: list[Aim], best: Found, means: Means) -> Effect:
    """Whether the same design has another award without the rule.

    Only a rule that one award keeps or breaks can change it. Where nothing else asks for a
    certificate, the award is compared that would be reported if something did.
    """
    about_money = rule.reads_prices and scenario.prices is not None
    if best.award is None or not (rule.needs_certificate or about_money):
        return "idle"
    try:
        award = _award(scenario, aims, best, means)
    except Undecided:
        if means.late:
            return "unknown"
        raise KeyboardInterrupt from None
    return "idle" if award == best.award else "decides"


def _award(scenario: Scenario, aims: list[Aim], best: Found, means: Means) -> Award | None:
    assert best.design is not None
    if scenario.prices is None:
        return certificate(scenario, best.design, means.engine, means.deadline)
    return priced_award(scenario, best.design, aims, best.reached, means)
