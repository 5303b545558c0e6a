"""Lazy constraints that keep measures of how designs stand up to the market above thresholds.

A solution is measured exactly. One that is below a threshold has a witness: providers who go, or
capacities that fall, and then no award. Where room alone is short, lots are dropped until those
left only just have no award among who and what is left. No design that holds them is above the
threshold: what rules ask of an award only comes on top. The row forbids them, and all lots that ask
at least as much of the market in their place. Where a rule is short the row forbids the design
alone. (Logic-based Benders decomposition; Hooker and Ottosson, Mathematical Programming 96, 2003.)
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from math import floor

import numpy as np

from lotdesign.design import Design
from lotdesign.measures.base import MeasureValue
from lotdesign.scenario.scenario import Scenario
from solver.arrays import Flags, Ints
from solver.backends.base import EngineOutcome, SolveRequest
from solver.candidates.lot_values import value_scale
from solver.candidates.table import CandidateTable
from solver.exact.canonical_tie_break import list_chosen_candidates, mark_held_units
from solver.exact.search import LazyConstraints, Undecided
from solver.model.expressions import LinearExpression
from solver.model.linear_model import LinearRow
from solver.stress.award_problem import (
    AwardProblem,
    build_award_problem,
    list_certificate_rules,
)
from solver.stress.award_search import AwardSearch
from solver.stress.design_measures import DesignMeasurer
from solver.stress.market_terms import (
    MarketTerms,
    build_terms,
    round_room,
    scale_capacities,
)
from solver.stress.provider_classes import ProviderCounts, count_all
from solver.stress.withdrawals import count_to_break
from solver.whatif.variants import IMPLIED_AWARD_ID, replace_rules

LARGEST_ROOM = 2**62


@dataclass(frozen=True)
class MeasureThreshold:
    """A measure, of which more is better, must be `least` or, `strictly`, more than that."""

    measure: str
    least: MeasureValue
    strictly: bool

    def admits(self, value: MeasureValue | None) -> bool:
        """Whether the value is high enough; without a certificate there is none."""
        if value is None:
            return False
        return value > self.least if self.strictly else value >= self.least

    def asks_as_much_as(self, other: "MeasureThreshold") -> bool:
        """Whether whatever this one admits is admitted by the other, of the same measure."""
        if self.measure != other.measure:
            return False
        return self.least > other.least or (
            self.least == other.least and (self.strictly or not other.strictly)
        )


@dataclass(frozen=True)
class _Shortage:
    """Who goes and what is left of capacities, with which a design has no award."""

    gone: ProviderCounts | None = None
    capacity: Fraction | None = None
    strictly: bool = False

    def finds_none(self, search: AwardSearch) -> bool:
        """Whether there is no award then."""
        problem = search.problem
        stays = None
        if self.gone is not None:
            everybody = count_all(problem.classes)
            stays = tuple(n - m for n, m in zip(everybody, self.gone, strict=True))
        return search.find(stays, self._scale(problem)) is None

    def _scale(self, problem: AwardProblem) -> MarketTerms | None:
        if self.capacity is None:
            return None
        rooms, multiple = build_terms(problem).rooms, problem.scenario.market.turnover_multiple
        scales = dict.fromkeys(rooms, self.capacity)
        return scale_capacities(problem, scales, multiple, strictly=self.strictly)


@dataclass
class _NoEngine:
    """In place of an engine: what a short search does not answer stays undecided."""

    name: str = ""

    def solve(self, request: SolveRequest) -> EngineOutcome:
        """Decides nothing (see `Engine`)."""
        raise Undecided


@dataclass
class LotConflicts:
    """The conflicts that are known among the candidates of a model; each holds for a threshold."""

    candidates: CandidateTable
    measurer: DesignMeasurer
    known: list[tuple[MeasureThreshold, LinearRow]] = field(default_factory=list)

    def list_rows(self, thresholds: Sequence[MeasureThreshold]) -> list[LinearRow]:
        """The rows that hold where all these thresholds are kept."""
        return [
            row
            for threshold, row in self.known
            if any(each.asks_as_much_as(threshold) for each in thresholds)
        ]

    def find_row(self, solution: Ints, thresholds: Sequence[MeasureThreshold]) -> LinearRow | None:
        """A new row that a solution, (size,), below a threshold violates; None where none is.

        Raises as `DesignMeasurer`.
        """
        chosen = list_chosen_candidates(self.candidates, solution)
        chosen.sort(key=lambda i: self.candidates.lots[i])
        design = self.candidates.build_design(chosen)
        for threshold in thresholds:
            value = self.measurer.measure(threshold.measure, design)
            if not threshold.admits(value):
                proved, row = self._explain(design, chosen, threshold, value)
                self.known.append((proved, row))
                return row
        return None

    def mark_possible(self, thresholds: Sequence[MeasureThreshold]) -> Flags:
        """The candidates, (N,), of which a design above the thresholds may hold one."""
        flags: Flags = np.ones(len(self.candidates), dtype=np.bool_)
        for each in thresholds:
            if each.measure == "withdrawals_survived":
                flags &= self._most_gone >= floor(each.least) + each.strictly
            else:
                flags &= self._mark_taken(1 - Fraction(each.least), each.strictly)
        return flags | ~self.candidates.is_external

    @cached_property
    def _most_gone(self) -> Ints:
        """Of each candidate, (N,), how many providers may go and somebody eligible is left."""
        table, scenario = self.candidates, self.candidates.scenario
        if not scenario.consortia:
            return table.bidder_count - 1
        teams = [[p for p, _ in shares] for shares in scenario.party_shares]
        rows, numbers = np.unique(table.eligible_parties, axis=0, return_inverse=True)
        fewest = [count_to_break(teams[p] for p in np.flatnonzero(row)) for row in rows]
        counts: Ints = np.array(fewest, dtype=np.int64)[numbers.reshape(-1)] - 1
        return counts

    def _mark_taken(self, capacity: Fraction, strictly: bool) -> Flags:
        """Whether somebody could take each candidate, (N,), with this share of every capacity."""
        table, scenario = self.candidates, self.candidates.scenario
        flags: Flags = np.zeros(len(table), dtype=np.bool_)
        for p, party in enumerate(scenario.parties):
            fits = table.eligible_parties[:, p]
            if party.capacity is not None:
                room = round_room(party.capacity * value_scale(scenario) * capacity, strictly)
                fits = fits & (table.value <= min(room, LARGEST_ROOM))
            flags |= fits
        return flags

    def _explain(
        self,
        design: Design,
        chosen: Sequence[int],
        threshold: MeasureThreshold,
        value: MeasureValue | None,
    ) -> tuple[MeasureThreshold, LinearRow]:
        """A row that the design violates, and the threshold that it holds for."""
        if value is None:
            return MeasureThreshold(threshold.measure, -1, False), self._forbid_design(chosen)
        if threshold.measure == "withdrawals_survived":
            gone = self.measurer.find_breaking_set(design)
            shortage, proved = _Shortage(gone=gone), replace_least(threshold, sum(gone))
        else:
            left = 1 - Fraction(threshold.least)
            shortage, proved = _Shortage(capacity=left, strictly=threshold.strictly), threshold
        core = self._find_core(design, shortage)
        return proved, self._forbid_design(chosen) if core is None else self._forbid(chosen, core)

    def _find_core(self, design: Design, shortage: _Shortage) -> list[int] | None:
        """Positions of lots that have no award then, whatever rules ask; of these none too many.

        None where a rule is in the way, or may be.
        """
        core = [i for i, lot in enumerate(design.lots) if lot.is_external]
        if self._has_rules and not self._lacks(design, core, shortage):
            return None
        for lot in tuple(core):
            fewer = [each for each in core if each != lot]
            if fewer and self._lacks(design, fewer, shortage):
                core = fewer
        return core

    def _lacks(self, design: Design, lots: Sequence[int], shortage: _Shortage) -> bool:
        """Whether these lots surely have no award then; what takes an engine to tell is not."""
        part = Design(tuple(design.lots[lot] for lot in lots))
        problem = build_award_problem(self._without_rules, part)
        try:
            return shortage.finds_none(AwardSearch(problem, _NoEngine(), self.measurer.deadline))
        except Undecided:
            return False

    @cached_property
    def _has_rules(self) -> bool:
        """Whether a certificate keeps any rules; the one that only asks for it has no limits."""
        rules = list_certificate_rules(self.measurer.scenario)
        return any(rule.id != IMPLIED_AWARD_ID for rule in rules)

    @cached_property
    def _without_rules(self) -> Scenario:
        return replace_rules(self.measurer.scenario, ())

    def _forbid(self, chosen: Sequence[int], core: Sequence[int]) -> LinearRow:
        """A row against lots that hold the first units of these and ask as much of the market.

        One that holds the first unit of another lot too does no harm: as many as there are lots can
        only be chosen with one of these units each.
        """
        table = self.candidates
        harder = [
            self._holds[:, table.lots[candidate][0]]
            & table.is_external
            & (table.value >= table.value[candidate])
            & (table.staff >= table.staff[candidate])
            & ~(table.eligible_parties & ~table.eligible_parties[candidate]).any(axis=1)
            for candidate in (chosen[lot] for lot in core)
        ]
        together = LinearExpression.count(np.flatnonzero(np.any(harder, axis=0)))
        return LinearRow("lots that cannot stand this together", together, None, len(core) - 1)

    def _forbid_design(self, chosen: Sequence[int]) -> LinearRow:
        numbers = self.candidates.lot_numbers
        alike = LinearExpression.count(np.flatnonzero(np.isin(numbers, numbers[list(chosen)])))
        return LinearRow("not these lots again", alike, None, len(chosen) - 1)

    @cached_property
    def _holds(self) -> Flags:
        return mark_held_units(self.candidates)


def replace_least(threshold: MeasureThreshold, least: int) -> MeasureThreshold:
    """The threshold at another least value, which is enough."""
    return MeasureThreshold(threshold.measure, least, strictly=False)


@dataclass
class ThresholdConstraints:
    """Refuses solutions below thresholds, after whatever the model's own constraints refuse.

    `base` are those constraints; their rows stand first among the `rows`.
    """

    base: LazyConstraints | None
    conflicts: LotConflicts
    thresholds: Sequence[MeasureThreshold]
    rows: list[LinearRow] = field(init=False)

    def __post_init__(self) -> None:
        own = [] if self.base is None else self.base.rows
        self.rows = [*own, *self.conflicts.list_rows(self.thresholds)]

    def refuse(self, solution: Ints) -> bool:
        """Whether the solution, (size,), violates them; raises as `base` and `DesignMeasurer`."""
        if self.base is not None and self.base.refuse(solution):
            self.rows.append(self.base.rows[-1])
            return True
        row = self.conflicts.find_row(solution, self.thresholds)
        if row is not None:
            self.rows.append(row)
        return row is not None
