"""Award variables (this party wins this lot), and the rows that keep providers within capacity."""

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
    """One binary variable for each lot and party: this one wins that lot.

    `facts` have a row each, with its winner; row i is variable `first` + i.
    """

    candidates: CandidateTable
    first: int = 0

    @property
    def winning_parties(self) -> Ints:
        """The party of each row."""
        assert self.candidates.winners is not None, "these facts name winners"
        return self.candidates.winners

    @cached_property
    def _rows(self) -> Mapping[int, Ints]:
        """The rows of each party that has any, rising."""
        rows = group_positions(self.winning_parties, len(self.candidates.scenario.parties))
        return {party: each for party, each in enumerate(rows) if len(each)}

    def rows_of(self, party: int) -> Ints:
        """The rows that the party wins, rising."""
        return self._rows.get(party, np.zeros(0, dtype=np.int64))

    @property
    def providers(self) -> list[int]:
        """The positions of the parties that can win anything."""
        return sorted(self._rows)

    def decode_award(self, solution: Ints) -> Award:
        """Who wins each lot in a solution that lets every lot, in the order of the lots."""
        rows = np.flatnonzero(solution[self.first : self.first + len(self.candidates)])
        return tuple(map(decode_winner, self.winning_parties[rows].tolist()))

    def count_copies(self, party: int) -> int:
        """How many identical parties this one stands for."""
        return self.candidates.copies.get(party, 1)

    def sum_won(self, party: int, weights: Ints) -> LinearExpression:
        """What the party wins, in weights of the rows."""
        rows = self.rows_of(party)
        return LinearExpression(self.first + rows, weights[rows])

    def build_share_excess(self, part: LinearExpression, share: Fraction) -> LinearExpression:
        """A form that is at most 0 where `part` is at most this share of all V."""
        return build_share_excess(self.candidates, part, share, self.first)


def decode_winner(position: int) -> int | None:
    """The party of a row, as awards have it."""
    return None if position == NO_WINNER else position


def add_capacity_rows(model: LinearModel, winners: AwardVariables) -> None:
    """Keeps every provider within its capacity, number of lots and staff.

    What a consortium wins counts against its members by their shares, each time as one lot.
    Interchangeable providers that share variables share the sum of their capacities.
    """
    scenario, candidates = winners.candidates.scenario, winners.candidates
    providers = scenario.providers or ()
    for p in range(len(providers)) if scenario.consortia else winners.providers:
        rows, weights, parts = _weigh_rows(winners, p)
        if not len(rows):
            continue
        limits = compute_capacity_limits(scenario, p, parts).times(winners.count_copies(p))
        for name, most, figures in (
            ("capacity", limits.value, candidates.value),
            ("lots", limits.lots, None),
            ("staff", limits.staff, candidates.staff),
        ):
            if most is not None:
                ones = np.ones_like(rows)
                used = ones if figures is None else multiply_exactly(figures[rows], weights)
                row = LinearExpression(winners.first + rows, used, -most)
                model.add_at_most_zero(f"{name} of {providers[p].id}", row)


def _weigh_rows(winners: AwardVariables, provider: int) -> tuple[Ints, Ints, int]:
    """The rows that weigh on the provider, and how much of each does, in parts of all of it."""
    scenario = winners.candidates.scenario
    if not scenario.consortia:
        rows = winners.rows_of(provider)
        return rows, np.ones_like(rows), 1
    shares, parts = scale_to_integers(
        [dict(stakes).get(provider, 0) for stakes in scenario.party_shares]
    )
    parties = [party for party, share in enumerate(shares) if share]
    rows = np.sort(np.concatenate([winners.rows_of(party) for party in parties]))
    return rows, np.array(shares, dtype=np.int64)[winners.winning_parties[rows]], parts


def add_winner_count(model: LinearModel, winners: AwardVariables) -> LinearExpression:
    """The number of parties that win anything."""
    marks = []
    for p in winners.providers:
        mark = model.add_variable(f"provider {p} wins", 0, winners.count_copies(p))
        won = winners.sum_won(p, -np.ones(len(winners.candidates), dtype=np.int64))
        form = LinearExpression(np.append(won.variables, mark), np.append(won.coefficients, 1))
        model.add_at_most_zero(f"provider {p} wins only what it is given", form)
        marks.append(mark)
    return LinearExpression(np.array(marks, dtype=np.int64), np.ones(len(marks), dtype=np.int64))


def list_tested_withdrawals(scenario: Scenario) -> list[int]:
    """The providers whose withdrawal any rule asks about."""
    return sorted({p for rule in scenario.active_rules for p in rule.list_withdrawals(scenario)})
