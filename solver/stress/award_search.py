"""Whether a certificate exists among those who stay, at given capacities and turnover multiple.

Depth-first search lot by lot, first in one order and then with the lot that has fewest takers next
(Haralick and Elliott 1980); where both take too long an engine answers with the award's model.
Awards found, and sets of providers without one, answer later questions at the same terms.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from solver.awards.subproblem import require_decided
from solver.backends.base import Engine, EngineSettings
from solver.deadline import OutOfTime, has_passed
from solver.exact.search import ModelSearch
from solver.model.award_variables import AwardVariables, decode_winner
from solver.model.expressions import LinearExpression
from solver.stress.award_problem import AwardProblem, PartyOffer
from solver.stress.market_terms import MarketTerms, build_terms
from solver.stress.provider_classes import ProviderCounts

MOST_STEPS = 400
"""Steps in one order of lots, and again with the next lot chosen anew."""

PartyAward = tuple[int, ...]
"""The winner of each external lot."""


class _GivenUp(Exception):
    """Too many steps, which proves nothing."""


@dataclass
class AwardSearch:
    """Answers whether there is a certificate, for one design; until a deadline (monotonic).

    Questions count in `asked`, those that an engine had to answer in `engine_asked`.
    """

    problem: AwardProblem
    engine: Engine
    deadline: float | None = None
    asked: int = 0
    engine_asked: int = 0
    _judged: dict[PartyAward, bool] = field(default_factory=dict)

    def find(
        self, stays: ProviderCounts | None = None, terms: MarketTerms | None = None
    ) -> PartyAward | None:
        """A certificate among so many of each class, all by default; None where there is none.

        Raises OutOfTime once the deadline has passed, Undecided where an engine was stopped.
        """
        self.asked += 1
        if has_passed(self.deadline):
            raise OutOfTime
        problem = self.problem
        if problem.never:
            return None
        if problem.needs_nobody:
            return ()
        offers = self._list_open_offers(stays, terms or self.terms)
        if not all(offers):
            return None
        for dynamic in (False, True):
            try:
                rooms = (terms or self.terms).rooms
                return _Tree(self, offers, rooms, dynamic, MOST_STEPS).find()
            except _GivenUp:
                continue
        return self._ask_engine(offers, (terms or self.terms).rooms)

    @cached_property
    def terms(self) -> MarketTerms:
        """The terms as things stand."""
        return build_terms(self.problem)

    @cached_property
    def _able_now(self) -> list[list[PartyOffer]]:
        return self._list_eligible(self.terms)

    def count_used(self, award: PartyAward) -> ProviderCounts:
        """The number of providers of each class that the award rests on."""
        used = {p for party in award for p, _ in self.problem.scenario.party_shares[party]}
        counts = [0] * len(self.problem.classes)
        for p in used:
            counts[self.problem.classes_by_provider[p]] += 1
        return tuple(counts)

    def find_used(self, stays: ProviderCounts) -> ProviderCounts | None:
        """Those whom a certificate among these rests on; None where there is none."""
        award = self.find(stays)
        return None if award is None else self.count_used(award)

    def list_able(
        self, stays: ProviderCounts | None = None, terms: MarketTerms | None = None
    ) -> list[list[PartyOffer]]:
        """For each external lot the offers of those who are eligible for it and stay."""
        return self._list_open_offers(stays, terms or self.terms)

    def _list_open_offers(
        self, stays: ProviderCounts | None, terms: MarketTerms
    ) -> list[list[PartyOffer]]:
        able = self._able_now if terms is self.terms else self._list_eligible(terms)
        if stays is None:
            return able
        gone = {
            p
            for each, n in zip(self.problem.classes, stays, strict=True)
            if n < each.size
            for p in each.positions[n:]
        }
        return [
            [offer for offer in offers if not any(p in gone for p, _ in offer.loads)]
            for offers in able
        ]

    def _list_eligible(self, terms: MarketTerms) -> list[list[PartyOffer]]:
        """For each lot the offers that pass the tests of turnover and capacity."""
        problem = self.problem
        return [
            [offer for offer in offers if _is_eligible(problem, terms, value, offer.party)]
            for value, offers in zip(problem.values, problem.offers, strict=True)
        ]

    def keeps_rules(self, award: PartyAward) -> bool:
        """Whether an award keeps the rules that rows do not say in full."""
        if not self.problem.judged:
            return True
        if award not in self._judged:
            design = self.problem.design
            winners = dict(zip(self.problem.lots, award, strict=True))
            whole = tuple(winners.get(lot) for lot in range(len(design.lots)))
            evaluation = self.problem.evaluation.with_award(whole)
            self._judged[award] = all(r.judge(evaluation).met for r in self.problem.judged)
        return self._judged[award]

    def _ask_engine(
        self, offers: Sequence[Sequence[PartyOffer]], rooms: Mapping[int, int]
    ) -> PartyAward | None:
        """The answer by the award's model, with rows for the capacities."""
        self.engine_asked += 1
        problem = self.problem
        model = problem.model.copy()
        used: dict[int, list[tuple[int, int]]] = {}
        for each in problem.offers:
            for offer in each:
                for p, load in offer.loads:
                    used.setdefault(p, []).append((offer.candidate, load))
        for p, loads in used.items():
            if p in rooms:
                variables = np.array([candidate for candidate, _ in loads], dtype=np.int64)
                weights = np.array([load for _, load in loads], dtype=object)
                model.add_at_most_zero(
                    f"room of provider {p}", LinearExpression(variables, weights, -rooms[p])
                )
        allowed = np.zeros(len(problem.candidates), dtype=np.bool_)
        allowed[[offer.candidate for each in offers for offer in each]] = True
        allowed |= ~problem.candidates.is_external
        lots, settings = len(problem.design.lots), EngineSettings(workers=1)
        search = ModelSearch(self.engine, model, settings, lots, self.deadline)
        solution = require_decided(search.solve(allowed=allowed)).solution
        if solution is None:
            return None
        winners = AwardVariables(problem.candidates)
        chosen = np.flatnonzero(solution[: len(problem.candidates)])
        return tuple(
            winner
            for winner in map(decode_winner, winners.winning_parties[chosen].tolist())
            if winner is not None
        )


