"""Award variables, by which a party wins a lot, and rows that keep providers within capacity."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

import numpy as np

from lotdesign.design import Award
from lotdesign.scenario.scenario import Scenario
from solver.arrays import Ints, group_positions, multiply_exactly, scale_to_integers
from solver.candidates.candidate_list import NO_WINNER
from solver.candidates.capacity_limits import compute_capacity_limits
from solver.candidates.table import CandidateTable
from solver.model.expressions import LinearExpression
from solver.model.goals import build_share_excess
from solver.model.linear_model import LinearModel


@dataclass(frozen=True)
class AwardVariables:
    """A binary variable for each candidate, which is a lot with its winner.

    Candidate i is variable `first` + i.
    """

    candidates: CandidateTable
    first: int = 0

    @property
    def winning_parties(self) -> Ints:
        """The winner of each candidate, (N,): a party's position, or NO_WINNER."""
        assert self.candidates.winners is not None, "candidates have winners"
        return self.candidates.winners

    @cached_property
    def _candidates_of_party(self) -> Mapping[int, Ints]:
        """The candidates, ascending, of each party that has any."""
        groups = group_positions(self.winning_parties, len(self.candidates.scenario.parties))
        return {party: group for party, group in enumerate(groups) if len(group)}

    def candidates_of(self, party: int) -> Ints:
        """The candidates that the party wins, (n,) positions, ascending.

        Empty where it wins none.
        """
        return self._candidates_of_party.get(party, np.zeros(0, dtype=np.int64))

    @property
    def providers(self) -> list[int]:
        """The positions of the parties that can win any lot."""
        return sorted(self._candidates_of_party)

    def decode_award(self, solution: Ints) -> Award:
        """The winner of each chosen lot, in the order of the candidates.

        `solution` has the value of each of the model's variables, (size,); the lots that it chooses
        are taken to be a partition.
        """
        chosen = np.flatnonzero(solution[self.first : self.first + len(self.candidates)])
        return tuple(map(decode_winner, self.winning_parties[chosen].tolist()))

    def count_copies(self, party: int) -> int:
        """The number of interchangeable parties that this one stands for."""
        return self.candidates.copies.get(party, 1)

    def sum_won(self, party: int, weights: Ints) -> LinearExpression:
        """The summed weights of what the party wins; `weights` is (N,), one for each candidate."""
        own = self.candidates_of(party)
        return LinearExpression(self.first + own, weights[own])

    def build_share_excess(self, part: LinearExpression, share: Fraction) -> LinearExpression:
        """An expression that is at most 0 where `part` is at most this share of external V.

        `part` is in parts of a penny (`value_scale`).
        """
        return build_share_excess(self.candidates, part, share, self.first)


def decode_winner(position: int) -> int | None:
    """The winner as awards have it: None where the lot is not external."""
    return None if position == NO_WINNER else position


def add_capacity_rows(model: LinearModel, winners: AwardVariables) -> None:
    """Add rows that keep every provider within its capacity, number of lots and staff.

    What a consortium wins counts against its members by their shares, each time as one lot.
    Interchangeable providers that share variables share the sum of their capacities.
    """
    scenario, candidates = winners.candidates.scenario, winners.candidates
    providers = scenario.providers or ()
    for p in range(len(providers)) if scenario.consortia else winners.providers:
        own, weights, parts = _weigh_candidates(winners, p)
        if not len(own):
            continue
        limits = compute_capacity_limits(scenario, p, parts).times(winners.count_copies(p))
        for name, most, figures in (
            ("capacity", limits.value, candidates.value),
            ("lots", limits.lots, None),
            ("staff", limits.staff, candidates.staff),
        ):
            if most is not None:
                ones = np.ones_like(own)
                used = ones if figures is None else multiply_exactly(figures[own], weights)
                excess = LinearExpression(winners.first + own, used, -most)
                model.add_at_most_zero(f"{name} of {providers[p].id}", excess)


def _weigh_candidates(winners: AwardVariables, provider: int) -> tuple[Ints, Ints, int]:
    """The candidates that use the provider's capacity, its share of each, and the parts of 1."""
    scenario = winners.candidates.scenario
    if not scenario.consortia:
        own = winners.candidates_of(provider)
        return own, np.ones_like(own), 1
    shares, parts = scale_to_integers(
        [dict(stakes).get(provider, 0) for stakes in scenario.party_shares]
    )
    parties = [party for party, share in enumerate(shares) if share]
    own = np.sort(np.concatenate([winners.candidates_of(party) for party in parties]))
    return own, np.array(shares, dtype=np.int64)[winners.winning_parties[own]], parts


def add_winner_count(model: LinearModel, winners: AwardVariables) -> LinearExpression:
    """Add variables for the number of parties that win any lot; returns their sum."""
    markers = []
    for p in winners.providers:
        marker = model.add_variable(f"provider {p} wins", 0, winners.count_copies(p))
        won = winners.sum_won(p, -np.ones(len(winners.candidates), dtype=np.int64))
        excess = LinearExpression(np.append(won.variables, marker), np.append(won.coefficients, 1))
        model.add_at_most_zero(f"provider {p} wins only what it is given", excess)
        markers.append(marker)
    return LinearExpression.count(np.array(markers, dtype=np.int64))


def list_tested_withdrawals(scenario: Scenario) -> list[int]:
    """The providers whose withdrawal some rule tests."""
    return sorted({p for rule in scenario.active_rules for p in rule.list_withdrawals(scenario)})
