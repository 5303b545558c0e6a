"""The rule-cost study.

Each rule is switched off, each parameter moved a step, each provider left out, and the cost of all
rules split among them.
"""

from dataclasses import dataclass, field
from fractions import Fraction

from lotdesign.evaluation import Evaluation
from lotdesign.measures.base import MeasureValue
from lotdesign.measures.lots import WHOLE_LIFE_COST
from lotdesign.result.base import StudyEnd, WrittenFigure
from lotdesign.result.figures import write_figure
from lotdesign.result.sensitivity import (
    PriceAnswer,
    PriceStanding,
    ProviderWorth,
    RulePrice,
    StepPrice,
)
from lotdesign.scenario.rule import Rule
from lotdesign.scenario.scenario import Scenario
from solver.candidate_solve import solve_candidates
from solver.enumeration.rising_costs import find_listed_best
from solver.objectives.registry import apply_tolerance
from solver.rule_cost.cost_split import CostSplit
from solver.rule_cost.known_optima import UNKNOWN_OPTIMUM, OptimalValue
from solver.rule_cost.optimal_values import MOST_CANDIDATES_LISTED, OptimalValueOracle
from solver.rule_cost.priced_changes import (
    ParameterStep,
    depends_on_providers,
    list_parameter_steps,
    list_provider_rows,
    remove_provider,
)
from solver.solve_context import RunOptions
from solver.study import Study, run_study
from solver.whatif.variants import switch_off_rules

CHANGES_NOTE = "what each rule, step of a number and provider changes"
"""What progress says while changes are priced, one after the other."""
MOST_CANDIDATES_SOLVED_IN_FULL = 20_000
"""With more candidates than this the best design by all objectives is not worked out."""


def price_rules(scenario: Scenario, options: RunOptions, split: bool = True) -> PriceAnswer:
    """What each rule costs, the next step of each number, and what each provider is worth.

    In the unit of the first objective's measure: pence, metres, a share of 1 or a count. With
    `split` the cost of all rules together is split among them by Shapley values. Ctrl-C and the
    time limit keep what was found; the answer says how it ended.
    """
    return run_study(lambda context: RuleCostStudy(scenario, context, split), options)


