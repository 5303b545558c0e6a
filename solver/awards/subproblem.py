"""The award subproblem: winners for lots that are already drawn, or why there are none."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from math import floor

import numpy as np

from lotdesign.design import Award, Design
from lotdesign.evaluation import Evaluation
from lotdesign.market.certificate import (
    PlacementShortfall,
    find_remaining_parties,
)
from lotdesign.scenario.rule import Rule
from lotdesign.scenario.scenario import Scenario
from solver.arrays import Flags
from solver.awards.depth_first_search import AwardSearchGivenUp, search_first_award
from solver.backends.base import Engine, EngineOutcome, EngineSettings
from solver.candidates.table import CandidateTable, tabulate_design
from solver.constraints.registry import add_award_rows, add_coupling_rows
from solver.exact.search import ModelSearch, Undecided
from solver.model.award_variables import (
    AwardVariables,
    add_capacity_rows,
    decode_winner,
    list_tested_withdrawals,
)
from solver.model.linear_model import LinearModel


@dataclass(frozen=True)
class AwardSubproblem:
    """Lots, a row each in `facts`, of which the external look for winners among `parties`.

    The award must keep everyone's capacity and the `rules`, all of them about awards or, with
    prices, about money.
    """

    candidates: CandidateTable
    parties: tuple[int, ...]
    rules: tuple[Rule, ...]
    engine: Engine
    deadline: float | None = None

    def restrict_to_lots(self, lots: Sequence[int]) -> "AwardSubproblem":
        """Some of the lots, within capacities alone: what rules say of all lots is left out."""
        some = np.isin(np.arange(len(self.candidates)), lots)
        return replace(self, candidates=self.candidates.filter(some), rules=())

    def restrict_to_parties(self, parties: tuple[int, ...]) -> "AwardSubproblem":
        """The same lots looking for winners among these parties."""
        return replace(self, parties=parties)

    def restrict_winners(self, to: Flags) -> "AwardSubproblem":
        """The same where only the marked (lots x parties) may win a lot."""
        return replace(self, candidates=self.candidates.restrict_parties(to))

    def find_first(self, most: int | None = None) -> Award | None:
        """The first award, nobody's V above `most`; None where there is none.

        Raises TooLong where plain search does not tell soon.
        """
        caps = [cap for cap in (most, self._share) if cap is not None]
        return search_first_award(
            self.candidates, self.parties, min(caps, default=None), self._keeps_rules
        )

    @property
    def largest_lot_value(self) -> int:
        """V of the largest external lot: somebody must hold as much."""
        return int(self.candidates.external_value.max())

    @cached_property
    def is_hopeless(self) -> bool:
        """Whether there is a lot that none of the parties can be awarded."""
        return not self.candidates.can_be_awarded(self.parties).all()

    def has_award(self) -> bool:
        """Whether there is an award at all; raises Undecided when the engine was stopped."""
        return self.find_any() is not None

    def find_any(self) -> Award | None:
        """Some award, if there is one; raises Undecided when the engine was stopped."""
        if self.is_hopeless:
            return None
        for most in (self.largest_lot_value, None):
            with suppress(AwardSearchGivenUp):
                award = self.find_first(most)
                if award is not None or most is None:
                    return award
        search, winners = self.build_model()
        solution = require_decided(search.solve()).solution
        return None if solution is None else winners.decode_award(solution)

    def build_model(self) -> tuple[ModelSearch, AwardVariables]:
        """A model of the choice, whose candidates are lots with their winners."""
        offers = self.candidates.expand_by_winner(self.parties)
        model, winners = LinearModel(len(offers)), AwardVariables(offers)
        for lot in range(len(self.candidates)):
            here = np.flatnonzero(offers.lot == lot)
            model.add_unit_row("the lot is let", here)
        add_capacity_rows(model, winners)
        for rule in self.rules:
            add_award_rows(rule, model, winners)
            if rule.reads_prices:
                add_coupling_rows(rule, offers, model)
        settings = EngineSettings(workers=1)
        return ModelSearch(
            self.engine, model, settings, len(self.candidates), self.deadline
        ), winners

    @cached_property
    def _share(self) -> int | None:
        """What the rules let one party hold of V, in its parts; None: any amount."""
        shares = [rule.party_share_cap for rule in self.rules]
        whole = int(self.candidates.external_value.sum())
        return min((floor(s * whole) for s in shares if s is not None), default=None)

    def _keeps_rules(self, award: Award) -> bool:
        """Whether an award within everyone's room and share keeps the rules."""
        asking = [rule for rule in self.rules if not rule.caps_share_only]
        if not asking:
            return True
        ledger = self._ledger.with_award(award)
        return all(rule.judge(ledger).met for rule in asking)

    @cached_property
    def _ledger(self) -> Evaluation:
        """What rules read of the lots, with the facts in place of working them out again."""
        candidates = self.candidates
        evaluation = Evaluation(
            candidates.scenario, candidates.build_design(range(len(candidates)))
        )
        return evaluation.remember_lots(
            tuple(Fraction(value, candidates.value_scale) for value in candidates.value.tolist()),
            tuple(tuple(np.flatnonzero(row).tolist()) for row in candidates.able),
        )


