"""The lots to choose from, listed once for each set of rules about single lots.

With more rules the same list is only filtered, and where there were too many lots there are too
many with fewer rules.
"""

from dataclasses import dataclass, field, replace

import numpy as np

from lotdesign.rules.base import Rule
from lotdesign.scenario.scenario import Scenario
from solver.candidates.listing import TooManyLots, candidates
from solver.facts.table import Facts
from solver.limits.registry import admitted, limits_of

MOST = 120_000
"""More lots than this are not listed where only a rule is asked about."""
KEPT = 12
"""Lists that are remembered."""


@dataclass(frozen=True)
class _Asked:
    """What decides a list: the rules about single lots, and whether each needs a winner."""

    rules: frozenset[Rule]
    placed: bool

    def within(self, other: "_Asked") -> bool:
        """Whether the other asks for all of this too."""
        return self.rules <= other.rules and self.placed <= other.placed


@dataclass
class Lists:
    """Remembers lists of one scenario's units, money and market."""

    most: int = MOST
    _known: dict[_Asked, Facts] = field(default_factory=dict)
    _too_many: list[_Asked] = field(default_factory=list)

    def of(self, scenario: Scenario) -> Facts | None:
        """The lots that the scenario's rules admit; None where there are too many."""
        asked = _asked(scenario)
        if any(asked.within(each) for each in self._too_many):
            return None
        wider = [each for each in self._known if each.within(asked)]
        if wider:
            nearest = min(wider, key=lambda each: len(self._known[each]))
            facts = _narrowed(rescoped(self._known[nearest], scenario), nearest, asked)
        else:
            try:
                facts = candidates(scenario, self.most)
            except TooManyLots:
                self._too_many.append(asked)
                return None
        self._keep(asked, facts)
        return facts

    def _keep(self, asked: _Asked, facts: Facts) -> None:
        self._known[asked] = facts
        while len(self._known) > KEPT:
            del self._known[next(iter(self._known))]


def rescoped(facts: Facts, scenario: Scenario) -> Facts:
    """The same facts for a scenario that differs in rules or aims alone."""
    own = replace(facts, scenario=scenario)
    fields = facts.__dataclass_fields__
    own.__dict__.update(
        (name, known)
        for name, known in facts.__dict__.items()
        if isinstance(known, np.ndarray) and name not in fields
    )
    return own


def _asked(scenario: Scenario) -> _Asked:
    rules = (rule for rule in scenario.active_rules if about_lots(rule))
    return _Asked(frozenset(rules), scenario.needs_certificate)


def about_lots(rule: Rule) -> bool:
    """Whether the rule decides which single lots there may be."""
    module = limits_of(rule.kind)
    return hasattr(module, "shape") or hasattr(module, "admits")


def _narrowed(facts: Facts, known: _Asked, asked: _Asked) -> Facts:
    for rule in facts.scenario.active_rules:
        if rule in asked.rules - known.rules and len(facts):
            facts = facts.where(admitted(rule, facts))
    if asked.placed and not known.placed and len(facts):
        facts = facts.where(facts.placeable(facts.everyone))
    return facts
