"""Optimal values of the first objective under many sets of rules.

Each is inferred from known ones where that can be, else found by listing the cheapest designs, else
by a MIP over the candidates that known values leave.
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
from solver.backends.base import ignore_progress
from solver.candidate_mip import CandidateMip
from solver.candidates.table import CandidateTable
from solver.enumeration.rising_costs import find_listed_optimum
from solver.exact.minimise import MinimisationResult, minimise_goal
from solver.rule_cost.known_optima import (
    INFEASIBLE_OPTIMUM,
    UNKNOWN_OPTIMUM,
    KnownOptima,
    OptimalValue,
    RuleSet,
)
from solver.rule_cost.shared_candidates import (
    SharedCandidates,
    find_lots_of_design,
    share_candidates,
)
from solver.solve_context import SolveContext
from solver.strategy import chooses_few_large_lots
from solver.whatif.oracle import WhatIfOracle
from solver.whatif.variants import replace_objectives, replace_rules

OPTIMUM_SECONDS = 20.0
"""Seconds after which an optimal value counts as not worked out."""
MOST_CANDIDATES_LISTED = 10_000
"""With more candidates than this, listing their designs is not tried."""


@dataclass
class OptimalValueOracle:
    """Optimal values of a scenario's first objective under subsets of its rules.

    `designs` are known ones, the last one first; what they are worth here is found when needed.
    `known` are the values that were solved for.
    """

    scenario: Scenario
    context: SolveContext
    designs: list[Design] = field(default_factory=list)
    shared: SharedCandidates | None = None
    known: KnownOptima = field(default_factory=KnownOptima)
    _values: dict[RuleSet, OptimalValue] = field(default_factory=dict)
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

    def share_candidates(self) -> None:
        """List the candidates of all variants at once; raises OutOfTime at the deadline."""
        self.shared = share_candidates(self.base_scenario, self.context)

    def open_in_market(self, scenario: Scenario, admits_more: bool) -> "OptimalValueOracle":
        """An oracle for the scenario in another market; it begins with the same designs.

        It also knows the same lots, unless others may be admissible there: it `admits_more`.
        """
        other = OptimalValueOracle(scenario, self.context, self.designs)
        if not admits_more:
            other.known = KnownOptima(wider_market=self.known)
            if self.shared is not None and scenario.prices is None:
                other.shared = self.shared.move_to_market(other.base_scenario)
        return other

    def optimal_value(self, rules: Iterable[Rule]) -> OptimalValue:
        """The optimal value under these rules.

        Raises OutOfTime at the deadline, KeyboardInterrupt on Ctrl-C.
        """
        rule_set = frozenset(rules)
        if rule_set not in self._values:
            value = self._infer(rule_set)
            if value is None:
                value = self._solve(rule_set)
                self.known.add(rule_set, value)
            self._values[rule_set] = value
        return self._values[rule_set]

    def _build_variant(self, rules: RuleSet) -> Scenario:
        place = {rule.id: i for i, rule in enumerate(self.base_scenario.rules)}
        return replace_rules(self.base_scenario, sorted(rules, key=lambda rule: place[rule.id]))

    def _infer(self, rules: RuleSet) -> OptimalValue | None:
        """The value where those under weaker and under stronger rules leave only one."""
        if self.known.is_infeasible(rules):
            return INFEASIBLE_OPTIMUM
        bound = self.known.find_bound(rules)
        if bound is None:
            return None
        is_reached = self.known.is_reached(rules, bound) or self._is_reached(rules, bound)
        return OptimalValue(bound) if is_reached else None

    def _is_reached(self, rules: RuleSet, value: MeasureValue) -> bool:
        """Whether a known design has this value and is admissible under these rules."""
        if self._depends_on_award:
            return False
        variant = self._build_variant(rules)
        return any(
            self._evaluate(design) == value and self.oracle.designs.is_admitted(variant, design)
            for design in self.designs
        )

    def _find_best_known(self, variant: Scenario) -> Design | None:
        """The best known design that the variant admits, if there is one."""
        if self._depends_on_award:
            return None
        admitted = (d for d in self.designs if self.oracle.designs.is_admitted(variant, d))
        return min(admitted, key=self._evaluate, default=None)

    @property
    def _depends_on_award(self) -> bool:
        return self.measure.needs_certificate or self.scenario.prices is not None

    def _evaluate(self, design: Design) -> MeasureValue:
        """The design's value of the first objective, signed."""
        return self.measure.sign * self.measure.evaluate(self.oracle.designs.evaluate(design))

    def count_candidates(self, variant: Scenario) -> int | None:
        """How many candidates a variant has; None where there are too many to list."""
        if self.shared is not None and self.shared.holds(variant):
            return int(self.shared.mark_admitted(variant).sum())
        candidates = self.oracle.lists.list_candidates(variant, self.context.deadline)
        return None if candidates is None else len(candidates)

    def list_candidates(self, variant: Scenario) -> CandidateTable | None:
        """The candidates of a variant; None where there are too many to list."""
        if self.shared is not None and self.shared.holds(variant):
            return self.shared.list_candidates(variant)
        return self.oracle.lists.list_candidates(variant, self.context.deadline)

    def _solve(self, rules: RuleSet) -> OptimalValue:
        self.context.require_time()
        variant = self._build_variant(rules)
        count = self.count_candidates(variant)
        if count is None:
            return self._solve_few_large_lots(variant)
        if not count:
            return INFEASIBLE_OPTIMUM
        return self._solve_by_listing(rules, variant, count) or self._search(rules, variant)

    def _solve_few_large_lots(self, variant: Scenario) -> OptimalValue:
        """The value where lots are few and large, from the best known design; else not known."""
        if not chooses_few_large_lots(variant, self.context):
            return UNKNOWN_OPTIMUM
        from solver.comparisons.large_lots import solve_large_lots

        context = self.context.limit_to(OPTIMUM_SECONDS).use_solving_engine()
        outcome = solve_large_lots(variant, context.start_from(self._find_best_known(variant)))
        if outcome.design is None:
            self.context.require_time()
            return INFEASIBLE_OPTIMUM if outcome.proved else UNKNOWN_OPTIMUM
        self._remember(outcome.design)
        reached = outcome.reached[0]
        if not reached.proved:
            self.context.require_time()
            return UNKNOWN_OPTIMUM
        return OptimalValue(self.measure.sign * reached.value)

    def _solve_by_listing(
        self, rules: RuleSet, variant: Scenario, count: int
    ) -> OptimalValue | None:
        """The value by listing the cheapest designs; None where there are too many."""
        if count > MOST_CANDIDATES_LISTED or any(rules <= other for other in self._beyond_listing):
            return None
        candidates = self.list_candidates(variant)
        assert candidates is not None, "they were counted"
        listed = find_listed_optimum(variant, candidates, self.context.require_time)
        if listed is None:
            self._beyond_listing.append(rules)
            return None
        if listed.design is None:
            return INFEASIBLE_OPTIMUM
        self._remember(listed.design)
        return OptimalValue(listed.value)

    def _remember(self, design: Design) -> None:
        if design not in self.designs:
            self.designs.insert(0, design)

    def _search(self, rules: RuleSet, variant: Scenario) -> OptimalValue:
        """The value by the MIP over the candidates.

        It is asked without the rules that only look at whole designs first: their optimum often
        keeps them, and then that of every set in between is the same.
        """
        uncoupled = frozenset(rule for rule in rules if rule.filters_lots or rule.needs_certificate)
        if uncoupled != rules:
            self.optimal_value(uncoupled)
            inferred = self._infer(rules)
            if inferred is not None:
                return inferred
        # A design that may be far off helps no search.
        is_bounded = self.known.find_bound(rules) is not None
        near = self._find_best_known(variant) if is_bounded else None
        candidates = self._list_possible(variant, near)
        if candidates is None:
            return UNKNOWN_OPTIMUM
        if not len(candidates):
            return INFEASIBLE_OPTIMUM
        return self._solve_mip(variant, candidates, near)

    def _list_possible(self, variant: Scenario, near: Design | None) -> CandidateTable | None:
        """The candidates of designs that are no worse than one near the optimum, if it is given."""
        if self.shared is None or not self.shared.holds(variant):
            return self.oracle.lists.list_candidates(variant, self.context.deadline)
        return self.shared.rule_out(variant, None if near is None else self._evaluate(near))

    def _solve_mip(
        self, variant: Scenario, candidates: CandidateTable, start: Design | None
    ) -> OptimalValue:
        """The value by the MIP, from a design to start with if there is one."""

        def minimise(mip: CandidateMip) -> MinimisationResult:
            is_plain = start is not None and mip.search.model.size == len(mip.candidates)
            hint = find_lots_of_design(mip.candidates, start) if start and is_plain else None
            return minimise_goal(mip.search, mip.objectives[0].goal, ignore_progress, hint)

        mip = CandidateMip(variant, candidates, self.context.limit_to(OPTIMUM_SECONDS))
        result = mip.ask(minimise)
        if not result.proved:
            self.context.require_time()
            return UNKNOWN_OPTIMUM
        if result.solution is None or result.value is None:
            return INFEASIBLE_OPTIMUM
        self._remember(mip.read_design(result.solution))
        return OptimalValue(result.value)

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
            for design in self.designs
        )