def find_smallest_award(search: ModelSearch, candidates: CandidateTable) -> Award | None:
    """The award with the smallest positions of parties, lot by lot.

    `facts` are those of the search's candidates: lots with winners, each lot to be let once.
    None when there is no award; raises Undecided when the engine was stopped.
    """
    solution = require_decided(search.solve()).solution
    if solution is None:
        return None
    assert candidates.winners is not None, "candidates name winners"
    award: list[int | None] = []
    fixed = np.ones(len(candidates), dtype=np.bool_)
    for lot in _order_lots(candidates):
        here = candidates.lot == lot
        while True:
            now = int(candidates.winners[here & (solution[: len(candidates)] == 1)][0])
            earlier = fixed & (~here | (candidates.winners < now))
            if not (earlier & here).any():
                break
            outcome = require_decided(search.solve(allowed=earlier))
            if outcome.solution is None:
                break
            solution = outcome.solution
        award.append(decode_winner(now))
        fixed &= ~here | (candidates.winners == now)
    return tuple(award)


def require_decided(outcome: EngineOutcome) -> EngineOutcome:
    """An outcome that proves something; raises Undecided for any other."""
    if outcome.solution is None and outcome.status != "infeasible":
        raise Undecided
    return outcome


def _order_lots(candidates: CandidateTable) -> list[int]:
    """The numbers of the lots, by their units."""
    units = {int(candidates.lot[i]): candidates.lots[i] for i in range(len(candidates))}
    return sorted(units, key=units.__getitem__)


def build_subproblem(
    scenario: Scenario,
    design: Design,
    engine: Engine,
    rules: tuple[Rule, ...] | None = None,
    deadline: float | None = None,
) -> AwardSubproblem:
    """The design's lots looking for winners among all parties."""
    candidates = tabulate_design(scenario, design)
    everyone = tuple(range(len(scenario.parties)))
    asked = scenario.award_rules if rules is None else rules
    return AwardSubproblem(candidates, everyone, asked, engine, deadline)


def iterate_withdrawals(
    scenario: Scenario, placing: AwardSubproblem
) -> Iterator[tuple[int, AwardSubproblem]]:
    """For each provider that may withdraw, the same lots looking for winners without it."""
    for gone in list_tested_withdrawals(scenario):
        yield gone, placing.restrict_to_parties(find_remaining_parties(scenario, gone))


def explain_shortfall(placing: AwardSubproblem) -> PlacementShortfall:
    """Why the lots cannot be placed: fewest lots that capacities alone rule out, if they do.

    No lot of them is needless. Raises Undecided when the engine was stopped.
    """
    lots = list(range(len(placing.candidates)))
    if placing.restrict_to_lots(lots).has_award():
        return PlacementShortfall((), ())
    for lot in list(lots):
        others = [each for each in lots if each != lot]
        if others and not placing.restrict_to_lots(others).has_award():
            lots = others
    able = placing.candidates.able[lots]
    return PlacementShortfall(tuple(lots), tuple(p for p in placing.parties if able[:, p].any()))
