"""Whether enumerated designs keep rules: all designs at once where that can be, else one by one.

Nothing here knows a kind of rule. Its candidate filter and its coupling rows are read as the solver
reads them. A kind whose rows need variables of their own may define `flag_designs` in its
constraint module. Without that its `judge` is asked of one design after the other, and so is
the award subproblem where a rule needs a certificate.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

import numpy as np

from lotdesign.evaluation import Evaluation
from lotdesign.measures.base import MeasureValue
from lotdesign.measures.registry import MEASURES
from lotdesign.scenario.rule import Rule
from lotdesign.scenario.scenario import Scenario
from solver.arrays import Flags
from solver.awards.subproblem import AwardSubproblem, iterate_withdrawals
from solver.backends.registry import load_engine
from solver.certified_design import certify_design
from solver.constraints.registry import add_coupling_rows, filter_candidates, flag_designs
from solver.enumeration.design_arrays import MeasuredDesigns
from solver.exact.search import Undecided
from solver.model.expressions import LinearExpression
from solver.model.linear_model import LinearModel


def flag_keeping(rule: Rule, measured: MeasuredDesigns) -> Flags | None:
    """Whether each design keeps the rule, (D,); None where each must be judged by itself."""
    if rule.needs_certificate:
        return None
    return measured.compute_once(("met", rule), lambda: _flag_keeping(rule, measured))


def flag_admitted(rule: Rule, measured: MeasuredDesigns) -> Flags:
    """Whether the rule admits all lots of each design by themselves, (D,).

    Where it does not, the design breaks the rule.
    """
    return measured.designs.within(filter_candidates(rule, measured.candidates))


def _flag_keeping(rule: Rule, measured: MeasuredDesigns) -> Flags | None:
    if not len(measured):
        return np.zeros(0, dtype=np.bool_)
    flags = flag_designs(rule, measured)
    if flags is not None:
        return flags
    rows = _flag_coupling_rows(rule, measured)
    return None if rows is None else rows & flag_admitted(rule, measured)


def _flag_coupling_rows(rule: Rule, measured: MeasuredDesigns) -> Flags | None:
    """Whether the rule's coupling rows hold; None where they have variables besides the lots."""
    model = LinearModel(len(measured.candidates))
    add_coupling_rows(rule, measured.candidates, model)
    if model.extra_variables:
        return None
    flags = np.ones(len(measured), dtype=np.bool_)
    for row in model.rows:
        flags &= _flag_row(measured, row.expression, row.low, row.high, row.indicator)
    for form, indicator in model.unrounded:
        flags &= _flag_row(measured, form, None, 0, indicator)
    return flags


def _flag_row(
    measured: MeasuredDesigns,
    form: LinearExpression,
    low: int | None,
    high: int | None,
    indicator: int | None,
) -> Flags:
    """Whether low <= form <= high in each design, or the lot `indicator` is not in it."""
    weights = np.zeros(len(measured.candidates), dtype=form.coefficients.dtype)
    weights[form.variables] = form.coefficients
    total = measured.sums(weights)
    flags = np.ones(len(measured), dtype=np.bool_)
    if low is not None:
        flags &= (total >= low - form.constant).astype(np.bool_)
    if high is not None:
        flags &= (total <= high - form.constant).astype(np.bool_)
    if indicator is not None:
        flags |= measured.sums((np.arange(len(weights)) == indicator).astype(np.int64)) == 0
    return flags


