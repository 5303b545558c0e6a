"""Prices rules (the command `price`)."""

from lotdesign.result.sensitivity import PriceAnswer
from lotdesign.scenario.scenario import Scenario
from solver.rule_cost.study import RuleCostStudy
from solver.solve_context import RunOptions
from solver.study import run_study


def price_rules(scenario: Scenario, options: RunOptions, split: bool = True) -> PriceAnswer:
    """What each rule costs, the next step of each number, and what each provider is worth.

    With `split` the cost of all rules together is split among them by Shapley values.
    """
    return run_study(lambda context: RuleCostStudy(scenario, context, split), options)
