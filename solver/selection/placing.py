"""Finds winners for lots that are already drawn."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from math import floor

import numpy as np

from lotdesign.design import Award
from lotdesign.ledger import Ledger
from lotdesign.rules.award import Award as AwardRule
from lotdesign.rules.base import Rule
from solver.engines.base import Engine, Outcome, Settings
from solver.facts.lots import Flags
from solver.facts.table import Facts
from solver.limits.registry import tie, tie_winners
from solver.selection.handout import TooLong, first_award
from solver.selection.linear import Linear
from solver.selection.model import Model
from solver.selection.search import Search, Undecided
from solver.selection.winners import Winners, add_capacities, winner_at


@dataclass(frozen=True)
class Placing:
    """Lots, a row each in `facts`, of which the external look for winners among `parties`.

    The award must keep everyone's capacity and the `rules`, all of them about awards or, with
    prices, about money.
    """

    facts: Facts
    parties: tuple[int, ...]
    rules: tuple[Rule, ...]
    engine: Engine
    deadline: float | None = None

    def only(self, lots: Sequence[int]) -> "Placing":
        """Some of the lots, within capacities alone: what rules say of all lots is left out."""
        some = np.isin(np.arange(len(self.facts)), lots)
        return replace(self, facts=self.facts.where(some), rules=())

    def among(self, parties: tuple[int, ...]) -> "Placing":
        """The same lots looking for winners among these parties."""
        return replace(self, parties=parties)

    def limited(self, to: Flags) -> "Placing":
        """The same where only the marked (lots x parties) may win a lot."""
        return replace(self, facts=self.facts.limited(to))

    def first(self, most: int | None = None) -> Award | None:
        """The first award, nobody's V above `most`; None where there is none.

        Raises TooLong where plain search does not tell soon.
        """
        caps = [cap for cap in (most, self._share) if cap is not None]
        return first_award(self.facts, self.parties, min(caps, default=None), self._accepts)

    @property
    def largest(self) -> int:
        """V of the largest external lot: somebody must hold as much."""
        return int(self.facts.let_value.max())

    @cached_property
    def hopeless(self) -> bool:
        """Whether there is a lot that none of the parties can be awarded."""
        return not self.facts.placeable(self.parties).all()

    def exists(self) -> bool:
        """Whether there is an award at all; raises Undecided when the engine was stopped."""
        return self.any() is not None

    def any(self) -> Award | None:
        """Some award, if there is one; raises Undecided when the engine was stopped."""
        if self.hopeless:
            return None
        for most in (self.largest, None):
            with suppress(TooLong):
                award = self.first(most)
                if award is not None or most is None:
                    return award
        search, winners = self.posed()
        solution = decided(search.solve()).solution
        return None if solution is None else winners.award(solution)

    def posed(self) -> tuple[Search, Winners]:
        """A model of the choice, whose candidates are lots with their winners."""
        offers = self.facts.offered(self.parties)
        model, winners = Model(len(offers)), Winners(offers)
        for lot in range(len(self.facts)):
            here = np.flatnonzero(offers.lot == lot)
            model.row("the lot is let", Linear(here, np.ones_like(here)), 1, 1)
        add_capacities(model, winners)
        for rule in self.rules:
            tie_winners(rule, model, winners)
            if rule.reads_prices:
                tie(rule, offers, model)
        settings = Settings(workers=1)
        return Search(self.engine, model, settings, len(self.facts), self.deadline), winners

    @cached_property
    def _share(self) -> int | None:
        """What the rules let one party hold of V, in its parts; None: any amount."""
        shares = [rule.max_share for rule in self.rules if isinstance(rule, AwardRule)]
        whole = int(self.facts.let_value.sum())
        return min((floor(s * whole) for s in shares if s is not None), default=None)

    def _accepts(self, award: Award) -> bool:
        """Whether an award within everyone's room and share keeps the rules."""
        asking = [rule for rule in self.rules if not _only_of_shares(rule)]
        if not asking:
            return True
        ledger = self._ledger.awarded(award)
        return all(rule.judge(ledger).met for rule in asking)

    @cached_property
    def _ledger(self) -> Ledger:
        """What rules read of the lots, with the facts in place of working them out again."""
        facts = self.facts
        ledger = Ledger(facts.scenario, facts.design(range(len(facts))))
        ledger.__dict__["values"] = tuple(
            Fraction(value, facts.value_scale) for value in facts.value.tolist()
        )
        ledger.__dict__["able"] = tuple(tuple(np.flatnonzero(row).tolist()) for row in facts.able)
        return ledger


def _only_of_shares(rule: Rule) -> bool:
    """Whether the rule asks for no more than a certificate and a largest share."""
    return isinstance(rule, AwardRule) and rule.min_winners is None


def smallest(search: Search, facts: Facts) -> Award | None:
    """The award with the smallest positions of parties, lot by lot.

    `facts` are those of the search's candidates: lots with winners, each lot to be let once.
    None when there is no award; raises Undecided when the engine was stopped.
    """
    solution = decided(search.solve()).solution
    if solution is None:
        return None
    assert facts.winners is not None, "candidates name winners"
    award: list[int | None] = []
    fixed = np.ones(len(facts), dtype=np.bool_)
    for lot in _in_order(facts):
        here = facts.lot == lot
        while True:
            now = int(facts.winners[here & (solution[: len(facts)] == 1)][0])
            earlier = fixed & (~here | (facts.winners < now))
            if not (earlier & here).any():
                break
            outcome = decided(search.solve(allowed=earlier))
            if outcome.solution is None:
                break
            solution = outcome.solution
        award.append(winner_at(now))
        fixed &= ~here | (facts.winners == now)
    return tuple(award)


def decided(outcome: Outcome) -> Outcome:
    """An outcome that proves something; raises Undecided for any other."""
    if outcome.solution is None and outcome.status != "infeasible":
        raise Undecided
    return outcome


def _in_order(facts: Facts) -> list[int]:
    """The numbers of the lots, by their units."""
    units = {int(facts.lot[i]): facts.lots[i] for i in range(len(facts))}
    return sorted(units, key=units.__getitem__)
