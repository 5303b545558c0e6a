"""Candidate lists of many variants: listed once for each set of rules about single lots.

With more rules a list is only filtered. Where there were too many candidates to list, there are too
many with fewer rules.
"""

from dataclasses import dataclass, field, replace

import numpy as np

from lotdesign.scenario.rule import Rule
from lotdesign.scenario.scenario import Scenario
from solver.candidate_listing import TooManyLots, list_candidates
from solver.candidates.table import CandidateTable
from solver.constraints.registry import filter_candidates
from solver.deadline import OutOfTime, has_passed, seconds_until

MOST_CANDIDATES = 120_000
"""With more candidates than this a variant is not listed."""
MOST_LISTS = 12
"""Lists that are kept, the latest ones."""


@dataclass(frozen=True)
class _ListKey:
    """What decides a list: the rules about single lots, and whether each lot needs a winner."""

    rules: frozenset[Rule]
    needs_winners: bool

    def is_implied_by(self, other: "_ListKey") -> bool:
        """Whether the other list is a part of this one."""
        return self.rules <= other.rules and self.needs_winners <= other.needs_winners


@dataclass
class CandidateLists:
    """Keeps the lists of variants that share units, money and market."""

    _lists: dict[_ListKey, CandidateTable] = field(default_factory=dict)
    _too_long: list[_ListKey] = field(default_factory=list)

    def list_candidates(
        self, variant: Scenario, deadline: float | None = None
    ) -> CandidateTable | None:
        """The candidates that the variant's rules admit; None where there are too many.

        Raises OutOfTime at a deadline (monotonic).
        """
        key = _build_list_key(variant)
        if any(key.is_implied_by(too_long) for too_long in self._too_long):
            return None
        wider = [known for known in self._lists if known.is_implied_by(key)]
        if wider:
            nearest = min(wider, key=lambda known: len(self._lists[known]))
            rebound = rebind_candidates(self._lists[nearest], variant)
            candidates = _filter_list(rebound, nearest, key)
        else:
            try:
                seconds = seconds_until(deadline)
                candidates = list_candidates(variant, MOST_CANDIDATES, seconds)
            except TooManyLots:
                if has_passed(deadline):
                    raise OutOfTime from None
                self._too_long.append(key)
                return None
        self._keep(key, candidates)
        return candidates

    def _keep(self, key: _ListKey, candidates: CandidateTable) -> None:
        self._lists[key] = candidates
        while len(self._lists) > MOST_LISTS:
            del self._lists[next(iter(self._lists))]


def reuse_candidates(candidates: CandidateTable, variant: Scenario) -> CandidateTable | None:
    """The candidates for a variant with the same rules about single lots; None for any other."""
    same = _build_list_key(candidates.scenario) == _build_list_key(variant)
    return rebind_candidates(candidates, variant) if same else None


def rebind_candidates(candidates: CandidateTable, scenario: Scenario) -> CandidateTable:
    """The same candidates for a scenario that differs in rules or objectives alone.

    Attributes that have been computed are taken over.
    """
    own = replace(candidates, scenario=scenario)
    fields = candidates.__dataclass_fields__
    own.__dict__.update(
        (name, value)
        for name, value in candidates.__dict__.items()
        if isinstance(value, np.ndarray) and name not in fields
    )
    return own


def _build_list_key(scenario: Scenario) -> _ListKey:
    rules = (rule for rule in scenario.active_rules if rule.filters_lots)
    return _ListKey(frozenset(rules), scenario.needs_certificate)


def _filter_list(candidates: CandidateTable, known: _ListKey, key: _ListKey) -> CandidateTable:
    """The candidates of a wider list that also keep what only `key` asks for."""
    for rule in candidates.scenario.active_rules:
        if rule in key.rules - known.rules and len(candidates):
            candidates = candidates.filter(filter_candidates(rule, candidates))
    if key.needs_winners and not known.needs_winners and len(candidates):
        candidates = candidates.filter(candidates.can_be_awarded(candidates.all_parties))
    return candidates
