"""The next step of each number that a rule holds, either way."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil
from typing import Any, Literal

from lotdesign.rules.base import Knob, Rule
from lotdesign.rules.small_bidders import SmallBidders
from lotdesign.scenario.scenario import Scenario
from lotdesign.scenario.written import written
from solver.variants.rules import with_rule

Way = Literal["tighter", "looser"]
ACCESS = ("accessible_share", "accessible_lots")


@dataclass(frozen=True, slots=True)
class Step:
    """A scenario with one number a step further; texts are as people write them."""

    name: str
    parameter: str
    origin: str
    to: str
    unit: str
    way: Way
    scenario: Scenario
    rule: Rule | None = None

    @property
    def setting(self) -> str:
        """What the command line takes."""
        return f"--set {self.name}.{self.parameter}={self.to}"


def steps(scenario: Scenario) -> Iterator[Step]:
    """Every step, rule by rule; then how many small providers make a lot accessible."""
    for rule in scenario.active_rules:
        for knob in rule.knobs:
            held = getattr(rule, knob.parameter)
            if held is not None and not isinstance(held, str):
                yield from _steps(scenario, rule, knob, held)
    if reads_access(scenario):
        for way, change in (("tighter", 1), ("looser", -1)):
            needed = scenario.market.small_needed + change
            if needed >= 1:
                yield _access(scenario, needed, way)


def reads_access(scenario: Scenario) -> bool:
    """Whether anything depends on how many small providers are needed."""
    rules = any(isinstance(rule, SmallBidders) for rule in scenario.active_rules)
    return rules or any(each.measure in ACCESS for each in scenario.objectives)


def _access(scenario: Scenario, needed: int, way: Any) -> Step:
    market = scenario.market.model_copy(update={"small_needed": needed})
    return Step(
        "market",
        "small_needed",
        str(scenario.market.small_needed),
        str(needed),
        "providers",
        way,
        replace(scenario, market=market),
    )


def _steps(scenario: Scenario, rule: Rule, knob: Knob, held: Any) -> Iterator[Step]:
    looser = 1 if knob.looser == "up" else -1
    ways: tuple[tuple[Way, int], ...] = (("tighter", -looser), ("looser", looser))
    for way, sign in ways:
        moved = _moved(held, sign * knob.step)
        turned = rule.model_copy(update={knob.parameter: moved})
        if _stands(turned):
            yield Step(
                rule.id,
                knob.parameter,
                written(held, knob.unit),
                written(moved, knob.unit),
                knob.unit,
                way,
                with_rule(scenario, turned),
                turned,
            )


def _moved(held: Any, step: Fraction) -> Any:
    if isinstance(held, tuple):
        return tuple(_moved(each, step) for each in held)
    moved = held + step
    return ceil(moved) if isinstance(held, int) else moved


def _stands(rule: Rule) -> bool:
    """Whether a file could hold such a rule.

    Readers of pounds and kilometres scale what they are given, both ends of a band alike.
    """
    try:
        type(rule).model_validate(dict(rule))
    except ValueError:
        return False
    return True
