"""What an enumeration says to one scenario: which designs are admissible, and the best of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from lotdesign.design import Design
from lotdesign.evaluation import Evaluation
from lotdesign.measures.conditions import ADMISSIBLE, MeasureCondition, parse_conditions
from lotdesign.scenario.rule import RuleFinding
from lotdesign.scenario.scenario import Scenario
from solver.arrays import Flags, Ints
from solver.enumeration.design_checks import DesignChecks, build_design_checks, read_design_at
from solver.enumeration.lexicographic_best import EnumeratedBest, find_lexicographic_best
from solver.enumeration.measure_columns import compute_column, list_measurable
from solver.enumeration.measured_designs import MeasuredDesigns
from solver.enumeration.rule_flags import flag_admitted, flag_keeping

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True)
class AtlasAnswer:
    """Which of D designs a scenario admits, and the best of them; worked out when asked for.

    `refused` are the designs that turned out to break a rule when looked at one by one, None
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

    def settle(self) -> "AtlasAnswer":
        """The answer after looking at all admissible designs one by one, if that is needed."""
        if self.settled:
            return self
        refused = np.zeros(len(self.measured), dtype=np.bool_)
        refused[[design for design in self.designs.tolist() if not self.checks(design)]] = True
        return replace(self, refused=refused)

    @cached_property
    def met(self) -> Mapping[str, Flags]:
        """Rule id -> whether each design keeps it, for all rules, on or off.

        Rules about certificates, and others that only `judge` can tell of, are left out.
        """
        found = ((rule.id, flag_keeping(rule, self.measured)) for rule in self.scenario.rules)
        return {name: flags for name, flags in found if flags is not None}

    @cached_property
    def admissible(self) -> Flags:
        """Which designs keep every active rule (D flags)."""
        flags: Flags = self._rules_broken == 0
        return flags if self.refused is None else flags & ~self.refused

    @cached_property
    def designs(self) -> Ints:
        """The positions of the admissible designs, rising."""
        return np.flatnonzero(self.admissible)

    @property
    def count(self) -> int:
        """How many designs are admissible; at most so many unless `settled`."""
        return len(self.designs)

    @property
    def rejected_count(self) -> int:
        """How many designs keep all rules that columns tell of, but are not admissible.

        They have no certificate, or break a rule that only `judge` can tell of.
        """
        return int((self._column_rules_broken == 0).sum()) - self.count

    @cached_property
    def broken(self) -> Mapping[str, int]:
        """Active rule id -> how many designs break it; none breaks a structural one."""
        return {name: int((~flags).sum()) for name, flags in self._active}

    @cached_property
    def excluded(self) -> Mapping[str, int]:
        """Active rule id -> how many designs it alone excludes, as they break no other."""
        alone = self._rules_broken == 1
        return {name: int((alone & ~flags).sum()) for name, flags in self._active}

    @cached_property
    def best(self) -> EnumeratedBest | None:
        """The design that `solve` would find, with its optima; None when there is none."""
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
        ledger = self.evaluate(self.best.design)
        return {rule.id: rule.judge(ledger) for rule in self.scenario.active_rules}

    @cached_property
    def checks(self) -> DesignChecks:
        """What has to be asked of single designs."""
        unread = tuple(rule for rule in self.scenario.active_rules if rule.id not in self.met)
        return build_design_checks(self.scenario, self.measured, unread)

    def design(self, position: int) -> Design:
        """The design at a position."""
        return read_design_at(self.measured, position)

    def evaluate(self, position: int) -> Evaluation:
        """The exact figures of a design, with its certificate where one is needed."""
        if self.checks.certificates is not None:
            return self.checks.certificates.evaluate(position)
        return Evaluation(self.scenario, self.design(position))

    def where(self, *conditions: str) -> Ints:
        """The positions of designs that meet conditions such as "accessible_share>=0.6"."""
        return find_designs_where(self, conditions)

    def frame(self, designs: Ints | None = None) -> "pl.DataFrame":
        """All designs, or these, as a polars table: see `solver.atlas.frame`."""
        from solver.enumeration.frame import build_atlas_frame

        return build_atlas_frame(self, designs)

    @cached_property
    def _active(self) -> tuple[tuple[str, Flags], ...]:
        rules = self.scenario.active_rules
        return tuple((rule.id, self.met[rule.id]) for rule in rules if rule.id in self.met)

    @cached_property
    def _rules_broken(self) -> Ints:
        """How many rules each design is known to break."""
        asks = self.checks.is_needed and len(self.measured)
        return self._column_rules_broken + ~self._can_pass if asks else self._column_rules_broken

    @cached_property
    def _column_rules_broken(self) -> Ints:
        """How many rules each design breaks that columns tell of."""
        faults = np.zeros(len(self.measured), dtype=np.int64)
        for _, flags in self._active:
            faults += ~flags
        return faults

    @property
    def _can_pass(self) -> Flags:
        """Which designs the vet might let through, by their single lots."""
        facts = self.measured.facts
        flags = np.ones(len(self.measured), dtype=np.bool_)
        for rule in self.scenario.active_rules:
            if rule.id not in self.met:
                flags &= flag_admitted(rule, self.measured)
        if self.checks.certificates is not None:
            flags &= self.measured.designs.within(facts.can_be_awarded(facts.all_parties))
        return flags


def find_designs_where(answer: AtlasAnswer, texts: Iterable[str]) -> Ints:
    """The positions of the designs that meet all conditions, rising; compared exactly.

    See `lotdesign.condition` for what can be written. Raises InputFaults with each text that is
    no condition.
    """
    flags = np.ones(len(answer.measured), dtype=np.bool_)
    for condition in parse_conditions(texts, "--where", list_measurable(answer.measured)):
        flags &= _flag_meeting(answer, condition)
    return np.flatnonzero(flags)


def _flag_meeting(answer: AtlasAnswer, condition: MeasureCondition) -> Flags:
    if condition.measure == ADMISSIBLE:
        return answer.admissible
    beyond = compute_column(answer.measured, condition.measure).compare_with(condition.limit)
    flags: Flags = np.asarray(condition.holds_for_difference(beyond), dtype=np.bool_)
    return flags
