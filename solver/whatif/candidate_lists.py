"""Candidate lists of many variants: listed once for each set of rules about single lots.

With more rules the same list is only filtered, and where there were too many lots there are too
many with fewer rules.
"""

from dataclasses import dataclass, field, replace

import numpy as np

from lotdesign.scenario.rule import Rule
from lotdesign.scenario.scenario import Scenario
from solver.candidate_listing import TooManyLots, list_candidates
from solver.candidates.table import CandidateTable
from solver.constraints.registry import filter_candidates

MOST_LOTS_LISTED = 120_000
"""More lots than this are not listed where only a rule is asked about."""
MOST_LISTS_KEPT = 12
"""Lists that are remembered."""


@dataclass(frozen=True)
class _ListKey:
    """What decides a list: the rules about single lots, and whether each needs a winner."""

    rules: frozenset[Rule]
    placed: bool

    def within(self, other: "_ListKey") -> bool:
        """Whether the other asks for all of this too."""
        return self.rules <= other.rules and self.placed <= other.placed


@dataclass
class CandidateLists:
    """Remembers lists of one scenario's units, money and market."""

    most: int = MOST_LOTS_LISTED
    _known: dict[_ListKey, CandidateTable] = field(default_factory=dict)
    _too_many: list[_ListKey] = field(default_factory=list)

    def list_candidates(self, scenario: Scenario) -> CandidateTable | None:
        """The lots that the scenario's rules admit; None where there are too many."""
        asked = _build_list_key(scenario)
        if any(asked.within(each) for each in self._too_many):
            return None
        wider = [each for each in self._known if each.within(asked)]
        if wider:
            nearest = min(wider, key=lambda each: len(self._known[each]))
            facts = _filter_list(rebind_candidates(self._known[nearest], scenario), nearest, asked)
        else:
            try:
                facts = list_candidates(scenario, self.most)
            except TooManyLots:
                self._too_many.append(asked)
                return None
        self._keep(asked, facts)
        return facts

    def _keep(self, asked: _ListKey, facts: CandidateTable) -> None:
        self._known[asked] = facts
        while len(self._known) > MOST_LISTS_KEPT:
            del self._known[next(iter(self._known))]


def rebind_candidates(facts: CandidateTable, scenario: Scenario) -> CandidateTable:
    """The same facts for a scenario that differs in rules or aims alone."""
    own = replace(facts, scenario=scenario)
    fields = facts.__dataclass_fields__
    own.__dict__.update(
        (name, known)
        for name, known in facts.__dict__.items()
        if isinstance(known, np.ndarray) and name not in fields
    )
    return own


def _build_list_key(scenario: Scenario) -> _ListKey:
    rules = (rule for rule in scenario.active_rules if rule.filters_lots)
    return _ListKey(frozenset(rules), scenario.needs_certificate)


def _filter_list(facts: CandidateTable, known: _ListKey, asked: _ListKey) -> CandidateTable:
    for rule in facts.scenario.active_rules:
        if rule in asked.rules - known.rules and len(facts):
            facts = facts.filter(filter_candidates(rule, facts))
    if asked.placed and not known.placed and len(facts):
        facts = facts.filter(facts.can_be_awarded(facts.all_parties))
    return facts
