"""Combinatorial Benders cuts: refuses solutions whose lots cannot be awarded, and learns why.

A lazy constraint of the search: each refusal becomes a row that forbids the lots which cannot be
awarded together, and all lots that ask at least as much (Codato and Fischetti, Operations
Research
54, 2006).
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
from solver.model.expressions import LinearExpression
from solver.model.linear_model import LinearRow

MOST_BENDERS_CUTS = 60
"""Refusals after which it is better to let the model itself carry the award."""


class TooManyBendersCuts(Exception):
    """Most designs that the model finds cannot be placed."""


@dataclass
class CombinatorialBenders:
    """Asks of every solution whether its lots can be placed, also when somebody withdraws.

    A refusal is learnt: `rows` keep it, as combinatorial Benders cuts (Codato and Fischetti,
    Operations Research 54, 2006), for every search of the same candidates.
    """

    scenario: Scenario
    candidates: CandidateTable
    engine: Engine
    rows: list[LinearRow] = field(default_factory=list)
    accepted: set[tuple[int, ...]] = field(default_factory=set)

    def refuse(self, solution: Ints) -> bool:
        """Whether the chosen lots cannot be placed; then `rows` has one more.

        Raises Undecided when the engine was stopped, TooManyRefusals when it goes on and on.
        """
        found = np.flatnonzero(solution[: len(self.candidates)]).tolist()
        chosen = tuple(sorted(found, key=lambda candidate: self.candidates.lots[candidate]))
        if chosen in self.accepted:
            return False
        held: list[set[int]] = []
        for placing, classes in self._list_subproblems(chosen):
            if any(winners <= set(placing.parties) for winners in held):
                continue
            award = placing.find_any()
            if award is None:
                if len(self.rows) >= MOST_BENDERS_CUTS:
                    raise TooManyBendersCuts
                self.rows.append(self._build_cut(placing, chosen, classes))
                return True
            held.append({winner for winner in award if winner is not None})
        self.accepted.add(chosen)
        return False

    def _list_subproblems(self, chosen: tuple[int, ...]) -> Iterator[tuple[AwardSubproblem, bool]]:
        """Every way in which the lots must find winners that the model does not settle.

        With it goes whether each lot must stay with the class of winners chosen for it.
        """
        if self.candidates.winners is None:
            parties, rules = tuple(self.candidates.all_parties), self.scenario.award_rules
            everyone = AwardSubproblem(
                self.candidates.take(np.array(chosen)), parties, rules, self.engine
            )
            yield everyone, False
        else:
            everyone = build_subproblem(
                self.scenario, self.candidates.build_design(chosen), self.engine
            )
        if self.candidates.alike:
            yield everyone.restrict_winners(self._mark_winner_classes(chosen)), True
        for _, placing in iterate_withdrawals(self.scenario, everyone):
            yield placing, False

    def _mark_winner_classes(self, chosen: tuple[int, ...]) -> Flags:
        """For each chosen candidate the parties that cannot be told from its winner."""
        assert self.candidates.winners is not None, "candidates name winners"
        flags = np.zeros((len(chosen), len(self.scenario.parties)), dtype=np.bool_)
        for lot, candidate in enumerate(chosen):
            if self.candidates.is_external[candidate]:
                flags[
                    lot,
                    list(
                        self.scenario.interchangeable_parties[
                            int(self.candidates.winners[candidate])
                        ]
                    ),
                ] = True
        return flags

    def _build_cut(
        self, placing: AwardSubproblem, chosen: tuple[int, ...], classes: bool
    ) -> LinearRow:
        """What no solution may choose all of: lots that cannot be placed together, or harder."""
        core = explain_shortfall(placing).lots
        if core:
            lots = [self._mark_harder(placing.candidates, lot) for lot in core]
        else:
            core = tuple(range(len(chosen)))
            lots = [self.candidates.lot == self.candidates.lot[candidate] for candidate in chosen]
        tied = self._mark_same_winner if classes else self._mark_no_more_eligible
        held = [flags & tied(placing, chosen, lot) for lot, flags in zip(core, lots, strict=True)]
        some = np.flatnonzero(np.any(held, axis=0))
        form = LinearExpression(some, np.ones(len(some), dtype=np.int64))
        return LinearRow("lots that cannot be placed together", form, None, len(held) - 1)

    def _mark_harder(self, lots: CandidateTable, lot: int) -> Flags:
        """The external candidates with the lot's first unit that ask at least as much.

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
        self, placing: AwardSubproblem, chosen: tuple[int, ...], lot: int
    ) -> Flags:
        """The candidates that the lot's class of winners has."""
        assert self.candidates.winners is not None, "candidates name winners"
        flags: Flags = self.candidates.winners == self.candidates.winners[chosen[lot]]
        return flags

    def _mark_no_more_eligible(
        self, placing: AwardSubproblem, chosen: tuple[int, ...], lot: int
    ) -> Flags:
        """The candidates that nobody can take who could not take the lot."""
        parties = list(placing.parties)
        others = self.candidates.able[:, parties] & ~placing.candidates.able[lot, parties]
        flags: Flags = np.asarray(~others.any(axis=1))
        return flags

    @cached_property
    def _holds(self) -> Flags:
        """N x U: which units each candidate holds."""
        units = len(self.scenario.units)
        flags: Flags = self.candidates.lots.sum_weights(np.eye(units, dtype=np.int64)) > 0
        return flags
