"""Whether the objectives are the scenario's, and what is said of their proof agrees."""

from lotdesign.checker.tally import Tally
from lotdesign.measures.registry import MEASURES
from lotdesign.result.figures import gap_between, number
from lotdesign.result.model import ObjectiveResult, Result
from lotdesign.scenario.scenario import Scenario


def check_objectives(scenario: Scenario, result: Result, tally: Tally) -> None:
    """All in order when proved best, the first of them when stopped, none when given."""
    asked = [objective.measure for objective in scenario.objectives]
    said = [objective.measure for objective in result.objective]
    worked_on = len(asked) if result.status == "optimal" else len(said)
    if result.termination == "given":
        worked_on = 0
    tally.same("objectives", said, asked[:worked_on])
    for objective in result.objective:
        name = f"objective {objective.measure}"
        measured = result.measures.get(objective.measure)
        tally.same(name, objective.value, measured)
        if result.status == "optimal":
            tally.true(objective.proved, f"{name} is not proved, and the design is called optimal")
        _check_proof(name, objective, tally)


def _check_proof(name: str, objective: ObjectiveResult, tally: Tally) -> None:
    """Bound, optimum and value in order, the gap between the first two, none when proved."""
    optimum, bound = objective.optimum, objective.bound
    figures = (bound, optimum, objective.value)
    try:
        known = [number(each) for each in figures if each is not None]
        gap = gap_between(optimum, bound)
    except ValueError as error:
        tally.true(False, f"{name}: {error}")
        return
    measure = MEASURES.get(objective.measure)
    rising = measure is None or known == sorted(known, key=lambda each: measure.sign * each)
    tally.true(rising, f"{name}: bound, optimum and value {figures} are out of order")
    tally.same(f"{name}: gap", objective.gap, gap)
    met = bound is not None and bound == optimum
    tally.true(met or not objective.proved, f"{name}: proved, and bound and optimum differ")
