"""The goals of a scenario's objectives, in order."""

from dataclasses import dataclass
from fractions import Fraction
from importlib import import_module

from lotdesign.measures.base import PER_PEOPLES_UNIT, Measure
from lotdesign.measures.registry import MEASURES
from lotdesign.scenario.sections import Objective
from lotdesign.scenario.values import Slack
from solver.facts.table import Facts
from solver.selection.goal import Goal, Value
from solver.selection.model import Model
from solver.selection.winners import Winners


@dataclass(frozen=True)
class Aim:
    """A measure to make best, and how much of its optimum later aims may give away."""

    measure: Measure
    goal: Goal
    slack: Slack

    def given_away(self, optimum: Value) -> Value:
        """The worst signed value that keeps the tolerance; the last aim gives nothing away."""
        return given_away(self.measure, self.slack, optimum)


def given_away(measure: Measure, slack: Slack, optimum: Value) -> Value:
    """The worst signed value that a tolerance of a signed optimum allows."""
    whole = Fraction(optimum)
    if slack.relative:
        return whole + abs(whole) * slack.size
    return whole + slack.size * PER_PEOPLES_UNIT.get(measure.unit, 1)


def aims(
    objectives: tuple[Objective, ...], facts: Facts, model: Model, winners: Winners | None
) -> list[Aim]:
    """One aim an objective; may add variables and rows to the model."""
    found = []
    for i, objective in enumerate(objectives):
        module = import_module(f"solver.objectives.{objective.measure}")
        last = i == len(objectives) - 1
        found.append(
            Aim(
                MEASURES[objective.measure],
                module.goal(facts, model, winners),
                Slack(Fraction(0)) if last else objective.tolerance,
            )
        )
    return found
