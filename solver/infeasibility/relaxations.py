"""Relaxations of a rule's parameter, step by step, until the rule is switched off.

Steps are the smallest that people write: a penny, 0.01 %, a metre, one of what is counted.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import ceil, floor
from typing import Any

from lotdesign.scenario.rule import RelaxableParameter, Rule, list_amounts, map_amounts
from lotdesign.scenario.scenario import Scenario
from lotdesign.scenario.values import write_value
from solver.infeasibility.monotone_search import LevelVector
from solver.whatif.variants import replace_rules

SWITCHED_OFF = 10**18
"""The level at which a rule is switched off."""

_SMALLEST_STEPS = {"share": Fraction(1, 10_000)}
_FARTHEST_LEVELS = {"pence": 10**13, "metres": 10**8, "share": 10**7}
_FARTHEST_COUNT = 10**5
"""Levels at which the search ends, where a parameter has no end of its own."""


@dataclass(frozen=True)
class ParameterRelaxation:
    """One parameter of a rule, from level 0, as it stands, to level `top`.

    `step` is in the parameter's own unit, and positive where a larger value is looser.
    """

    rule: Rule
    parameter: RelaxableParameter
    step: Fraction
    top: int

    @cached_property
    def current_value(self) -> Any:
        """The parameter as it stands."""
        return getattr(self.rule, self.parameter.name)

    def value_at(self, level: int) -> Any:
        """The parameter at a level, in its own unit."""
        if not level:
            return self.current_value
        return map_amounts(self.current_value, lambda amount: self._shift_amount(amount, level))

    def _shift_amount(self, amount: Fraction | int, level: int) -> Fraction | int:
        """The amount, brought to the last whole step that it has passed, `level` steps looser."""
        shifted = (floor(Fraction(amount) / self.step) + level) * self.step
        return shifted.numerator if isinstance(amount, int) else shifted

    def format_value(self, level: int) -> str:
        """The parameter at a level as people write it, so that a setting reads it back."""
        return write_value(self.value_at(level), self.parameter.unit)

    def relative_loosening(self, level: int) -> Fraction:
        """|value at the level - current value| / |current value|, a share of 1.

        Where the current value is 0, divided by the parameter's natural step.
        """
        if not level:
            return Fraction(0)
        current, shifted = (
            Fraction(sum(list_amounts(value)))
            for value in (self.current_value, self.value_at(level))
        )
        return abs(shifted - current) / (abs(current) or self.parameter.step)


@dataclass(frozen=True)
class AllLotsRelaxation(ParameterRelaxation):
    """From "all" lots to a number of lots, the largest number (`top`) first."""

    def value_at(self, level: int) -> Any:
        """The number of lots at a level."""
        return self.top + 1 - level if level else self.current_value

    def relative_loosening(self, level: int) -> Fraction:
        """As if "all" were one more than the largest number of lots."""
        return Fraction(level, self.top + 1)


@dataclass(frozen=True, slots=True)
class RelaxationDimension:
    """A parameter of a rule, or None for a rule without any; levels are how far it is relaxed.

    After its last level the rule is switched off, if it `can_switch_off` in this dimension.
    """

    rule: Rule
    relaxation: ParameterRelaxation | None
    can_switch_off: bool

    @property
    def first_level(self) -> int:
        """The level at which the search begins: a rule without parameters can only be off."""
        if self.relaxation is None:
            return SWITCHED_OFF
        return 1 if isinstance(self.relaxation, AllLotsRelaxation) else 0

    def next_level(self, level: int) -> int:
        """The next level; -1 after the last."""
        if level < self.last_level:
            return level + 1
        return SWITCHED_OFF if self.can_switch_off and level != SWITCHED_OFF else -1

    @property
    def last_level(self) -> int:
        """The last level before the rule is switched off."""
        return 0 if self.relaxation is None else self.relaxation.top


def list_dimensions(rule: Rule, scenario: Scenario) -> Iterator[RelaxationDimension]:
    """Yields a dimension for each parameter that can be relaxed; the first can switch it off."""
    relaxations = list_relaxations(rule, scenario)
    for i, relaxation in enumerate(relaxations):
        yield RelaxationDimension(rule, relaxation, can_switch_off=not i)
    if not relaxations:
        yield RelaxationDimension(rule, None, can_switch_off=True)


def list_relaxations(rule: Rule, scenario: Scenario) -> tuple[ParameterRelaxation, ...]:
    """The parameters of a rule that can be relaxed."""
    return tuple(_build_relaxations(rule, scenario))


def _build_relaxations(rule: Rule, scenario: Scenario) -> Iterator[ParameterRelaxation]:
    for parameter in rule.relaxable_parameters:
        value = getattr(rule, parameter.name)
        if value is not None and value == parameter.word:
            yield AllLotsRelaxation(rule, parameter, Fraction(-1), len(scenario.units))
        elif value is not None:
            relaxation = _build_numeric_relaxation(rule, parameter, value)
            if relaxation.top:
                yield relaxation


def _build_numeric_relaxation(
    rule: Rule, parameter: RelaxableParameter, value: Any
) -> ParameterRelaxation:
    step = _SMALLEST_STEPS.get(parameter.unit, Fraction(1))
    farthest = _FARTHEST_LEVELS.get(parameter.unit, _FARTHEST_COUNT)
    end = _find_parameter_end(type(rule), parameter)
    levels = [
        farthest if end is None else ceil(abs(end - Fraction(amount)) / step)
        for amount in list_amounts(value)
    ]
    top = max(0, min(farthest, *levels))
    return ParameterRelaxation(rule, parameter, parameter.sign * step, top)


def _find_parameter_end(kind: type[Rule], parameter: RelaxableParameter) -> Fraction | None:
    """The loosest value that a parameter may have; None where there is no end."""
    extra = kind.model_fields[parameter.name].json_schema_extra
    schema = extra if isinstance(extra, dict) else {}
    end: Any = schema.get("maximum" if parameter.looser == "up" else "minimum")
    if end is None and parameter.looser == "down":
        return Fraction(0)
    return None if end is None else Fraction(end)


def relax_rules(
    scenario: Scenario, dimensions: Sequence[RelaxationDimension], point: LevelVector
) -> Scenario:
    """The scenario with its rules at the levels of a point."""
    off = list_switched_off(dimensions, point)
    relaxed = {dimension.rule.id for dimension in dimensions} - off

    def relax(rule: Rule) -> Rule:
        if rule.id in off:
            return rule.model_copy(update={"status": "off"})
        return relax_rule(rule, dimensions, point) if rule.id in relaxed else rule

    return replace_rules(scenario, map(relax, scenario.rules))


def relax_rule(rule: Rule, dimensions: Sequence[RelaxationDimension], point: LevelVector) -> Rule:
    """The rule with its parameters at the levels of a point, which does not switch it off."""
    settings: dict[str, Any] = {
        dimension.relaxation.parameter.name: dimension.relaxation.value_at(level)
        for dimension, level in zip(dimensions, point, strict=True)
        if dimension.relaxation is not None
        and dimension.rule.id == rule.id
        and level not in (0, SWITCHED_OFF)
    }
    return rule.model_copy(update=settings) if settings else rule


def list_switched_off(
    dimensions: Sequence[RelaxationDimension], point: LevelVector
) -> frozenset[str]:
    """The ids of the rules that a point switches off."""
    pairs = zip(dimensions, point, strict=True)
    return frozenset(dimension.rule.id for dimension, level in pairs if level == SWITCHED_OFF)
