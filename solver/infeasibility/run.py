"""Explains infeasibility (the command `explain`)."""

from lotdesign.result.explained import ExplainAnswer
from lotdesign.scenario.scenario import Scenario
from solver.infeasibility.study import InfeasibilityStudy
from solver.solve_context import RunOptions
from solver.study import run_study


def explain_infeasibility(scenario: Scenario, options: RunOptions) -> ExplainAnswer:
    """Why the scenario admits no design: all minimal conflicts, and the least repairs."""
    return run_study(lambda context: InfeasibilityStudy(scenario, context), options)
