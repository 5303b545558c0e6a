"""Combinatorial Benders cuts: excludes solutions whose lots cannot be awarded.

A lazy constraint of the search: each refusal becomes a row that forbids the lots which cannot be
awarded together, and all lots that ask at least as much of the market (Codato and Fischetti,
Operations Research 54, 2006).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from lotdesign.scenario.scenario import Scenario
from solver.arrays import Flags, Ints
from solver.awards.subproblem import (
    AwardSubproblem,
    build_subproblem,
    explain_shortfall,
    iterate_withdrawals,
)
from solver.backends.base import Engine
from solver.candidates.table import CandidateTable
from solver.exact.canonical_tie_break import mark_held_units
from solver.model.expressions import LinearExpression
from solver.model.linear_model import LinearRow

MOST_BENDERS_CUTS = 60
"""Cuts after which it is better to put the award into the model."""


class TooManyBendersCuts(Exception):
    """Most solutions of the model cannot be awarded."""


@dataclass
class CombinatorialBenders:
    """Tests whether the lots of solutions can be awarded, also after each tested withdrawal.

    `rows` are the cuts, which hold for every search of the same candidates; `accepted` are the sets
    of candidates that passed.
    """

    scenario: Scenario
    candidates: CandidateTable
    engine: Engine
    rows: list[LinearRow] = field(default_factory=list)
    accepted: set[tuple[int, ...]] = field(default_factory=set)

    def refuse(self, solution: Ints) -> bool:
        """Whether the lots that `solution`, (size,), chooses cannot be awarded.

        `rows` then has a new cut.

        Raises Undecided when the engine was stopped, TooManyBendersCuts once there are too many.
        """
        positions = np.flatnonzero(solution[: len(self.candidates)]).tolist()
        chosen = tuple(sorted(positions, key=lambda candidate: self.candidates.lots[candidate]))
        if chosen in self.accepted:
            return False
        known_winners: list[set[int]] = []
        for subproblem, keeps_classes in self._iterate_subproblems(chosen):
            if any(winners <= set(subproblem.parties) for winners in known_winners):
                continue
            award = subproblem.find_any()
            if award is None:
                if len(self.rows) >= MOST_BENDERS_CUTS:
                    raise TooManyBendersCuts
                self.rows.append(self._build_cut(subproblem, chosen, keeps_classes))
                return True
            known_winners.append({winner for winner in award if winner is not None})
        self.accepted.add(chosen)
        return False

    def _iterate_subproblems(
        self, chosen: tuple[int, ...]
    ) -> Iterator[tuple[AwardSubproblem, bool]]:
        """The awards that must exist and that the model does not ensure.

        With each goes whether every lot must stay with the class of winners chosen for it.
        """
        if self.candidates.winners is None:
            lots = self.candidates.take(np.array(chosen))
            parties, rules = tuple(self.candidates.all_parties), self.scenario.award_rules
            everyone = AwardSubproblem(lots, parties, rules, self.engine)
            yield everyone, False
        else:
            design = self.candidates.build_design(chosen)
            everyone = build_subproblem(self.scenario, design, self.engine)
        if self.candidates.copies:
            yield everyone.restrict_winners(self._mark_winner_classes(chosen)), True
        for _, subproblem in iterate_withdrawals(self.scenario, everyone):
            yield subproblem, False

    def _mark_winner_classes(self, chosen: tuple[int, ...]) -> Flags:
        """For each chosen candidate the parties that are interchangeable with its winner."""
        assert self.candidates.winners is not None, "candidates name winners"
        flags = np.zeros((len(chosen), len(self.scenario.parties)), dtype=np.bool_)
        for lot, candidate in enumerate(chosen):
            if self.candidates.is_external[candidate]:
                winner = int(self.candidates.winners[candidate])
                flags[lot, list(self.scenario.interchangeable_parties[winner])] = True
        return flags

    def _build_cut(
        self, subproblem: AwardSubproblem, chosen: tuple[int, ...], keeps_classes: bool
    ) -> LinearRow:
        """A row that forbids the lots which cannot be awarded, and any that are harder to award."""
        core = explain_shortfall(subproblem).lots
        if core:
            lots = [self._mark_harder(subproblem.candidates, lot) for lot in core]
        else:
            core = tuple(range(len(chosen)))
            lots = [
                self.candidates.lot_numbers == self.candidates.lot_numbers[candidate]
                for candidate in chosen
            ]
        mark = self._mark_same_winner if keeps_classes else self._mark_no_more_eligible
        members = [
            flags & mark(subproblem, chosen, lot) for lot, flags in zip(core, lots, strict=True)
        ]
        together = LinearExpression.count(np.flatnonzero(np.any(members, axis=0)))
        return LinearRow("lots that cannot be placed together", together, None, len(members) - 1)

    def _mark_harder(self, lots: CandidateTable, lot: int) -> Flags:
        """The external candidates with the lot's first unit and at least its value and staff.

        One that holds another lot's first unit too does no harm: as many as there are lots can
        only be chosen with one of these units each.
        """
        flags: Flags = (
            self._holds[:, lots.lots[lot][0]]
            & self.candidates.is_external
            & (self.candidates.value >= lots.value[lot])
            & (self.candidates.staff >= lots.staff[lot])
        )
        return flags

    def _mark_same_winner(
        self, subproblem: AwardSubproblem, chosen: tuple[int, ...], lot: int
    ) -> Flags:
        """The candidates with the class of winners of the chosen lot."""
        assert self.candidates.winners is not None, "candidates name winners"
        flags: Flags = self.candidates.winners == self.candidates.winners[chosen[lot]]
        return flags

    def _mark_no_more_eligible(
        self, subproblem: AwardSubproblem, chosen: tuple[int, ...], lot: int
    ) -> Flags:
        """The candidates for which no party is eligible that is not eligible for the lot."""
        parties = list(subproblem.parties)
        others = (
            self.candidates.eligible_parties[:, parties]
            & ~subproblem.candidates.eligible_parties[lot, parties]
        )
        flags: Flags = np.asarray(~others.any(axis=1))
        return flags

    @cached_property
    def _holds(self) -> Flags:
        return mark_held_units(self.candidates)
