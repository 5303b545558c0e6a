"""What an atlas says to one scenario."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from lotdesign.design import Design
from lotdesign.ledger import Ledger
from lotdesign.rules.base import Finding
from lotdesign.scenario.scenario import Scenario
from solver.atlas.best import Best, best_of
from solver.atlas.certificates import design_at
from solver.atlas.measured import Measured
from solver.atlas.rules import admits_lots, met
from solver.atlas.vet import Vet, vet_of
from solver.facts.lots import Flags, Ints

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True)
class Answer:
    """Which of D designs a scenario admits, and the best of them; worked out when asked for.

    `refused` are the designs that turned out to break a rule when looked at one by one, None
    while that was not done (see `settled`).
    """

    scenario: Scenario
    measured: Measured
    refused: Flags | None = None

    @property
    def settled(self) -> bool:
        """Whether every admissible design is known to be so.

        If not, some may have no certificate; the best design and the ladder are right anyway.
        """
        return self.refused is not None or not self.vet.asks

    def settle(self) -> "Answer":
        """The answer after looking at all admissible designs one by one, if that is needed."""
        if self.settled:
            return self
        refused = np.zeros(len(self.measured), dtype=np.bool_)
        refused[[design for design in self.designs.tolist() if not self.vet(design)]] = True
        return replace(self, refused=refused)

    @cached_property
    def met(self) -> Mapping[str, Flags]:
        """Rule id -> whether each design keeps it, for all rules, on or off.

        Rules about certificates, and others that only `judge` can tell of, are left out.
        """
        found = ((rule.id, met(rule, self.measured)) for rule in self.scenario.rules)
        return {name: flags for name, flags in found if flags is not None}

    @cached_property
    def admissible(self) -> Flags:
        """Which designs keep every active rule (D flags)."""
        flags: Flags = self._faults == 0
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
    def turned_down(self) -> int:
        """How many designs keep all rules that columns tell of, but are not admissible.

        They have no certificate, or break a rule that only `judge` can tell of.
        """
        return int((self._faults_told == 0).sum()) - self.count

    @cached_property
    def broken(self) -> Mapping[str, int]:
        """Active rule id -> how many designs break it; none breaks a structural one."""
        return {name: int((~flags).sum()) for name, flags in self._active}

    @cached_property
    def excluded(self) -> Mapping[str, int]:
        """Active rule id -> how many designs it alone excludes, as they break no other."""
        alone = self._faults == 1
        return {name: int((alone & ~flags).sum()) for name, flags in self._active}

    @cached_property
    def best(self) -> Best | None:
        """The design that `solve` would find, with its optima; None when there is none."""
        return best_of(self.scenario, self.measured, self.designs, self.vet)

    @cached_property
    def ladder(self) -> Mapping[int, Best | None]:
        """Number of lots -> the best design with just so many, for all that any could have."""
        counts = self.measured.designs.counts[self.designs]
        return {
            number: best_of(self.scenario, self.measured, self.designs[counts == number], self.vet)
            for number in np.unique(counts).tolist()
        }

    @cached_property
    def findings(self) -> Mapping[str, Finding]:
        """Active rule id -> how the best design stands to it, with its slack."""
        if self.best is None:
            return {}
        ledger = self.ledger(self.best.design)
        return {rule.id: rule.judge(ledger) for rule in self.scenario.active_rules}

    @cached_property
    def vet(self) -> Vet:
        """What has to be asked of single designs."""
        unread = tuple(rule for rule in self.scenario.active_rules if rule.id not in self.met)
        return vet_of(self.scenario, self.measured, unread)

    def design(self, position: int) -> Design:
        """The design at a position."""
        return design_at(self.measured, position)

    def ledger(self, position: int) -> Ledger:
        """The exact figures of a design, with its certificate where one is needed."""
        if self.vet.certificates is not None:
            return self.vet.certificates.ledger(position)
        return Ledger(self.scenario, self.design(position))

    def where(self, *conditions: str) -> Ints:
        """The positions of designs that meet conditions such as "accessible_share>=0.6"."""
        from solver.atlas.condition import where

        return where(self, conditions)

    def frame(self, designs: Ints | None = None) -> "pl.DataFrame":
        """All designs, or these, as a polars table: see `solver.atlas.frame`."""
        from solver.atlas.frame import frame

        return frame(self, designs)

    @cached_property
    def _active(self) -> tuple[tuple[str, Flags], ...]:
        rules = self.scenario.active_rules
        return tuple((rule.id, self.met[rule.id]) for rule in rules if rule.id in self.met)

    @cached_property
    def _faults(self) -> Ints:
        """How many rules each design is known to break."""
        asks = self.vet.asks and len(self.measured)
        return self._faults_told + ~self._can_pass if asks else self._faults_told

    @cached_property
    def _faults_told(self) -> Ints:
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
                flags &= admits_lots(rule, self.measured)
        if self.vet.certificates is not None:
            flags &= self.measured.designs.within(facts.placeable(facts.everyone))
        return flags
