"""Certificates of single designs, each looked for once and only when asked for."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import numpy as np

from lotdesign.design import Design, design_of
from lotdesign.ledger import Ledger
from lotdesign.measures.base import Value
from lotdesign.measures.registry import MEASURES
from lotdesign.scenario.scenario import Scenario
from solver.atlas.measured import Measured
from solver.engines.base import Engine, Listener, Outcome, Settings
from solver.facts.lots import Flags, Ints
from solver.given import certified
from solver.selection.certificate import withdrawn
from solver.selection.linear import Linear
from solver.selection.model import Model
from solver.selection.placing import Placing
from solver.selection.search import Undecided


class LateEngine:
    """CP-SAT, loaded when it is first needed; few designs need it to find a certificate."""

    name = "cp-sat"

    def solve(
        self,
        model: Model,
        minimise: Linear | None,
        allowed: Flags | None,
        settings: Settings,
        listen: Listener,
        hint: Ints | None = None,
    ) -> Outcome:
        """As CP-SAT does."""
        from solver.engines.cp_sat import CpSat

        return CpSat().solve(model, minimise, allowed, settings, listen, hint)


ENGINE: Engine = LateEngine()


@dataclass(frozen=True)
class Certificates:
    """The certificates of an atlas's designs under one set of rules on awards.

    `scenario` is any that has these rules and the atlas's figures.
    """

    scenario: Scenario
    measured: Measured
    _exist: dict[int, bool] = field(default_factory=dict)
    _ledgers: dict[int, Ledger] = field(default_factory=dict)

    def exists(self, design: int) -> bool:
        """Whether the lots can be placed, also without whoever a rule says may withdraw."""
        if design not in self._exist:
            with _whole_answers():
                self._exist[design] = all(each.exists() for each in self._asked(design))
        return self._exist[design]

    def ledger(self, design: int) -> Ledger:
        """The design with the award that is reported, if there is any."""
        if design not in self._ledgers:
            drawn = design_at(self.measured, design)
            with _whole_answers():
                self._ledgers[design] = Ledger(
                    self.scenario, drawn, *certified(self.scenario, drawn, ENGINE)
                )
        return self._ledgers[design]

    def largest_share(self, design: int) -> Value:
        """The largest share of value of one provider, of a design that has a certificate."""
        return MEASURES["largest_provider_share"].of(self.ledger(design))

    def _asked(self, design: int) -> Iterator[Placing]:
        """Every way in which the lots must find winners."""
        facts = self.measured.facts
        held = np.zeros(len(facts.able), dtype=np.bool_)
        held[list(self.measured.designs[design])] = True
        everyone = tuple(range(len(self.scenario.parties)))
        rules = self.scenario.rules_of_awards
        placing = Placing(facts.where(held), everyone, rules, ENGINE)
        yield placing
        for _, others in withdrawn(self.scenario, placing):
            yield others


@contextmanager
def _whole_answers() -> Iterator[None]:
    """Ctrl-C ends the search: half an answer is worth nothing here."""
    try:
        yield
    except Undecided:
        raise KeyboardInterrupt from None


def certificates(scenario: Scenario, measured: Measured) -> Certificates:
    """The certificates that a scenario asks for; those that are known go along."""
    rules = tuple(rule for rule in scenario.active_rules if rule.needs_certificate)
    return measured.once(("certificates", rules), lambda: Certificates(scenario, measured))


def design_at(measured: Measured, design: int) -> Design:
    """The design at a position of the atlas."""
    return design_of(measured.facts.lots[lot] for lot in measured.designs[design])
