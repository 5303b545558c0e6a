"""Optimal values of the first objective under many sets of rules.

More rules never improve it. So a value is no better than that under fewer rules, and where a known
design, or the value under more rules, reaches that bound, nothing has to be solved.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from lotdesign.design import Design
from lotdesign.evaluation import Evaluation
from lotdesign.measures.base import Measure, MeasureValue
from lotdesign.measures.registry import MEASURES
from lotdesign.scenario.rule import Rule
from lotdesign.scenario.scenario import Scenario
from solver.candidate_mip import CandidateMip
from solver.candidates.table import CandidateTable
from solver.enumeration.rising_costs import find_listed_optimum
from solver.solve_context import SolveContext
from solver.whatif.oracle import WhatIfOracle
from solver.whatif.variants import replace_objectives, replace_rules

RuleSet = frozenset[Rule]

OPTIMUM_SECONDS = 20.0
"""Seconds after which an optimal value counts as not worked out."""


@dataclass(frozen=True, slots=True)
class OptimalValue:
    """An optimal value, signed so that less is better; None with `is_known`: infeasible.

    In the measure's own unit.
    """

    value: MeasureValue | None
    is_known: bool = True


UNKNOWN_OPTIMUM = OptimalValue(None, is_known=False)
INFEASIBLE_OPTIMUM = OptimalValue(None)


@dataclass
class OptimalValueOracle:
    """Optimal values of a scenario's first objective under subsets of its rules."""

    scenario: Scenario
    context: SolveContext
    _values: dict[RuleSet, OptimalValue] = field(default_factory=dict)
    _designs: list[Design] = field(default_factory=list)
    _beyond_listing: list[RuleSet] = field(default_factory=list)

    @cached_property
    def measure(self) -> Measure:
        """The measure of the first objective."""
        return MEASURES[self.scenario.objectives[0].measure]

    @cached_property
    def base_scenario(self) -> Scenario:
        """The scenario with its active rules and first objective alone."""
        return replace_objectives(self.scenario, self.scenario.objectives[:1])

    @cached_property
    def oracle(self) -> WhatIfOracle:
        """Judges known designs and lists candidates."""
        return WhatIfOracle(self.base_scenario, self.context)

    def optimal_value(self, rules: Iterable[Rule]) -> OptimalValue:
        """The optimal value under these rules.

        Raises OutOfTime at the deadline, KeyboardInterrupt on Ctrl-C.
        """
        rule_set = frozenset(rules)
        if rule_set not in self._values:
            self._values[rule_set] = self._infer(rule_set) or self._solve(rule_set)
        return self._values[rule_set]

    def _build_variant(self, rules: RuleSet) -> Scenario:
        place = {rule.id: i for i, rule in enumerate(self.base_scenario.rules)}
        return replace_rules(self.base_scenario, sorted(rules, key=lambda rule: place[rule.id]))

    def _infer(self, rules: RuleSet) -> OptimalValue | None:
        """The value where those under fewer and under more rules leave only one."""
        fewer = [known for other, known in self._values.items() if other < rules and known.is_known]
        if any(known.value is None for known in fewer):
            return INFEASIBLE_OPTIMUM
        bound = max((known.value for known in fewer if known.value is not None), default=None)
        if bound is None:
            return None
        more = (known.value for other, known in self._values.items() if other > rules)
        if bound in more or self._is_reached(rules, bound):
            return OptimalValue(bound)
        return None

    def _is_reached(self, rules: RuleSet, value: MeasureValue) -> bool:
        """Whether a known design has this value and is admissible under these rules."""
        if self._depends_on_award:
            return False
        variant = self._build_variant(rules)
        return any(
            self._evaluate(design) == value and self.oracle.designs.is_admitted(variant, design)
            for design in self._designs
        )

    @property
    def _depends_on_award(self) -> bool:
        return self.measure.needs_certificate or self.scenario.prices is not None

    def _evaluate(self, design: Design) -> MeasureValue:
        """The design's value of the first objective, signed."""
        return self.measure.sign * self.measure.evaluate(self.oracle.designs.evaluate(design))

    def _solve(self, rules: RuleSet) -> OptimalValue:
        self.context.require_time()
        variant = self._build_variant(rules)
        candidates = self.oracle.lists.list_candidates(variant)
        if candidates is None:
            return UNKNOWN_OPTIMUM
        if not len(candidates):
            return INFEASIBLE_OPTIMUM
        return self._solve_by_listing(rules, variant, candidates) or self._search(
            variant, candidates
        )

    def _solve_by_listing(
        self, rules: RuleSet, variant: Scenario, candidates: CandidateTable
    ) -> OptimalValue | None:
        """The value by listing the cheapest designs; None where there are too many."""
        if any(rules <= other for other in self._beyond_listing):
            return None
        listed = find_listed_optimum(variant, candidates, self.context.require_time)
        if listed is None:
            self._beyond_listing.append(rules)
            return None
        if listed.design is None:
            return INFEASIBLE_OPTIMUM
        self._remember(listed.design)
        return OptimalValue(listed.value)

    def _remember(self, design: Design) -> None:
        if design not in self._designs:
            self._designs.insert(0, design)

    def _search(self, variant: Scenario, candidates: CandidateTable) -> OptimalValue:
        """The value by the MIP over the candidates."""
        mip = CandidateMip(variant, candidates, self.context.limit_to(OPTIMUM_SECONDS))
        selected = mip.optimise(ties=False)
        if not selected.proved:
            self.context.require_time()
            return UNKNOWN_OPTIMUM
        if selected.solution is None:
            return INFEASIBLE_OPTIMUM
        self._remember(mip.read_design(selected.solution))
        return OptimalValue(self.measure.sign * selected.reached[0].value)

    def keeps_optimum(self, other: Scenario) -> bool:
        """Whether a known optimal design is admissible in another scenario, and as good there.

        The other has the same rules and objectives, and no design is better or admissible there
        that is not so here. False where that depends on the award.
        """
        if self._depends_on_award:
            return False
        optimum = self.optimal_value(self.base_scenario.active_rules)
        plain = replace_objectives(other, other.objectives[:1])
        oracle = WhatIfOracle(plain, self.context)
        sign = self.measure.sign
        return any(
            self._evaluate(design) == optimum.value
            and sign * self.measure.evaluate(Evaluation(plain, design)) == optimum.value
            and oracle.designs.is_admitted(plain, design)
            for design in self._designs
        )
