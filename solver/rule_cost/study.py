"""The rule-cost study.

Each rule is switched off, each parameter moved a step, each provider left out, and the total
split by Shapley values.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction

from lotdesign.evaluation import Evaluation
from lotdesign.measures.base import MeasureValue
from lotdesign.measures.lots import WHOLE_LIFE_COST as WHOLE_LIFE
from lotdesign.result.base import StudyEnd, WrittenFigure
from lotdesign.result.figures import write_figure
from lotdesign.result.sensitivity import PriceStanding, ProviderWorth, RulePrice, StepPrice
from lotdesign.scenario.rule import Rule
from lotdesign.scenario.scenario import Scenario
from lotdesign.words import format_count
from solver.candidate_solve import solve_candidates
from solver.progress import ProgressReporter
from solver.rule_cost.optimal_values import UNKNOWN_OPTIMUM, OptimalValue, OptimalValueOracle
from solver.rule_cost.priced_changes import (
    ParameterStep,
    depends_on_providers,
    list_parameter_steps,
    list_provider_rows,
    remove_provider,
)
from solver.rule_cost.shapley import round_by_largest_remainder, split_by_shapley
from solver.solve_context import SolveContext
from solver.study import OutOfTime, run_until_stopped
from solver.whatif.variants import IMPLIED_AWARD_ID, replace_rules, switch_off_rules

MOST_RULES_SPLIT = 10
"""Rules that the total is split among; the best value of every set of them is needed."""
MOST_LOTS_SOLVED_IN_FULL = 20_000
"""With more lots than this the best design without a rule is not worked out to its end."""


MOST_LOTS_IN_SPLIT = 40_000
MOST_LOTS_IN_AWARD_SPLIT = 10_000
"""Lots to choose from, without any of the rules of the split; fewer if they must find winners."""


class OptimumNotFound(Exception):
    """Some best value could not be worked out."""


@dataclass
class RuleCostStudy:
    """A price list as it grows."""

    scenario: Scenario
    telling: ProgressReporter
    means: SolveContext
    worth: OptimalValueOracle
    with_split: bool
    optimum: OptimalValue = UNKNOWN_OPTIMUM
    whole_life: int | None = None
    rules: dict[str, RulePrice] = field(default_factory=dict)
    steps: list[StepPrice] = field(default_factory=list)
    providers: list[ProviderWorth] = field(default_factory=list)
    split: tuple[Rule, ...] = ()
    shares: dict[Rule, Fraction] = field(default_factory=dict)
    free: OptimalValue = UNKNOWN_OPTIMUM
    ended: StudyEnd = "done"

    def work(self) -> None:
        """Finds out as much as time allows; what is found stays."""
        self.ended = run_until_stopped(self._work)

    def _work(self) -> StudyEnd:
        self.telling.begin_phase("context", "finding the best design")
        self.optimum = self.worth.optimal_value(self._all)
        if not self.optimum.known:
            return "too many lots"
        if self.optimum.value is None:
            return "done"
        self.whole_life = self._whole_life(self.scenario)
        for rule in self.scenario.active_rules:
            self.telling.begin_phase("context", f"switching off {rule.id}")
            self.rules[rule.id] = self._rule(rule)
        for step in list_parameter_steps(self.scenario):
            self.telling.begin_phase(
                "context", f"turning {step.section_or_rule}.{step.parameter} to {step.to_text}"
            )
            self.steps.append(self._step(step))
        if depends_on_providers(self.scenario):
            for name in list_provider_rows(self.scenario):
                self.telling.begin_phase("context", f"leaving out {name}")
                self.providers.append(self._provider(name))
        if self.with_split:
            self._split()
        return "done"

    @property
    def _all(self) -> tuple[Rule, ...]:
        return self.worth.base_scenario.active_rules

    def _rule(self, rule: Rule) -> RulePrice:
        found = self.worth.optimal_value(each for each in self._all if each is not rule)
        said = {"rule": rule.id, "sentence": rule.write_sentence(self.scenario)}
        if found.value is None:
            return RulePrice.model_validate(said | {"found": "not worked out"})
        return RulePrice.model_validate(
            said
            | {
                "found": "worked out",
                "without": self._signed(found.value),
                "alone": self._figure(self._gain(found.value)),
                "whole_life_without": self._whole_life(switch_off_rules(self.scenario, (rule.id,))),
            }
        )

    def _gain(self, value: MeasureValue) -> MeasureValue:
        """How much worse the scenario's own best is."""
        assert self.optimum.value is not None
        return self.optimum.value - value

    def _whole_life(self, scenario: Scenario) -> int | None:
        """The whole-life cost of the best design by all aims, where that is soon found."""
        if self.means.is_late:
            raise OutOfTime
        facts = self.worth.oracle.lists.list_candidates(scenario)
        if facts is None or len(facts) > MOST_LOTS_SOLVED_IN_FULL:
            return None
        found = solve_candidates(scenario, facts, self.means)
        if found.design is None or not found.proved:
            return None
        return int(WHOLE_LIFE.evaluate(Evaluation(scenario, found.design, found.award)))

    def _step(self, step: ParameterStep) -> StepPrice:
        optimum = self._of_step(step)
        found, cost = self._against(optimum)
        own = {
            "name": step.section_or_rule,
            "parameter": step.parameter,
            "from": step.from_text,
            "to": step.to_text,
            "unit": step.unit,
            "setting": step.setting,
            "way": step.direction,
        }
        worth = {"found": found, "cost": self._figure(cost), "a_year": self._a_year(cost)}
        return StepPrice.model_validate(own | worth)

    def _of_step(self, step: ParameterStep) -> OptimalValue:
        if step.rule is None:
            return self._elsewhere(step.scenario)
        turned = (step.rule if rule.id == step.rule.id else rule for rule in self._all)
        return self.worth.optimal_value(turned)

    def _elsewhere(self, scenario: Scenario) -> OptimalValue:
        """The best value where units, money or the market are others."""
        other = OptimalValueOracle(scenario, self.means)
        found = other.optimal_value(other.base_scenario.active_rules)
        self.worth.solves += other.solves
        return found

    def _provider(self, name: str) -> ProviderWorth:
        gone = remove_provider(self.scenario, name)
        unhurt = self.worth.keeps_optimum(gone)
        found, cost = self._against(self.optimum if unhurt else self._elsewhere(gone))
        return ProviderWorth(
            provider=name, found=found, worth=self._figure(cost), a_year=self._a_year(cost)
        )

    def _against(self, optimum: OptimalValue) -> tuple[PriceStanding, MeasureValue | None]:
        """What came of a change, and how much worse the best is then."""
        if not optimum.known:
            return "not worked out", None
        if optimum.value is None:
            return "impossible", None
        return "worked out", -self._gain(optimum.value)

    def _split(self) -> None:
        """Splits the total among as many rules as can all be left out at once.

        Where some set of them takes too long, the rule that costs least is kept throughout.
        """
        free = self._free()
        while len(free) > 1:
            try:
                self.shares = split_by_shapley(free, self._group_worth(free))
            except OptimumNotFound:
                least = min(
                    free, key=lambda rule: (not rule.filters_lots, self._alone(rule))
                )
                free = tuple(rule for rule in free if rule is not least)
                continue
            self.split = free
            self.free = self.worth.optimal_value(frozenset(self._all) - frozenset(free))
            return

    def _group_worth(self, free: tuple[Rule, ...]) -> Callable[[frozenset[Rule]], MeasureValue]:
        """The best value under a group of the free rules and all others."""
        held = frozenset(self._all) - frozenset(free)
        sets = format_count(2 ** len(free), "set")
        self.telling.begin_phase("context", f"splitting the cost: {sets} of rules")

        def worth(group: frozenset[Rule]) -> MeasureValue:
            value = self.worth.optimal_value(held | group).value
            if value is None:
                raise OptimumNotFound
            return value

        return worth

    def _free(self) -> tuple[Rule, ...]:
        """Rules to split among, those that cost most alone first to be taken."""
        own = [rule for rule in self._all if rule.id != IMPLIED_AWARD_ID]
        own.sort(key=lambda rule: -self._alone(rule))
        free: list[Rule] = []
        for rule in own:
            if len(free) < MOST_RULES_SPLIT and self._listable({*free, rule}):
                free.append(rule)
        return tuple(rule for rule in self._all if rule in free)

    def _alone(self, rule: Rule) -> Fraction:
        found = self.worth.optimal_value(each for each in self._all if each is not rule)
        return Fraction(-1) if found.value is None else Fraction(self._gain(found.value))

    def _listable(self, free: set[Rule]) -> bool:
        kept = [rule for rule in self._all if rule not in free]
        facts = self.worth.oracle.lists.list_candidates(
            replace_rules(self.worth.base_scenario, kept)
        )
        most = (
            MOST_LOTS_IN_AWARD_SPLIT
            if self.worth.base_scenario.needs_certificate
            else MOST_LOTS_IN_SPLIT
        )
        return facts is not None and len(facts) <= most

    def _signed(self, value: MeasureValue) -> WrittenFigure:
        """A value as people read it."""
        return self._figure(self.worth.measure.sign * value)

    def _figure(self, value: MeasureValue | None) -> WrittenFigure:
        return write_figure(value, self.worth.measure.unit)

    def _a_year(self, cost: MeasureValue | None) -> WrittenFigure:
        if cost is None or self.worth.measure.unit != "pence":
            return None
        return write_figure(Fraction(cost, self.scenario.years), "pence")

    def priced_rules(self) -> Iterator[RulePrice]:
        """The rules with their shares, rounded so that they add up where they are money."""
        exact = {rule.id: share for rule, share in self.shares.items()}
        whole = all(isinstance(v, int) or v.denominator == 1 for v in self._ends())
        rounded = round_by_largest_remainder(list(exact.values())) if whole else ()
        shown = dict(zip(exact, rounded, strict=True)) if whole else {}
        for name, price in self.rules.items():
            if name in exact:
                share = shown[name] if whole else self._figure(exact[name])
                update = {"share": share, "exact": str(exact[name])}
                yield price.model_copy(update=update)
            else:
                yield price

    def _ends(self) -> tuple[MeasureValue, ...]:
        ends = (self.optimum.value, self.free.value)
        return tuple(each for each in ends if each is not None)
