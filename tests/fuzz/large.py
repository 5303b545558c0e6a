"""Larger scenarios: no engine's verified design may beat what another has proved."""

import time

from lotdesign.measures.registry import MEASURES
from lotdesign.scenario.scenario import Scenario
from tests.fuzz.answers import Answer, Way, answer
from tests.solve.loading import Doc, loaded

SECONDS = 6.0
"""What each engine gets."""
ENGINES = (Way(workers=8), Way("highs"))


def crossings(doc: Doc) -> list[str]:
    """Where two engines contradict each other; empty when they do not."""
    scenario = loaded(doc)
    first, second = (answer(scenario, way, time.monotonic() + SECONDS) for way in ENGINES)
    return contradictions(scenario, first, second)


def contradictions(scenario: Scenario, first: Answer, second: Answer) -> list[str]:
    """What cannot be true of both answers; designs differ only where there was no time for ties."""
    if first.status == second.status == "optimal":
        same = first.optima == second.optima
        if not (first.may_be_tied or second.may_be_tied):
            same = same and (first.lots, first.award) == (second.lots, second.award)
        return [] if same else [f"two best designs: {first} and {second}"]
    if "infeasible" in (first.status, second.status):
        found = first.lots or second.lots
        return [f"impossible, and yet a design: {first} and {second}"] if found else []
    return [*_beaten(scenario, first, second), *_beaten(scenario, second, first)]


def _beaten(scenario: Scenario, design: Answer, proof: Answer) -> list[str]:
    """Whether a design is better, by the first objective, than a bound that nothing passes."""
    if not design.lots or not proof.bounds or proof.bounds[0] is None:
        return []
    sign = MEASURES[scenario.objectives[0].measure].sign
    better = sign * design.optima[0] < sign * proof.bounds[0]
    return [f"better than can be: {design} and {proof}"] if better else []