def _is_eligible(problem: AwardProblem, terms: MarketTerms, value: int, party: int) -> bool:
    room = terms.party_rooms.get(party)
    if room is not None and value > room:
        return False
    turnover = problem.scenario.parties[party].annual_turnover
    if turnover is None or not value:
        return True
    if terms.multiple is None:
        return False
    needed, given = terms.multiple * value, turnover * problem.parts
    return needed < given or not needed if terms.below_turnover else needed <= given


class _Tree:
    """One depth-first search for an award."""

    def __init__(
        self,
        search: AwardSearch,
        offers: Sequence[Sequence[PartyOffer]],
        rooms: Mapping[int, int],
        dynamic: bool,
        steps: int,
    ) -> None:
        self.search, self.offers, self.dynamic, self.steps = search, offers, dynamic, steps
        self.rooms = dict(rooms)
        self.slack = list(search.problem.slack)
        self.open = sorted(
            range(len(offers)), key=lambda lot: (len(offers[lot]), -search.problem.values[lot])
        )
        self.award: dict[int, int] = {}
        self.won: dict[int, int] = {}  # by party

    def find(self) -> PartyAward | None:
        """The first award; None where there is none. Raises _GivenUp after too many steps."""
        return next(self._search(), None)

    def _search(self) -> Iterator[PartyAward]:
        if len(self.won) + len(self.open) < self.search.problem.fewest_winners:
            return
        if not self.open:
            award = tuple(self.award[lot] for lot in range(len(self.offers)))
            if self.search.keeps_rules(award):
                yield award
            return
        place, takers = self._choose_lot()
        lot = self.open.pop(place)
        tried: set[int] = set()
        for offer in takers:
            twin = self._find_class(offer.party)
            if offer.party not in self.won and twin is not None:
                if twin in tried:
                    continue
                tried.add(twin)
            self.steps -= 1
            if self.steps < 0:
                raise _GivenUp
            if self._take(lot, offer):
                yield from self._search()
                self._give_back(lot, offer)
        self.open.insert(place, lot)

    def _choose_lot(self) -> tuple[int, Sequence[PartyOffer]]:
        """The place of the next lot among those open, and who could take it."""
        if not self.dynamic:
            return 0, self.offers[self.open[0]]
        best: tuple[int, list[PartyOffer]] | None = None
        for place, lot in enumerate(self.open):
            takers = [offer for offer in self.offers[lot] if self._fits(offer)]
            if best is None or len(takers) < len(best[1]):
                best = place, takers
            if not takers:
                break
        assert best is not None
        return best

    def _find_class(self, party: int) -> int | None:
        """The class of a party whose unused copies are all the same at these terms."""
        problem = self.search.problem
        if party >= len(problem.scenario.providers or ()):
            return None
        number = problem.classes_by_provider[party]
        if problem.classes[number].size == 1:
            return None
        first = problem.classes[number].positions[0]
        # A copy whose capacity alone was scaled is not like the others.
        return None if party == first else number

    def _fits(self, offer: PartyOffer) -> bool:
        return all(self.slack[row] >= n for row, n in offer.takes) and all(
            self.rooms.get(p, load) >= load for p, load in offer.loads
        )

    def _take(self, lot: int, offer: PartyOffer) -> bool:
        if not self._fits(offer):
            return False
        self._move(offer, -1)
        self.award[lot] = offer.party
        self.won[offer.party] = self.won.get(offer.party, 0) + 1
        return True

    def _give_back(self, lot: int, offer: PartyOffer) -> None:
        self._move(offer, 1)
        del self.award[lot]
        self.won[offer.party] -= 1
        if not self.won[offer.party]:
            del self.won[offer.party]

    def _move(self, offer: PartyOffer, sign: int) -> None:
        for row, n in offer.takes:
            self.slack[row] += sign * n
        for p, load in offer.loads:
            if p in self.rooms:
                self.rooms[p] += sign * load
