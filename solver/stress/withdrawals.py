"""The smallest sets of providers without whom no certificate exists.

An implicit hitting-set search (Reiter 1987; Moreno-Centeno and Karp, Operations Research 61, 2013):
a set that breaks every certificate takes from each one somebody that it rests on. Sets that do so
for the certificates known are put to the market; one that leaves a certificate adds it to them.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from solver.backends.registry import list_engine_names
from solver.stress.award_problem import PartyOffer
from solver.stress.award_search import AwardSearch
from solver.stress.certificates import KnownSupports
from solver.stress.cover_program import list_breaking_sets
from solver.stress.provider_classes import ProviderCounts, count_all, encode_counts
from solver.stress.team_steps import TooManyStates

HITTING_SETS, COVER_PROGRAM = "hitting sets", "dynamic program"
"""What proves the size: docs/stress.md says how each works."""

Clause = tuple[tuple[int, int], ...]
"""(class, number): one of these classes must lose so many, or a certificate is left."""


def _team(offer: PartyOffer) -> list[int]:
    return [p for p, _ in offer.loads]


def count_to_break(teams: Iterable[Sequence[int]]) -> int:
    """The fewest providers of whom every team has one."""
    every = list(teams)
    alone = {team[0] for team in every if len(team) == 1}
    others = [team for team in every if alone.isdisjoint(team)]
    if not others:
        return len(alone)
    rest = ([team for team in others if p not in team] for p in others[0])
    return len(alone) + 1 + min(map(count_to_break, rest))


@dataclass
class WithdrawalSearch:
    """What is known of the smallest breaking sets, while they are looked for and afterwards.

    `size` is None until it is proved, and where nothing breaks the design (`unbreakable`).
    `at_least` is proved, `at_most` reached by a known set. `sets` are those of that size that were
    found; `complete` where there are no others.
    """

    search: AwardSearch
    known: KnownSupports
    max_sets: int
    by_program: bool = True
    size: int | None = None
    unbreakable: bool = False
    at_least: int = 0
    at_most: int | None = None
    sets: list[ProviderCounts] = field(default_factory=list)
    complete: bool = False
    alone: dict[int, bool] = field(default_factory=dict)
    proved_by: tuple[str, ...] = (HITTING_SETS,)
    _clauses: list[Clause] = field(default_factory=list)
    _codes: list[int] = field(default_factory=list)

    @cached_property
    def _are_lone(self) -> bool:
        """Whether no providers are alike."""
        return max(self.everybody, default=1) == 1

    @property
    def everybody(self) -> ProviderCounts:
        """The number of providers of each class."""
        return count_all(self.search.problem.classes)

    def run(self) -> None:
        """Look for the sets, smallest first, and at each provider alone.

        Raises OutOfTime once the deadline has passed; what was found until then stands.
        """
        if self.known.find(self.everybody) is None:
            self.size = self.at_least = self.at_most = 0
            self.sets, self.complete = [(0,) * len(self.everybody)], True
            self.alone = dict.fromkeys(range(len(self.everybody)), False)
            return
        nobody = (0,) * len(self.everybody)
        if self.known.find(nobody) is not None:
            self.unbreakable = self.complete = True
            self.alone = dict.fromkeys(range(len(self.everybody)), True)
            return
        self.at_least, self.at_most = 1, self._bound_by_lots()
        for number in range(len(self.everybody)):
            gone = tuple(int(number == i) for i in range(len(self.everybody)))
            self.alone[number] = self._finds_clause(gone)
        if self.by_program and self._take_from_program():
            return
        while self.size is None:
            self._search_size(self.at_least)
        if self.search.engine_asked:
            self.proved_by = (HITTING_SETS, *list_engine_names(self.search.engine.name))

    def _take_from_program(self) -> bool:
        """Take the sets from the dynamic program; whether it applies."""
        try:
            found = list_breaking_sets(self.search, self.max_sets + 1)
        except TooManyStates:
            return False
        if found is None:
            return False
        self.proved_by = (COVER_PROGRAM,)
        self.sets = found[: self.max_sets]
        self.size = self.at_least = self.at_most = sum(found[0])
        self.complete = len(found) <= self.max_sets
        return True

    def _bound_by_lots(self) -> int:
        """The fewest providers without whom some lot has nobody."""
        return min(self._count_takers(offers) for offers in self.search.list_able())

    def _count_takers(self, offers: Sequence[PartyOffer]) -> int:
        """The fewest who must go so that none of these parties stands: of consortia one member."""
        problem = self.search.problem
        gone = {offer.party for offer in offers if len(offer.loads) == 1}
        classes = {problem.classes_by_provider[p] for p in gone}
        more = count_to_break([team for team in map(_team, offers) if gone.isdisjoint(team)])
        return sum(problem.classes[c].size for c in classes) + more

    def _search_size(self, size: int) -> None:
        """List the breaking sets of this size; where there are none, the size is larger."""
        lost = (0,) * len(self.everybody)
        for found in self._complete_sets(lost, self.everybody, size):
            self.size = self.at_most = size
            self.sets.append(found)
            if len(self.sets) > self.max_sets:
                self.sets.pop()
                return
        if self.size is None:
            self.at_least = size + 1
        else:
            self.complete = True

    def _complete_sets(
        self, lost: ProviderCounts, most: ProviderCounts, size: int
    ) -> Iterator[ProviderCounts]:
        """The breaking sets of at most this size that lose at least `lost` and at most `most`."""
        left = size - sum(lost)
        clause = self._choose_clause(lost, most, left)
        if clause is None:
            if self._finds_clause(lost):
                yield from self._complete_sets(lost, most, size)
            elif not left:
                yield lost
            return
        for i, n in clause:
            if n <= most[i] and n - lost[i] <= left:
                more = (*lost[:i], n, *lost[i + 1 :])
                yield from self._complete_sets(more, most, size)
            most = (*most[:i], min(most[i], n - 1), *most[i + 1 :])
            if most[i] < lost[i]:
                return

    def _choose_lone(self, lost: int, most: int, left: int) -> Clause | None:
        """As `_choose_clause` where all providers differ, by bits."""
        best, fewest, touched, apart = 0, 0, 0, 0
        for clause in self._codes:
            if clause & lost:
                continue
            ways = clause & most
            if not ways or not left:
                return ()
            number = ways.bit_count()
            if not best or number < fewest:
                best, fewest = ways, number
            if not ways & touched:
                touched |= ways
                apart += 1
                if apart > left:
                    return ()
        if not best:
            return None
        return tuple((i, 1) for i in range(best.bit_length()) if best >> i & 1)

    def _choose_clause(
        self, lost: ProviderCounts, most: ProviderCounts, left: int
    ) -> Clause | None:
        """The open clause with fewest ways to meet it; () where not all can be met."""
        if self._are_lone:
            classes = self.search.problem.classes
            lone_lost, lone_most = encode_counts(classes, lost), encode_counts(classes, most)
            return self._choose_lone(lone_lost, lone_most, left)
        best: Clause | None = None
        touched: set[int] = set()
        apart = 0
        for clause in self._clauses:
            if any(lost[i] >= n for i, n in clause):
                continue
            ways = tuple((i, n) for i, n in clause if n <= most[i] and n - lost[i] <= left)
            if not ways:
                return ()
            if best is None or len(ways) < len(best):
                best = ways
            if touched.isdisjoint(i for i, _ in ways):
                touched.update(i for i, _ in ways)
                apart += min(n - lost[i] for i, n in ways)
        return () if apart > left else best

    def _finds_clause(self, lost: ProviderCounts) -> bool:
        """Whether a certificate is left without these; it becomes a clause."""
        everybody = self.everybody
        used = self.known.find(tuple(n - m for n, m in zip(everybody, lost, strict=True)))
        if used is None:
            return False
        clause = tuple(
            (i, n - m + 1) for i, (n, m) in enumerate(zip(everybody, used, strict=True)) if m
        )
        if clause not in self._clauses:
            self._clauses.append(clause)
            self._codes.append(sum(1 << i for i, _ in clause))
        return True