@dataclass
class RuleCostStudy(Study[PriceAnswer]):
    """Costs of rules, parameters and providers, in the first objective's measure."""

    with_split: bool
    optimum: OptimalValue = UNKNOWN_OPTIMUM
    whole_life: int | None = None
    rules: dict[str, RulePrice] = field(default_factory=dict)
    steps: list[StepPrice] = field(default_factory=list)
    providers: list[ProviderWorth] = field(default_factory=list)
    optima: OptimalValueOracle = field(init=False)
    split: CostSplit = field(init=False)

    def __post_init__(self) -> None:
        self.optima = OptimalValueOracle(self.scenario, self.context)
        self.split = CostSplit(self.optima, self.context.progress.report_step)

    def work(self) -> StudyEnd:
        """Works out the optimum, then one change after the other, then the split."""
        self._report("finding the best design")
        self.optima.share_candidates()
        self.optimum = self.optima.optimal_value(self._rules)
        if not self.optimum.is_known:
            return "too many lots"
        if self.optimum.value is None:
            return "done"
        self.whole_life = self._compute_whole_life_cost(self.scenario, self.optimum.value)
        self._price_changes()
        if self.with_split:
            self.split.compute()
        return "done"

    def _price_changes(self) -> None:
        """Prices each rule, each step of a number and each provider."""
        rules, steps = self.scenario.active_rules, tuple(list_parameter_steps(self.scenario))
        names = list_provider_rows(self.scenario) if depends_on_providers(self.scenario) else ()
        providers = tuple(names)
        total = len(rules) + len(steps) + len(providers)

        def report() -> None:
            done = len(self.rules) + len(self.steps) + len(self.providers)
            self.context.progress.report_step(CHANGES_NOTE, done, total)

        report()
        for rule in rules:
            self.rules[rule.id] = self._price_rule(rule)
            report()
        for step in steps:
            self.steps.append(self._price_step(step))
            report()
        for name in providers:
            self.providers.append(self._price_provider(name))
            report()

    def describe(self) -> PriceAnswer:
        """The answer: prices of rules, steps and providers, and the split."""
        optimum, without = self.optimum.value, self.split.value_without
        status = "optimal"
        if optimum is None:
            status = "infeasible" if self.optimum.is_known else "unknown"
        total = None if optimum is None or without is None else optimum - without
        split = {rule.id for rule in self.split.rules}
        kept = tuple(rule.id for rule in self.scenario.active_rules if rule.id not in split)
        return PriceAnswer.model_validate(
            self.describe_run()
            | {
                "status": status,
                "measure": self.optima.measure.name,
                "unit": self.optima.measure.unit,
                "years": self.scenario.years,
                "optimum": self._write_value(optimum),
                "whole_life": self.whole_life,
                "free": self._write_value(without),
                "total": self._write(total),
                "split": tuple(rule.id for rule in self.split.rules),
                "held": kept if split else (),
                "rules": tuple(self.split.add_shares(self.rules)),
                "steps": tuple(self.steps),
                "providers": tuple(self.providers),
            }
        )

    def _report(self, note: str) -> None:
        self.context.progress.begin_phase("context", note)

    @property
    def _rules(self) -> tuple[Rule, ...]:
        """The active rules, with one that stands for prices or objectives that need winners."""
        return self.optima.base_scenario.active_rules

    def _price_rule(self, rule: Rule) -> RulePrice:
        """What switching a rule off changes."""
        without = self.optima.optimal_value(each for each in self._rules if each is not rule)
        price: dict[str, object] = {
            "rule": rule.id,
            "sentence": rule.write_sentence(self.scenario),
            "found": "not worked out",
        }
        if without.value is not None:
            relaxed = switch_off_rules(self.scenario, (rule.id,))
            price |= {
                "found": "worked out",
                "without": self._write_value(without.value),
                "alone": self._write(-self._compute_loss(without.value)),
                "whole_life_without": self._compute_whole_life_cost(relaxed, without.value),
            }
        return RulePrice.model_validate(price)

    def _compute_whole_life_cost(self, scenario: Scenario, optimum: MeasureValue) -> int | None:
        """Pence: the whole-life cost of the best design by all objectives; None if not proved.

        `optimum` is the signed one of the first objective. None also where there are too many
        candidates. Raises OutOfTime at the deadline.
        """
        self.context.require_time()
        count = self.optima.count_candidates(scenario)
        if count is None or count > MOST_CANDIDATES_SOLVED_IN_FULL:
            return None
        candidates = self.optima.list_candidates(scenario)
        assert candidates is not None, "they were counted"
        if count <= MOST_CANDIDATES_LISTED:
            design = find_listed_best(scenario, candidates, self._find_worst_kept(optimum))
            if design is not None:
                return int(WHOLE_LIFE_COST.evaluate(Evaluation(scenario, design)))
        outcome = solve_candidates(scenario, candidates, self.context)
        if outcome.design is None or not outcome.proved:
            return None
        return int(WHOLE_LIFE_COST.evaluate(Evaluation(scenario, outcome.design, outcome.award)))

    def _find_worst_kept(self, optimum: MeasureValue) -> MeasureValue:
        """The worst signed value of the first objective that later ones may take."""
        first, *others = self.scenario.objectives
        return apply_tolerance(self.optima.measure, first.tolerance, optimum) if others else optimum

    def _price_step(self, step: ParameterStep) -> StepPrice:
        """What one step of a parameter changes."""
        found, loss = self._compare_with_optimum(self._compute_value_of_step(step))
        return StepPrice.model_validate(
            {
                "name": step.section_or_rule,
                "parameter": step.parameter,
                "from": step.from_text,
                "to": step.to_text,
                "unit": step.unit,
                "setting": step.setting,
                "way": step.direction,
                "found": found,
                "cost": self._write(loss),
                "a_year": self._write_per_year(loss),
            }
        )

    def _compute_value_of_step(self, step: ParameterStep) -> OptimalValue:
        is_tighter = step.direction == "tighter"
        if step.rule is None:
            if is_tighter and self.optima.keeps_optimum(step.scenario):
                return self.optimum
            return self._compute_value_of(step.scenario, admits_more=not is_tighter)
        own = next(rule for rule in self._rules if rule.id == step.rule.id)
        tight, loose = (step.rule, own) if is_tighter else (own, step.rule)
        self.optima.known.note_tighter(tight, than=loose)
        return self.optima.optimal_value(step.rule if rule is own else rule for rule in self._rules)

    def _compute_value_of(self, scenario: Scenario, admits_more: bool = False) -> OptimalValue:
        """The optimal value of the scenario in another market, which may admit more."""
        optima = self.optima.open_in_market(scenario, admits_more)
        return optima.optimal_value(optima.base_scenario.active_rules)

    def _price_provider(self, name: str) -> ProviderWorth:
        """What leaving a provider out changes."""
        without = remove_provider(self.scenario, name)
        is_same = self.optima.keeps_optimum(without)
        found, loss = self._compare_with_optimum(
            self.optimum if is_same else self._compute_value_of(without)
        )
        return ProviderWorth(
            provider=name, found=found, worth=self._write(loss), a_year=self._write_per_year(loss)
        )

    def _compare_with_optimum(
        self, other: OptimalValue
    ) -> tuple[PriceStanding, MeasureValue | None]:
        """What is known of the value after a change, and how much worse it is."""
        if not other.is_known:
            return "not worked out", None
        if other.value is None:
            return "impossible", None
        return "worked out", self._compute_loss(other.value)

    def _compute_loss(self, value: MeasureValue) -> MeasureValue:
        """How much worse a value is than the scenario's optimum, both signed."""
        assert self.optimum.value is not None
        return value - self.optimum.value

    def _write_value(self, value: MeasureValue | None) -> WrittenFigure:
        """A signed value as people read it."""
        return None if value is None else self._write(self.optima.measure.sign * value)

    def _write(self, value: MeasureValue | None) -> WrittenFigure:
        return write_figure(value, self.optima.measure.unit)

    def _write_per_year(self, loss: MeasureValue | None) -> WrittenFigure:
        """The average of an amount of money over the contract years; None for what is none."""
        if loss is None or self.optima.measure.unit != "pence":
            return None
        return write_figure(Fraction(loss, self.scenario.years), "pence")
