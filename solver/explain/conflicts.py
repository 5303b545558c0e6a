"""All minimal sets of rules that cannot hold together.

Sets of rules are looked at one by one. One that no design keeps is shrunk, rule by rule, to a
conflict; one that some design keeps grows until no rule can be added, and what is left out then is
a correction: switched off, it makes a design possible. The next set to look at holds no known
conflict and leaves no known correction out; once there is none, all conflicts and all corrections
are known (MARCO: Liffiton, Previti, Malik and Marques-Silva, Constraints 21, 2016).
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from lotdesign.rules.base import Rule
from lotdesign.scenario.scenario import Scenario
from solver.variants.lists import about_lots
from solver.variants.oracle import Oracle, Verdict
from solver.variants.rules import with_rules

Ids = frozenset[str]

MOST = 12
"""Conflicts after which the search ends; the list is then said to be open."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Rules that no design keeps together, in file order.

    Without any of those in `needed` some design keeps the others; if a rule is not among them,
    that could not be shown. `by` says what proved the conflict.
    """

    rules: tuple[str, ...]
    needed: Ids
    by: tuple[str, ...]

    @property
    def minimal(self) -> bool:
        """Whether every rule is shown to be needed."""
        return self.needed >= frozenset(self.rules)


@dataclass
class Conflicts:
    """What is known so far; `complete` once nothing is left to look at."""

    rules: tuple[Rule, ...]
    found: list[Conflict] = field(default_factory=list)
    corrections: list[Ids] = field(default_factory=list)
    dark: list[Ids] = field(default_factory=list)
    complete: bool = False

    @property
    def ids(self) -> tuple[str, ...]:
        """The rules in file order."""
        return tuple(rule.id for rule in self.rules)

    def unexplored(self) -> Ids | None:
        """A set of rules that nothing known settles; None when all is settled.

        What it leaves out meets every conflict, and holds no correction and no complement of a
        set that could not be settled.
        """
        barred = [*self.corrections, *(frozenset(self.ids) - each for each in self.dark)]
        left_out = next(_meeting([frozenset(c.rules) for c in self.found], barred), None)
        return None if left_out is None else frozenset(self.ids) - left_out


def _meeting(
    sets: Sequence[Ids], barred: Sequence[Ids], so_far: Ids = frozenset()
) -> Iterator[Ids]:
    """Every small set that meets all of these and holds none of those that are barred."""
    if any(each <= so_far for each in barred):
        return
    open_one = next((each for each in sets if not each & so_far), None)
    if open_one is None:
        yield so_far
        return
    for member in sorted(open_one):
        yield from _meeting(sets, barred, so_far | {member})


@dataclass
class Explorer:
    """Finds conflicts with an oracle; `tell` is told of each."""

    oracle: Oracle
    known: Conflicts
    tell: Callable[[int], None]

    def explore(self) -> None:
        """Fills `known`; what was found stays there if this is interrupted."""
        known = self.known
        while (seed := known.unexplored()) is not None:
            if len(known.found) >= MOST:
                return
            verdict = self._ask(seed)
            if verdict.possible is None:
                known.dark.append(seed)
            elif verdict.possible:
                known.corrections.append(frozenset(known.ids) - self._grown(seed, verdict))
            else:
                known.found.append(self._shrunk(seed))
                self.tell(len(known.found))
        known.complete = not known.dark

    def _ask(self, ids: Ids) -> Verdict:
        return self.oracle.ask(self._variant(ids))

    def _variant(self, ids: Ids) -> Scenario:
        """The scenario with these rules, and those that are not open to question."""
        open_ones = frozenset(self.known.ids)
        scenario = self.oracle.scenario
        kept = (r for r in scenario.active_rules if r.id in ids or r.id not in open_ones)
        return with_rules(scenario, kept)

    def _shrunk(self, ids: Ids) -> Conflict:
        """Rules about whole designs are tried first: without them the lists stay short."""
        needed: set[str] = set()
        for rule in sorted(self.known.rules, key=about_lots):
            if rule.id not in ids:
                continue
            verdict = self._ask(ids - {rule.id})
            if verdict.possible is False:
                ids = ids - {rule.id}
            elif verdict.possible:
                needed.add(rule.id)
        ordered = tuple(each for each in self.known.ids if each in ids)
        return Conflict(ordered, frozenset(needed), self.oracle.confirmed(self._variant(ids)))

    def _grown(self, ids: Ids, verdict: Verdict) -> Ids:
        for rule in self.known.rules:
            ids = self._also_kept(ids, verdict)
            if rule.id not in ids:
                more = self._ask(ids | {rule.id})
                if more.possible:
                    ids, verdict = ids | {rule.id}, more
        return self._also_kept(ids, verdict)

    def _also_kept(self, ids: Ids, verdict: Verdict) -> Ids:
        """With the rules that the design at hand keeps anyway."""
        if verdict.design is None:
            return ids
        wider = ids | self.oracle.keeps(verdict.design, self.known.rules)
        return wider if self.oracle.admits(self._variant(wider), verdict.design) else ids