@dataclass(frozen=True)
class DesignCertificates:
    """The certificates of enumerated designs under one set of award rules, each sought once.

    `scenario` is any with these rules and the attributes of `measured`.
    """

    scenario: Scenario
    measured: MeasuredDesigns
    _exist: dict[int, bool] = field(default_factory=dict)
    _evaluations: dict[int, Evaluation] = field(default_factory=dict)

    def has_certificate(self, design: int) -> bool:
        """Whether the lots can be awarded, also without those whose withdrawal a rule tests.

        Raises KeyboardInterrupt on Ctrl-C.
        """
        if design not in self._exist:
            with _raise_when_stopped():
                problems = self._list_subproblems(design)
                self._exist[design] = all(problem.has_award() for problem in problems)
        return self._exist[design]

    def evaluate(self, design: int) -> Evaluation:
        """The exact figures of the design, with the award that is reported if there is any.

        Raises KeyboardInterrupt on Ctrl-C.
        """
        if design not in self._evaluations:
            drawn = self.measured.build_design(design)
            with _raise_when_stopped():
                certificate = certify_design(self.scenario, drawn, load_engine("cp-sat"))
            self._evaluations[design] = Evaluation(self.scenario, drawn, *certificate)
        return self._evaluations[design]

    def largest_provider_share(self, design: int) -> MeasureValue:
        """The largest share of value of one provider, of a design that has a certificate."""
        return MEASURES["largest_provider_share"].evaluate(self.evaluate(design))

    def _list_subproblems(self, design: int) -> Iterator[AwardSubproblem]:
        """The award subproblem with all parties, and one for each withdrawal that is tested."""
        candidates = self.measured.candidates
        held = np.zeros(len(candidates), dtype=np.bool_)
        held[list(self.measured.designs[design])] = True
        # Capacities hang on the rules too, and designs may have been measured by other ones.
        lots = replace(candidates.filter(held), scenario=self.scenario)
        everyone = tuple(range(len(self.scenario.parties)))
        rules = self.scenario.award_rules
        problem = AwardSubproblem(lots, everyone, rules, load_engine("cp-sat"))
        yield problem
        for _, reduced in iterate_withdrawals(self.scenario, problem):
            yield reduced


@contextmanager
def _raise_when_stopped() -> Iterator[None]:
    """Turns a question that Ctrl-C left undecided into KeyboardInterrupt."""
    try:
        yield
    except Undecided:
        raise KeyboardInterrupt from None


@dataclass(frozen=True)
class JudgedRule:
    """A rule that is judged design by design, each design once."""

    scenario: Scenario
    rule: Rule
    measured: MeasuredDesigns
    _met: dict[int, bool] = field(default_factory=dict)

    def is_met(self, design: int) -> bool:
        """Whether the design keeps the rule."""
        if design not in self._met:
            evaluation = Evaluation(self.scenario, self.measured.build_design(design))
            self._met[design] = self.rule.judge(evaluation).met
        return self._met[design]


@dataclass(frozen=True)
class DesignChecks:
    """What one scenario asks of single designs; nothing, for most scenarios."""

    certificates: DesignCertificates | None
    judged_rules: tuple[JudgedRule, ...]

    @property
    def is_needed(self) -> bool:
        """Whether there is anything to check."""
        return self.certificates is not None or bool(self.judged_rules)

    def __call__(self, design: int) -> bool:
        """Whether the design passes."""
        if not all(rule.is_met(design) for rule in self.judged_rules):
            return False
        return self.certificates is None or self.certificates.has_certificate(design)


def build_design_checks(
    scenario: Scenario, measured: MeasuredDesigns, unflagged: tuple[Rule, ...]
) -> DesignChecks:
    """The checks of a scenario; `unflagged` are its active rules without flags of all designs.

    What is known of a rule, or of a set of award rules, is shared with other scenarios.
    """
    award_rules = tuple(rule for rule in scenario.active_rules if rule.needs_certificate)
    certificates = (
        measured.compute_once(
            ("certificates", award_rules), lambda: DesignCertificates(scenario, measured)
        )
        if scenario.needs_certificate
        else None
    )
    return DesignChecks(
        certificates,
        tuple(
            _get_judged_rule(scenario, rule, measured)
            for rule in unflagged
            if not rule.needs_certificate
        ),
    )


def _get_judged_rule(scenario: Scenario, rule: Rule, measured: MeasuredDesigns) -> JudgedRule:
    return measured.compute_once(("judged", rule), lambda: JudgedRule(scenario, rule, measured))
