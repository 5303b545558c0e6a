"""What an enumeration says of one scenario: the admissible designs, the best, and any other."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

import numpy as np

from lotdesign.design import Design
from lotdesign.evaluation import Evaluation
from lotdesign.measures.base import MeasureValue
from lotdesign.measures.conditions import ADMISSIBLE, MeasureCondition, parse_conditions
from lotdesign.measures.registry import MEASURES
from lotdesign.result.build import can_measure
from lotdesign.scenario.rule import Rule, RuleFinding
from lotdesign.scenario.scenario import Scenario
from solver.arrays import Flags, Ints
from solver.backends.registry import load_engine
from solver.certified_design import certify_design
from solver.enumeration.design_arrays import MeasuredDesigns
from solver.enumeration.lexicographic_best import EnumeratedBest, find_lexicographic_best
from solver.enumeration.measure_columns import MEASURE_COLUMNS, compute_column, list_measurable
from solver.enumeration.rule_checks import (
    DesignChecks,
    build_design_checks,
    flag_admitted,
    flag_keeping,
)


def ignore_steps(done: int, total: int) -> None:
    """Ignore how far it is."""


@dataclass(frozen=True)
class AtlasAnswer:
    """Which of D designs a scenario admits, and the best of them; computed when asked for.

    `refused`, (D,), flags the designs that turned out to break a rule when checked one by one; None
    while that was not done (see `settled`).
    """

    scenario: Scenario
    measured: MeasuredDesigns
    refused: Flags | None = None

    @property
    def settled(self) -> bool:
        """Whether every admissible design is known to be so.

        If not, some may have no certificate; the best design and the ladder are right anyway.
        """
        return self.refused is not None or not self.checks.is_needed

    def settle(self, report: Callable[[int, int], None] = ignore_steps) -> "AtlasAnswer":
        """The answer after checking all admissible designs one by one, where that is needed.

        Reports how many of how many are checked. Raises KeyboardInterrupt on Ctrl-C.
        """
        if self.settled:
            return self
        refused = np.zeros(len(self.measured), dtype=np.bool_)
        for done, design in enumerate(self.designs.tolist()):
            report(done, self.count)
            refused[design] = not self.checks(design)
        return replace(self, refused=refused)

    @cached_property
    def met(self) -> Mapping[str, Flags]:
        """Rule id -> whether each design keeps it, (D,), for all rules, on or off.

        Rules that must be checked design by design are left out.
        """
        flagged = ((rule.id, flag_keeping(rule, self.measured)) for rule in self.scenario.rules)
        return {rule_id: flags for rule_id, flags in flagged if flags is not None}

    @property
    def unflagged_rules(self) -> tuple[Rule, ...]:
        """The active rules that must be checked design by design."""
        return tuple(rule for rule in self.scenario.active_rules if rule.id not in self.met)

    @cached_property
    def admissible(self) -> Flags:
        """Which designs keep every active rule, (D,)."""
        flags: Flags = self._broken_counts == 0
        return flags if self.refused is None else flags & ~self.refused

    @cached_property
    def designs(self) -> Ints:
        """The positions of the admissible designs, (n,) ascending."""
        return np.flatnonzero(self.admissible)

    @property
    def count(self) -> int:
        """How many designs are admissible; at most so many unless `settled`."""
        return len(self.designs)

    @property
    def rejected_count(self) -> int:
        """How many designs keep all rules with flags, but are not admissible."""
        return int((self._flagged_broken_counts == 0).sum()) - self.count

    @cached_property
    def broken(self) -> Mapping[str, int]:
        """Active rule id -> how many designs break it; none breaks a structural one."""
        return {rule_id: int((~flags).sum()) for rule_id, flags in self._active_flags}

    @cached_property
    def excluded(self) -> Mapping[str, int]:
        """Active rule id -> how many designs it alone excludes, as they break no other."""
        once = self._broken_counts == 1
        return {rule_id: int((once & ~flags).sum()) for rule_id, flags in self._active_flags}

    @cached_property
    def best(self) -> EnumeratedBest | None:
        """The design that `solve` would find, with its optima; None when there is none.

        Raises KeyboardInterrupt on Ctrl-C while awards are sought.
        """
        return find_lexicographic_best(self.scenario, self.measured, self.designs, self.checks)

    @cached_property
    def ladder(self) -> Mapping[int, EnumeratedBest | None]:
        """Number of lots -> the best design with just so many, for all that any could have."""
        counts = self.measured.designs.counts[self.designs]
        return {
            number: find_lexicographic_best(
                self.scenario, self.measured, self.designs[counts == number], self.checks
            )
            for number in np.unique(counts).tolist()
        }

    @cached_property
    def findings(self) -> Mapping[str, RuleFinding]:
        """Active rule id -> how the best design stands to it, with its slack."""
        if self.best is None:
            return {}
        evaluation = self.evaluate(self.best.design)
        return {rule.id: rule.judge(evaluation) for rule in self.scenario.active_rules}

    @cached_property
    def checks(self) -> DesignChecks:
        """What has to be checked design by design."""
        return build_design_checks(self.scenario, self.measured, self.unflagged_rules)

    def design(self, position: int) -> Design:
        """The design at a position."""
        return self.measured.build_design(position)

    def evaluate(self, position: int) -> Evaluation:
        """The exact figures of a design, with its certificate where one is needed.

        Raises KeyboardInterrupt on Ctrl-C while an award is sought.
        """
        if self.checks.certificates is not None:
            known = self.checks.certificates.evaluate(position)
            # It may be known from another request, whose thresholds were other ones.
            return Evaluation(self.scenario, known.design, known.award, known.fallbacks)
        return Evaluation(self.scenario, self.design(position))

    def where(self, *conditions: str) -> Ints:
        """The positions of the designs that meet all conditions, (n,) ascending; compared exactly.

        Conditions are written as "accessible_share>=0.6", see `lotdesign.measures.conditions`.
        Raises InputFaults with each text that is no condition.
        """
        return _find_designs_where(self, conditions)

    @cached_property
    def _active_flags(self) -> tuple[tuple[str, Flags], ...]:
        rules = self.scenario.active_rules
        return tuple((rule.id, self.met[rule.id]) for rule in rules if rule.id in self.met)

    @cached_property
    def _broken_counts(self) -> Ints:
        """How many rules each design is known to break.

        All rules that are checked design by design count as one.
        """
        counts = self._flagged_broken_counts
        return counts + ~self._may_pass_checks if self.checks.is_needed and len(counts) else counts

    @cached_property
    def _flagged_broken_counts(self) -> Ints:
        """How many of the rules with flags each design breaks."""
        counts = np.zeros(len(self.measured), dtype=np.int64)
        for _, flags in self._active_flags:
            counts += ~flags
        return counts

    @property
    def _may_pass_checks(self) -> Flags:
        """Which designs might pass the checks, as far as their single lots tell."""
        candidates = self.measured.candidates
        flags = np.ones(len(self.measured), dtype=np.bool_)
        for rule in self.unflagged_rules:
            flags &= flag_admitted(rule, self.measured)
        if self.checks.certificates is not None:
            awardable = candidates.can_be_awarded(candidates.all_parties)
            flags &= self.measured.designs.within(awardable)
        return flags


def _find_designs_where(answer: AtlasAnswer, texts: Iterable[str]) -> Ints:
    flags = np.ones(len(answer.measured), dtype=np.bool_)
    for condition in parse_conditions(texts, "--where", list_measurable(answer.measured)):
        flags &= _flag_meeting(answer, condition)
    return np.flatnonzero(flags)


def _flag_meeting(answer: AtlasAnswer, condition: MeasureCondition) -> Flags:
    if condition.measure == ADMISSIBLE:
        return answer.admissible
    difference = compute_column(answer.measured, condition.measure).compare_with(condition.limit)
    flags: Flags = np.asarray(condition.holds_for_difference(difference), dtype=np.bool_)
    return flags


@dataclass(frozen=True)
class DesignStanding:
    """Where a design stands among the admissible ones, by the first objective.

    `broken` are the active rules that it breaks; without any, and `certified` if that is needed,
    it is admissible. `rank` is 1 and the number of admissible designs that are better, out of
    `of`. `behind` is how far it lies from the best value, as a share of that; below 0 where it
    is better than any admissible design. Both are None where there is nothing to compare with.
    """

    broken: tuple[str, ...]
    certified: bool
    value: MeasureValue | None
    rank: int | None
    of: int
    behind: Fraction | None

    @property
    def admissible(self) -> bool:
        """Whether the scenario admits the design."""
        return self.certified and not self.broken


def find_standing(answer: AtlasAnswer, design: Design) -> DesignStanding:
    """Where a design stands, listed or not: it may break structural rules.

    Raises KeyboardInterrupt on Ctrl-C while an award is sought.
    """
    scenario = answer.scenario
    certificate = certify_design(scenario, design, load_engine("cp-sat"))
    evaluation = Evaluation(scenario, design, *certificate)
    measure = MEASURES[scenario.objectives[0].measure]
    value = measure.evaluate(evaluation) if can_measure(evaluation, measure) else None
    rank = behind = None
    if value is not None and answer.count and measure.name in MEASURE_COLUMNS:
        figures = compute_column(answer.measured, measure.name).select(answer.designs)
        rank = 1 + int((measure.sign * figures.compare_with(value) < 0).sum())
        best = Fraction(figures.find_optimum(measure.sign))
        behind = measure.sign * (value - best) / abs(best) if best else None
    return DesignStanding(
        evaluation.broken, evaluation.certified, value, rank, answer.count, behind
    )
