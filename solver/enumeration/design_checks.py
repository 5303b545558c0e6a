"""What can only be told of one design after the other.

Its certificate, looked for once and only when asked for, and rules that only `judge` can tell of.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import numpy as np

from lotdesign.design import Design, build_external_design
from lotdesign.evaluation import Evaluation
from lotdesign.measures.base import MeasureValue
from lotdesign.measures.registry import MEASURES
from lotdesign.scenario.rule import Rule
from lotdesign.scenario.scenario import Scenario
from solver.awards.subproblem import AwardSubproblem, iterate_withdrawals
from solver.backends.base import Engine, EngineOutcome, SolveRequest
from solver.certified_design import certify_design
from solver.enumeration.measured_designs import MeasuredDesigns
from solver.exact.search import Undecided


class LazyCpSat:
    """CP-SAT, loaded when it is first needed; few designs need it to find a certificate."""

    name = "cp-sat"

    def solve(self, request: SolveRequest) -> EngineOutcome:
        """As CP-SAT does."""
        from solver.backends.cp_sat import CpSatEngine

        return CpSatEngine().solve(request)


CERTIFICATE_ENGINE: Engine = LazyCpSat()


@dataclass(frozen=True)
class DesignCertificates:
    """The certificates of an atlas's designs under one set of rules on awards.

    `scenario` is any that has these rules and the atlas's figures.
    """

    scenario: Scenario
    measured: MeasuredDesigns
    _exist: dict[int, bool] = field(default_factory=dict)
    _ledgers: dict[int, Evaluation] = field(default_factory=dict)

    def has_certificate(self, design: int) -> bool:
        """Whether the lots can be placed, also without whoever a rule says may withdraw."""
        if design not in self._exist:
            with _raise_when_stopped():
                self._exist[design] = all(each.has_award() for each in self._asked(design))
        return self._exist[design]

    def evaluate(self, design: int) -> Evaluation:
        """The design with the award that is reported, if there is any."""
        if design not in self._ledgers:
            drawn = read_design_at(self.measured, design)
            with _raise_when_stopped():
                self._ledgers[design] = Evaluation(
                    self.scenario, drawn, *certify_design(self.scenario, drawn, CERTIFICATE_ENGINE)
                )
        return self._ledgers[design]

    def largest_provider_share(self, design: int) -> MeasureValue:
        """The largest share of value of one provider, of a design that has a certificate."""
        return MEASURES["largest_provider_share"].evaluate(self.evaluate(design))

    def _asked(self, design: int) -> Iterator[AwardSubproblem]:
        """Every way in which the lots must find winners."""
        facts = self.measured.facts
        held = np.zeros(len(facts.able), dtype=np.bool_)
        held[list(self.measured.designs[design])] = True
        everyone = tuple(range(len(self.scenario.parties)))
        rules = self.scenario.award_rules
        placing = AwardSubproblem(facts.filter(held), everyone, rules, CERTIFICATE_ENGINE)
        yield placing
        for _, others in iterate_withdrawals(self.scenario, placing):
            yield others


@contextmanager
def _raise_when_stopped() -> Iterator[None]:
    """Ctrl-C ends the search: half an answer is worth nothing here."""
    try:
        yield
    except Undecided:
        raise KeyboardInterrupt from None


def get_certificates(scenario: Scenario, measured: MeasuredDesigns) -> DesignCertificates:
    """The certificates that a scenario asks for; those that are known go along."""
    rules = tuple(rule for rule in scenario.active_rules if rule.needs_certificate)
    return measured.compute_once(
        ("certificates", rules), lambda: DesignCertificates(scenario, measured)
    )


def read_design_at(measured: MeasuredDesigns, design: int) -> Design:
    """The design at a position of the atlas."""
    return build_external_design(measured.facts.lots[lot] for lot in measured.designs[design])


@dataclass(frozen=True)
class JudgedRule:
    """How designs stand to a rule that is judged one by one; each is judged once."""

    scenario: Scenario
    rule: Rule
    measured: MeasuredDesigns
    _met: dict[int, bool] = field(default_factory=dict)

    def met(self, design: int) -> bool:
        """Whether the design keeps the rule."""
        if design not in self._met:
            ledger = Evaluation(self.scenario, read_design_at(self.measured, design))
            self._met[design] = self.rule.judge(ledger).met
        return self._met[design]


@dataclass(frozen=True)
class DesignChecks:
    """Everything that one scenario asks of single designs; nothing, for most."""

    certificates: DesignCertificates | None
    judged_rules: tuple[JudgedRule, ...]

    @property
    def is_needed(self) -> bool:
        """Whether there is anything to look at."""
        return self.certificates is not None or bool(self.judged_rules)

    def __call__(self, design: int) -> bool:
        """Whether the design passes."""
        if not all(each.met(design) for each in self.judged_rules):
            return False
        return self.certificates is None or self.certificates.has_certificate(design)


def build_design_checks(
    scenario: Scenario, measured: MeasuredDesigns, unread: tuple[Rule, ...]
) -> DesignChecks:
    """The vet of a scenario; `unread` are its active rules that no column tells of."""
    return DesignChecks(
        get_certificates(scenario, measured) if scenario.needs_certificate else None,
        tuple(
            _get_judged_rule(scenario, each, measured)
            for each in unread
            if not each.needs_certificate
        ),
    )


def _get_judged_rule(scenario: Scenario, rule: Rule, measured: MeasuredDesigns) -> JudgedRule:
    return measured.compute_once(("judged", rule), lambda: JudgedRule(scenario, rule, measured))
