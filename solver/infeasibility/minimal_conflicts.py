"""All minimal conflicts of rules (minimal unsatisfiable subsets), by MARCO.

Sets of rules are looked at one by one. One that no design keeps is shrunk, rule by rule, to a
minimal conflict; one that some design keeps grows until no rule can be added, and what is left
out then is a minimal correction: switched off, it makes a design possible. The next set holds no
known conflict and leaves no known correction out; once there is none, all are known.

Source: Liffiton, Previti, Malik and Marques-Silva, Fast, flexible MUS enumeration, Constraints
21, 2016.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from lotdesign.scenario.rule import Rule
from lotdesign.scenario.scenario import Scenario
from solver.whatif.oracle import WhatIfOracle, WhatIfVerdict
from solver.whatif.variants import replace_rules

RuleIds = frozenset[str]

MOST_CONFLICTS = 12
"""Conflicts after which the search ends; the list is then said to be open."""


@dataclass(frozen=True, slots=True)
class MinimalConflict:
    """Rules that no design keeps together, in file order.

    Without any of those in `needed` some design keeps the others; if a rule is not among them,
    that could not be shown. `by` says what proved the conflict.
    """

    rules: tuple[str, ...]
    proved_needed: RuleIds
    proved_by: tuple[str, ...]

    @property
    def is_minimal(self) -> bool:
        """Whether every rule is shown to be needed."""
        return self.proved_needed >= frozenset(self.rules)


@dataclass
class ConflictMap:
    """What is known so far; `complete` once nothing is left to look at."""

    rules: tuple[Rule, ...]
    found: list[MinimalConflict] = field(default_factory=list)
    corrections: list[RuleIds] = field(default_factory=list)
    unsettled: list[RuleIds] = field(default_factory=list)
    complete: bool = False

    @property
    def ids(self) -> tuple[str, ...]:
        """The rules in file order."""
        return tuple(rule.id for rule in self.rules)

    def find_unexplored(self) -> RuleIds | None:
        """A set of rules that nothing known settles; None when all is settled.

        What it leaves out meets every conflict, and holds no correction and no complement of a
        set that could not be settled.
        """
        barred = [*self.corrections, *(frozenset(self.ids) - each for each in self.unsettled)]
        left_out = next(_list_hitting_sets([frozenset(c.rules) for c in self.found], barred), None)
        return None if left_out is None else frozenset(self.ids) - left_out


def _list_hitting_sets(
    sets: Sequence[RuleIds], barred: Sequence[RuleIds], so_far: RuleIds = frozenset()
) -> Iterator[RuleIds]:
    """Every small set that meets all of these and holds none of those that are barred."""
    if any(each <= so_far for each in barred):
        return
    open_one = next((each for each in sets if not each & so_far), None)
    if open_one is None:
        yield so_far
        return
    for member in sorted(open_one):
        yield from _list_hitting_sets(sets, barred, so_far | {member})


@dataclass
class ConflictExplorer:
    """Finds conflicts with an oracle; `tell` is told of each."""

    oracle: WhatIfOracle
    known: ConflictMap
    tell: Callable[[int], None]

    def explore(self) -> None:
        """Fills `known`; what was found stays there if this is interrupted."""
        known = self.known
        while (seed := known.find_unexplored()) is not None:
            if len(known.found) >= MOST_CONFLICTS:
                return
            verdict = self._ask(seed)
            if verdict.possible is None:
                known.unsettled.append(seed)
            elif verdict.possible:
                known.corrections.append(frozenset(known.ids) - self._grow(seed, verdict))
            else:
                known.found.append(self._shrink(seed))
                self.tell(len(known.found))
        known.complete = not known.unsettled

    def _ask(self, ids: RuleIds) -> WhatIfVerdict:
        return self.oracle.ask(self._build_variant(ids))

    def _build_variant(self, ids: RuleIds) -> Scenario:
        """The scenario with these rules, and those that are not open to question."""
        open_ones = frozenset(self.known.ids)
        scenario = self.oracle.scenario
        kept = (r for r in scenario.active_rules if r.id in ids or r.id not in open_ones)
        return replace_rules(scenario, kept)

    def _shrink(self, ids: RuleIds) -> MinimalConflict:
        """Rules about whole designs are tried first: without them the lists stay short."""
        needed: set[str] = set()
        for rule in sorted(self.known.rules, key=lambda rule: rule.filters_lots):
            if rule.id not in ids:
                continue
            verdict = self._ask(ids - {rule.id})
            if verdict.possible is False:
                ids = ids - {rule.id}
            elif verdict.possible:
                needed.add(rule.id)
        ordered = tuple(each for each in self.known.ids if each in ids)
        return MinimalConflict(
            ordered, frozenset(needed), self.oracle.confirm_impossible(self._build_variant(ids))
        )

    def _grow(self, ids: RuleIds, verdict: WhatIfVerdict) -> RuleIds:
        for rule in self.known.rules:
            ids = self._add_rules_kept(ids, verdict)
            if rule.id not in ids:
                more = self._ask(ids | {rule.id})
                if more.possible:
                    ids, verdict = ids | {rule.id}, more
        return self._add_rules_kept(ids, verdict)

    def _add_rules_kept(self, ids: RuleIds, verdict: WhatIfVerdict) -> RuleIds:
        """With the rules that the design at hand keeps anyway."""
        if verdict.design is None:
            return ids
        wider = ids | self.oracle.designs.list_kept_rules(verdict.design, self.known.rules)
        admitted = self.oracle.designs.is_admitted(self._build_variant(wider), verdict.design)
        return wider if admitted else ids
