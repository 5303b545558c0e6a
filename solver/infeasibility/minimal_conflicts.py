"""All minimal conflicts of rules (minimal unsatisfiable subsets), by MARCO.

Sets of rules are explored one by one. An infeasible set is shrunk, rule by rule, to a minimal
conflict. A feasible set grows until no rule can be added; the rules left out are then a minimal
correction: with these off a design is possible. The next set contains no known conflict and leaves
out no known correction; once there is none, all conflicts are known.

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
"""Conflicts after which the search ends; the list is then incomplete."""


@dataclass(frozen=True, slots=True)
class MinimalConflict:
    """Rules that no design keeps together, in file order.

    Without any one of `proved_needed` some design keeps the others; whether a rule that is not
    among them is needed is not known. `proved_by` names what proved the conflict.
    """

    rules: tuple[str, ...]
    proved_needed: RuleIds
    proved_by: tuple[str, ...]

    @property
    def is_minimal(self) -> bool:
        """Whether every rule is proved to be needed."""
        return self.proved_needed >= frozenset(self.rules)


@dataclass
class ConflictMap:
    """The sets of rules explored so far; `complete` once all minimal conflicts are found."""

    rules: tuple[Rule, ...]
    found: list[MinimalConflict] = field(default_factory=list)
    corrections: list[RuleIds] = field(default_factory=list)
    unsettled: list[RuleIds] = field(default_factory=list)
    complete: bool = False

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the rules in file order."""
        return tuple(rule.id for rule in self.rules)

    def find_unexplored(self) -> RuleIds | None:
        """A set of rules whose feasibility does not follow from what is known, if there is one.

        The rules left out hit every conflict, and contain no correction and no complement of a
        set that could not be settled.
        """
        everything = frozenset(self.ids)
        barred = [*self.corrections, *(everything - ids for ids in self.unsettled)]
        conflicts = [frozenset(conflict.rules) for conflict in self.found]
        left_out = next(_list_hitting_sets(conflicts, barred), None)
        return None if left_out is None else everything - left_out


def _list_hitting_sets(
    sets: Sequence[RuleIds], barred: Sequence[RuleIds], so_far: RuleIds = frozenset()
) -> Iterator[RuleIds]:
    """Yields sets that hit all of these and contain none of those barred, depth first."""
    if any(ids <= so_far for ids in barred):
        return
    missed = next((ids for ids in sets if not ids & so_far), None)
    if missed is None:
        yield so_far
        return
    for member in sorted(missed):
        yield from _list_hitting_sets(sets, barred, so_far | {member})


@dataclass
class ConflictExplorer:
    """Finds conflicts with an oracle.

    Reports the number of those found, and of how many rules of how many it has been tried whether
    the set at hand can do without them, or take them in.
    """

    oracle: WhatIfOracle
    known: ConflictMap
    report: Callable[[int, int, int], None]

    def explore(self) -> None:
        """Fills `known`, which stays valid when this is stopped by an exception.

        Raises OutOfTime at the deadline, KeyboardInterrupt on Ctrl-C, EngineContradiction where a
        second engine finds a design that the first proved away.
        """
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
        known.complete = not known.unsettled

    def _ask(self, ids: RuleIds) -> WhatIfVerdict:
        return self.oracle.ask(self._build_variant(ids))

    def _build_variant(self, ids: RuleIds) -> Scenario:
        """The scenario with these rules, and with those that are not among the rules explored."""
        explored = frozenset(self.known.ids)
        scenario = self.oracle.scenario
        kept = (r for r in scenario.active_rules if r.id in ids or r.id not in explored)
        return replace_rules(scenario, kept)

    def _shrink(self, ids: RuleIds) -> MinimalConflict:
        """Drops rules from an infeasible set while it stays infeasible.

        Rules about whole designs are tried first: without these the candidate lists stay short.
        """
        needed: set[str] = set()
        tried = [rule for rule in self.known.rules if rule.id in ids]
        tried.sort(key=lambda rule: rule.filters_lots)
        for done, rule in enumerate(tried):
            self.report(len(self.known.found), done, len(tried))
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
        for done, rule in enumerate(self.known.rules):
            self.report(len(self.known.found), done, len(self.known.rules))
            ids = self._add_rules_kept(ids, verdict)
            if rule.id not in ids:
                more = self._ask(ids | {rule.id})
                if more.possible:
                    ids, verdict = ids | {rule.id}, more
        return self._add_rules_kept(ids, verdict)

    def _add_rules_kept(self, ids: RuleIds, verdict: WhatIfVerdict) -> RuleIds:
        """The set with all other rules that the verdict's design keeps."""
        if verdict.design is None:
            return ids
        wider = ids | self.oracle.designs.list_kept_rules(verdict.design, self.known.rules)
        admitted = self.oracle.designs.is_admitted(self._build_variant(wider), verdict.design)
        return wider if admitted else ids
