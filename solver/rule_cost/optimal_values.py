"""Optimal values of the first objective for many sets of rules.

More rules never improve it, so a value lies between those for fewer and for more rules; where a
known design reaches that bound nothing has to be solved.
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
from solver.awards.combinatorial_benders import TooManyBendersCuts
from solver.candidate_mip import (
    build_candidate_mip,
    expand_named_winners,
    has_award_objective,
    read_design,
)
from solver.candidates.table import CandidateTable
from solver.exact.lexicographic import LexicographicResult, optimise_lexicographically
from solver.solve_context import SolveContext
from solver.study import OutOfTime
from solver.whatif.oracle import WhatIfOracle
from solver.whatif.variants import replace_objectives, replace_rules

RuleSet = frozenset[Rule]

OPTIMUM_SECONDS = 20.0
"""Seconds after which a best value counts as not worked out."""


@dataclass(frozen=True, slots=True)
class OptimalValue:
    """The best value, signed so that less is better; None with `known`: no design at all.

    Unless `known` it could not be worked out.
    """

    value: MeasureValue | None
    known: bool = True


UNKNOWN_OPTIMUM = OptimalValue(None, known=False)
INFEASIBLE_OPTIMUM = OptimalValue(None)


@dataclass
class OptimalValueOracle:
    """Best values of one scenario's first aim; `oracle` shares its units, money and market."""

    scenario: Scenario
    means: SolveContext
    solves: int = 0
    _known: dict[RuleSet, OptimalValue] = field(default_factory=dict)
    _designs: list[Design] = field(default_factory=list)

    @cached_property
    def measure(self) -> Measure:
        """What the first aim measures."""
        return MEASURES[self.scenario.objectives[0].measure]

    @cached_property
    def base_scenario(self) -> Scenario:
        """The active rules and the first aim alone."""
        return replace_objectives(self.scenario, self.scenario.objectives[:1])

    @cached_property
    def oracle(self) -> WhatIfOracle:
        """Judges designs, and lists lots."""
        return WhatIfOracle(self.base_scenario, self.means)

    def optimal_value(self, rules: Iterable[Rule]) -> OptimalValue:
        """The best value under these rules; raises OutOfTime at the deadline."""
        asked = frozenset(rules)
        if asked not in self._known:
            self._known[asked] = self._bracket(asked) or self._solve(asked)
        return self._known[asked]

    def _build_variant(self, rules: RuleSet) -> Scenario:
        return replace_rules(
            self.base_scenario, sorted(rules, key=_build_file_order(self.base_scenario))
        )

    def _bracket(self, asked: RuleSet) -> OptimalValue | None:
        """The value, where what is known of fewer and of more rules leaves no choice."""
        fewer = [o for rules, o in self._known.items() if rules < asked and o.known]
        if any(each.value is None for each in fewer):
            return INFEASIBLE_OPTIMUM
        least = max((each.value for each in fewer if each.value is not None), default=None)
        if least is None:
            return None
        more = (o.value for rules, o in self._known.items() if rules > asked and o.known)
        if least in more or self._is_reached(asked, least):
            return OptimalValue(least)
        return None

    def _is_reached(self, asked: RuleSet, value: MeasureValue) -> bool:
        """Whether a known design has this value and is admissible."""
        if self.measure.needs_certificate or self.scenario.prices is not None:
            return False
        variant = self._build_variant(asked)
        return any(
            self._value(design) == value and self.oracle.admits(variant, design)
            for design in self._designs
        )

    def _value(self, design: Design) -> MeasureValue:
        return self.measure.sign * self.measure.evaluate(self.oracle.evaluate(design))

    def _solve(self, asked: RuleSet) -> OptimalValue:
        if self.means.is_late:
            raise OutOfTime
        variant = self._build_variant(asked)
        facts = self.oracle.lists.list_candidates(variant)
        if facts is None:
            return UNKNOWN_OPTIMUM
        self.solves += 1
        selected = select_any_optimum(variant, facts, self.means.limit_to(OPTIMUM_SECONDS))
        if not selected.proved:
            if self.means.is_late:
                raise OutOfTime
            return UNKNOWN_OPTIMUM
        if selected.solution is None:
            return INFEASIBLE_OPTIMUM
        design = read_design(facts, selected.solution)
        if design not in self._designs:
            self._designs.insert(0, design)
        return OptimalValue(self.measure.sign * selected.reached[0].value)

    def keeps_optimum(self, other: Scenario) -> bool:
        """Whether a best design is admissible in another scenario too, and as good there.

        The other has the same rules and aims, and nothing in it is easier.
        """
        if self.measure.needs_certificate or self.scenario.prices is not None:
            return False
        optimum = self.optimal_value(self.base_scenario.active_rules)
        plain = replace_objectives(other, other.objectives[:1])
        oracle = WhatIfOracle(plain, self.means)
        sign = self.measure.sign
        return any(
            self._value(design) == optimum.value
            and sign * self.measure.evaluate(Evaluation(plain, design)) == optimum.value
            and oracle.admits(plain, design)
            for design in self._designs
        )


def select_any_optimum(
    variant: Scenario, facts: CandidateTable, means: SolveContext
) -> LexicographicResult:
    """The best solution by the variant's aims; any of those that are as good."""
    if not len(facts):
        return LexicographicResult(None, (), proved=True)
    try:
        if not has_award_objective(variant):
            search, goals = build_candidate_mip(variant, facts, means, None, False)
            return optimise_lexicographically(
                search, facts, goals, means.report_progress, ties=False
            )
    except TooManyBendersCuts:
        pass
    named = expand_named_winners(facts)
    search, goals = build_candidate_mip(variant, named, means, None, True)
    return optimise_lexicographically(search, named, goals, means.report_progress, ties=False)


def _build_file_order(scenario: Scenario) -> "_FileOrder":
    return _FileOrder({rule.id: i for i, rule in enumerate(scenario.rules)})


@dataclass(frozen=True)
class _FileOrder:
    """Sorts rules by the file."""

    places: dict[str, int]

    def __call__(self, rule: Rule) -> int:
        return self.places[rule.id]
