"""Relaxations of a rule's parameter, step by step, until the rule is switched off.

Steps are the smallest that people write: a penny, 0.01 %, a metre, one of what is counted.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import ceil, floor
from typing import Any

from lotdesign.scenario.rule import RelaxableParameter, Rule, list_amounts, map_amounts
from lotdesign.scenario.scenario import Scenario
from lotdesign.scenario.values import write_value

SWITCHED_OFF = 10**18
"""The level at which a rule is switched off."""

_SMALLEST_STEPS = {"share": Fraction(1, 10_000)}
_FARTHEST_LEVELS = {"pence": 10**13, "metres": 10**8, "share": 10**7}
_FARTHEST_COUNT = 10**5
"""Levels beyond which nobody looks, where a parameter has no end of its own."""


@dataclass(frozen=True)
class ParameterRelaxation:
    """One parameter of a rule, from level 0, as it stands, to level `top`.

    `step` is in the parameter's own unit, and positive where loosening raises it.
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
        return map_amounts(self.current_value, lambda amount: self._shift_value(amount, level))

    def _shift_value(self, held: Fraction | int, level: int) -> Fraction | int:
        """So many steps beyond the last one that the parameter has passed."""
        moved = (floor(Fraction(held) / self.step) + level) * self.step
        return moved.numerator if isinstance(held, int) else moved

    def format_value(self, level: int) -> str:
        """The parameter as people write it, so that a setting reads it back."""
        return write_value(self.value_at(level), self.parameter.unit)

    def relative_loosening(self, level: int) -> Fraction:
        """How far a level lies from where the parameter stands, as a share of that.

        Where it stands at nought, as a share of its natural step.
        """
        if not level:
            return Fraction(0)
        held, moved = (
            sum(list_amounts(value)) for value in (self.current_value, self.value_at(level))
        )
        return abs(Fraction(moved) - Fraction(held)) / (abs(Fraction(held)) or self.parameter.step)


@dataclass(frozen=True)
class AllLotsRelaxation(ParameterRelaxation):
    """From every lot to a number of lots, the largest number first; `top` is the largest."""

    def value_at(self, level: int) -> Any:
        """The number of lots at a level."""
        return self.top + 1 - level if level else "all"

    def relative_loosening(self, level: int) -> Fraction:
        """As if all lots were one more than there can be."""
        return Fraction(level, self.top + 1)


def list_relaxations(rule: Rule, scenario: Scenario) -> tuple[ParameterRelaxation, ...]:
    """The parameters of a rule that can be loosened."""
    return tuple(_build_relaxations(rule, scenario))


def _build_relaxations(rule: Rule, scenario: Scenario) -> Iterator[ParameterRelaxation]:
    for knob in rule.relaxable_parameters:
        held = getattr(rule, knob.name)
        if held is not None and held == knob.word:
            yield AllLotsRelaxation(rule, knob, Fraction(-1), len(scenario.units))
        elif held is not None:
            dial = _build_numeric_relaxation(rule, knob, held)
            if dial.top:
                yield dial


def _build_numeric_relaxation(
    rule: Rule, knob: RelaxableParameter, held: Any
) -> ParameterRelaxation:
    size = _SMALLEST_STEPS.get(knob.unit, Fraction(1))
    far = _FARTHEST_LEVELS.get(knob.unit, _FARTHEST_COUNT)
    end = _find_parameter_end(type(rule), knob)
    room = [
        far if end is None else ceil(abs(end - Fraction(each)) / size)
        for each in list_amounts(held)
    ]
    return ParameterRelaxation(rule, knob, knob.sign * size, max(0, min(far, *room)))


def _find_parameter_end(kind: type[Rule], knob: RelaxableParameter) -> Fraction | None:
    """How far the parameter may be turned, where it has an end."""
    extra = kind.model_fields[knob.name].json_schema_extra
    bounds = extra if isinstance(extra, dict) else {}
    bound: Any = bounds.get("maximum" if knob.looser == "up" else "minimum")
    if bound is None and knob.looser == "down":
        return Fraction(0)
    return None if bound is None else Fraction(bound)
