"""The award subproblem: winners for given lots, or why there are none."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from math import floor

import numpy as np

from lotdesign.design import Award, Design
from lotdesign.evaluation import Evaluation
from lotdesign.market.certificate import PlacementShortfall, find_remaining_parties
from lotdesign.scenario.rule import Rule
from lotdesign.scenario.scenario import Scenario
from solver.arrays import Flags
from solver.awards.depth_first_search import AwardSearchGivenUp, search_first_award
from solver.backends.base import Engine, EngineOutcome, EngineSettings
from solver.candidates.table import CandidateTable, tabulate_design
from solver.constraints.registry import add_award_rows, add_coupling_rows
from solver.exact.canonical_tie_break import build_digit, minimise_digits
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
    """Lots, a row each in `candidates`, whose external ones are to be awarded to `parties`.

    The award must satisfy capacities and the `rules`, which are about awards or, with prices, about
    money.
    """

    candidates: CandidateTable
    parties: tuple[int, ...]
    rules: tuple[Rule, ...]
    engine: Engine
    deadline: float | None = None

    def restrict_to_lots(self, lots: Sequence[int]) -> "AwardSubproblem":
        """Some of the lots, within capacities alone: rules about all lots are dropped."""
        kept = np.isin(np.arange(len(self.candidates)), lots)
        return replace(self, candidates=self.candidates.filter(kept), rules=())

    def restrict_to_parties(self, parties: tuple[int, ...]) -> "AwardSubproblem":
        """The same lots for these parties alone."""
        return replace(self, parties=parties)

    def restrict_winners(self, to: Flags) -> "AwardSubproblem":
        """The same where only the marked parties may win a lot; `to` is L x A."""
        return replace(self, candidates=self.candidates.restrict_parties(to))

    def find_first(self, most: int | None = None) -> Award | None:
        """The award with the smallest party positions, nobody with more than `most` of V.

        `most` is in parts of a penny. None where there is none. Raises AwardSearchGivenUp where
        depth-first search takes too long.
        """
        caps = [cap for cap in (most, self._largest_value_allowed) if cap is not None]
        return search_first_award(
            self.candidates, self.parties, min(caps, default=None), self._satisfies_rules
        )

    @property
    def largest_lot_value(self) -> int:
        """V of the largest external lot, in parts of a penny: somebody must win as much."""
        return int(self.candidates.external_value.max())

    @cached_property
    def has_ineligible_lot(self) -> bool:
        """Whether there is a lot for which none of the parties is eligible."""
        return not self.candidates.can_be_awarded(self.parties).all()

    def has_award(self) -> bool:
        """Whether there is any award. Raises Undecided when the engine was stopped."""
        return self.find_any() is not None

    def find_any(self) -> Award | None:
        """Any award; None where there is none. Raises Undecided when the engine was stopped."""
        if self.has_ineligible_lot:
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
        """The MIP of the award, whose candidates are lots with their winners."""
        offers = self.candidates.expand_by_winner(self.parties)
        model, winners = LinearModel(len(offers)), AwardVariables(offers)
        for lot in range(len(self.candidates)):
            model.add_unit_row("the lot is let", np.flatnonzero(offers.lot_numbers == lot))
        add_capacity_rows(model, winners)
        for rule in self.rules:
            add_award_rows(rule, model, winners)
            if rule.reads_prices:
                add_coupling_rows(rule, offers, model)
        lots, settings = len(self.candidates), EngineSettings(workers=1)
        return ModelSearch(self.engine, model, settings, lots, self.deadline), winners

    @cached_property
    def _largest_value_allowed(self) -> int | None:
        """The most V that the rules let one party win; None where there is no limit."""
        shares = [rule.party_share_cap for rule in self.rules]
        total = int(self.candidates.external_value.sum())
        return min((floor(share * total) for share in shares if share is not None), default=None)

    def _satisfies_rules(self, award: Award) -> bool:
        """Whether an award within capacities and the largest share satisfies all other rules."""
        others = [rule for rule in self.rules if not rule.sets_caps_only]
        if not others:
            return True
        evaluation = self._evaluation.with_award(award)
        return all(rule.judge(evaluation).met for rule in others)

    @cached_property
    def _evaluation(self) -> Evaluation:
        """The evaluation of the lots, with values and eligible parties taken from the table."""
        candidates = self.candidates
        design = candidates.build_design(range(len(candidates)))
        return Evaluation(candidates.scenario, design).remember_lots(
            tuple(Fraction(value, candidates.value_scale) for value in candidates.value.tolist()),
            tuple(tuple(np.flatnonzero(row).tolist()) for row in candidates.eligible_parties),
        )


def find_smallest_award(search: ModelSearch, candidates: CandidateTable) -> Award | None:
    """The award with the smallest party positions in lot order; None where there is none.

    `candidates` are those of the search, lots with winners, each lot to be let once. Raises
    Undecided when the engine was stopped.
    """
    solution = require_decided(search.solve()).solution
    if solution is None:
        return None
    winners = candidates.winners
    assert winners is not None, "candidates name winners"
    lots = [candidates.lot_numbers == lot for lot in _order_lots(candidates)]
    digits = [build_digit(of_lot, winners) for of_lot in lots]
    solution, is_proved = minimise_digits(search, digits, solution)
    if not is_proved:
        raise Undecided
    chosen = solution[: len(candidates)] == 1
    return tuple(decode_winner(int(winners[of_lot & chosen][0])) for of_lot in lots)


def require_decided(outcome: EngineOutcome) -> EngineOutcome:
    """An outcome with a solution or the proof that there is none; raises Undecided otherwise."""
    if outcome.solution is None and outcome.status != "infeasible":
        raise Undecided
    return outcome


def _order_lots(candidates: CandidateTable) -> list[int]:
    """The numbers of the lots, in the order of their units."""
    units = {int(candidates.lot_numbers[i]): candidates.lots[i] for i in range(len(candidates))}
    return sorted(units, key=units.__getitem__)


def build_subproblem(
    scenario: Scenario,
    design: Design,
    engine: Engine,
    rules: tuple[Rule, ...] | None = None,
    deadline: float | None = None,
) -> AwardSubproblem:
    """The award of the design's lots to all parties; by the scenario's award rules unless given."""
    candidates = tabulate_design(scenario, design)
    everyone = tuple(range(len(scenario.parties)))
    kept_rules = scenario.award_rules if rules is None else rules
    return AwardSubproblem(candidates, everyone, kept_rules, engine, deadline)


def iterate_withdrawals(
    scenario: Scenario, subproblem: AwardSubproblem
) -> Iterator[tuple[int, AwardSubproblem]]:
    """For each provider whose withdrawal a rule tests, the same lots without it."""
    for withdrawn in list_tested_withdrawals(scenario):
        remaining = find_remaining_parties(scenario, withdrawn)
        yield withdrawn, subproblem.restrict_to_parties(remaining)


def explain_shortfall(subproblem: AwardSubproblem) -> PlacementShortfall:
    """Why the lots cannot be awarded: an irreducible set of lots that capacities alone rule out.

    Empty where capacities alone do not. Raises Undecided when the engine was stopped.
    """
    lots = list(range(len(subproblem.candidates)))
    if subproblem.restrict_to_lots(lots).has_award():
        return PlacementShortfall((), ())
    for lot in list(lots):
        others = [other for other in lots if other != lot]
        if others and not subproblem.restrict_to_lots(others).has_award():
            lots = others
    able = subproblem.candidates.eligible_parties[lots]
    eligible = tuple(p for p in subproblem.parties if able[:, p].any())
    return PlacementShortfall(tuple(lots), eligible)
