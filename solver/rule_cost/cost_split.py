"""The cost of all rules together, split among them by Shapley values."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import count

from lotdesign.measures.base import MeasureValue
from lotdesign.result.figures import write_figure
from lotdesign.result.sensitivity import RulePrice
from lotdesign.scenario.rule import Rule
from solver.rule_cost.optimal_values import OptimalValueOracle
from solver.rule_cost.shapley import round_by_largest_remainder, split_by_shapley
from solver.whatif.variants import IMPLIED_AWARD_ID, replace_rules

MOST_RULES = 10
"""Rules that the cost is split among; the optimal value of each of their subsets is needed."""
MOST_CANDIDATES = 40_000
"""With more candidates than this, once all these rules are off, fewer rules are taken."""
MOST_CANDIDATES_WITH_AWARD = 10_000
"""The same where lots need winners."""


SPLIT_NOTE = "splitting the cost: sets of rules"


class OptimumNotFound(Exception):
    """An optimal value could not be worked out."""


@dataclass
class CostSplit:
    """The exact shares of as many rules as can be off at once.

    Shares add up to the optimal value under all rules less `value_without`, that without these
    `rules`; both are signed so that less is better.
    """

    optima: OptimalValueOracle
    report_step: Callable[[str, int, int], None]
    rules: tuple[Rule, ...] = ()
    value_without: MeasureValue | None = None
    shares: dict[Rule, Fraction] = field(default_factory=dict)

    def compute(self) -> None:
        """Computes the shares; raises OutOfTime at the deadline.

        Where the value of some subset cannot be worked out, the rule that costs least alone stays
        on throughout instead.
        """
        rules = self._choose_rules()
        while len(rules) > 1:
            try:
                self.shares = split_by_shapley(rules, self._build_worth(rules))
            except OptimumNotFound:
                least = min(rules, key=lambda rule: (not rule.filters_lots, self._cost_alone(rule)))
                rules = tuple(rule for rule in rules if rule is not least)
                continue
            self.rules = rules
            self.value_without = self.optima.optimal_value(self._all - frozenset(rules)).value
            return

    @property
    def _all(self) -> frozenset[Rule]:
        return frozenset(self.optima.base_scenario.active_rules)

    def _choose_rules(self) -> tuple[Rule, ...]:
        """The rules to split among, in file order; those that cost most alone are taken first."""
        in_order = self.optima.base_scenario.active_rules
        own = [rule for rule in in_order if rule.id != IMPLIED_AWARD_ID]
        own.sort(key=lambda rule: -self._cost_alone(rule))
        chosen: set[Rule] = set()
        for rule in own:
            if len(chosen) < MOST_RULES and self._can_list_without({*chosen, rule}):
                chosen.add(rule)
        return tuple(rule for rule in in_order if rule in chosen)

    def _can_list_without(self, rules: set[Rule]) -> bool:
        """Whether few enough candidates are left once these rules are off."""
        scenario = self.optima.base_scenario
        kept = (rule for rule in scenario.active_rules if rule not in rules)
        count = self.optima.count_candidates(replace_rules(scenario, kept))
        most = MOST_CANDIDATES_WITH_AWARD if scenario.needs_certificate else MOST_CANDIDATES
        return count is not None and count <= most

    def _cost_alone(self, rule: Rule) -> Fraction:
        """How much better the optimal value is without this rule alone; -1 where not known."""
        value = self.optima.optimal_value(self._all - {rule}).value
        optimum = self.optima.optimal_value(self._all).value
        return Fraction(-1) if value is None or optimum is None else Fraction(optimum - value)

    def _build_worth(self, rules: tuple[Rule, ...]) -> Callable[[frozenset[Rule]], MeasureValue]:
        """The optimal value under a group of these rules and all others, as a function."""
        others = self._all - frozenset(rules)
        done = count()

        def worth(group: frozenset[Rule]) -> MeasureValue:
            self.report_step(SPLIT_NOTE, next(done), 2 ** len(rules))
            value = self.optima.optimal_value(others | group).value
            if value is None:
                raise OptimumNotFound
            return value

        return worth

    def add_shares(self, prices: Mapping[str, RulePrice]) -> Iterator[RulePrice]:
        """Yields the prices by rule id, with shares that add up also once they are rounded."""
        exact = {rule.id: share for rule, share in self.shares.items()}
        unit = self.optima.measure.unit
        shown = {name: write_figure(share, unit) for name, share in exact.items()}
        if exact and self._has_whole_ends():
            shown = dict(zip(exact, round_by_largest_remainder(list(exact.values())), strict=True))
        for name, price in prices.items():
            if name in exact:
                update = {"share": shown[name], "exact": str(exact[name])}
                yield price.model_copy(update=update)
            else:
                yield price

    def _has_whole_ends(self) -> bool:
        """Whether the optimal values with and without the rules are whole numbers."""
        ends = self.optima.optimal_value(self._all).value, self.value_without
        return all(value is None or Fraction(value).denominator == 1 for value in ends)
