"""How a rule can be loosened, step by step, until it is switched off.

Steps are the smallest that people write: a penny, 0.01 %, a metre, one of what is counted.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import ceil, floor
from typing import Any

from lotdesign.rules.base import Knob, Rule
from lotdesign.rules.small_bidders import SmallBidders
from lotdesign.scenario.scenario import Scenario
from lotdesign.scenario.written import written

OFF = 10**18
"""The level at which a rule is switched off."""

_STEPS = {"share": Fraction(1, 10_000)}
_FARTHEST = {"pence": 10**13, "metres": 10**8, "share": 10**7}
_ANY = 10**5
"""Levels beyond which nobody looks, where a parameter has no end of its own."""


@dataclass(frozen=True)
class Dial:
    """One parameter of a rule, from level 0, as it stands, to level `top`.

    `step` is in the parameter's own unit, and positive where loosening raises it.
    """

    rule: Rule
    knob: Knob
    step: Fraction
    top: int

    @cached_property
    def held(self) -> Any:
        """The parameter as it stands."""
        return getattr(self.rule, self.knob.parameter)

    def value(self, level: int) -> Any:
        """The parameter at a level, in its own unit."""
        if not level:
            return self.held
        if isinstance(self.held, tuple):
            return tuple(self._moved(each, level) for each in self.held)
        return self._moved(self.held, level)

    def _moved(self, held: Fraction | int, level: int) -> Fraction | int:
        """So many steps beyond the last one that the parameter has passed."""
        moved = (floor(Fraction(held) / self.step) + level) * self.step
        return moved.numerator if isinstance(held, int) else moved

    def text(self, level: int) -> str:
        """The parameter as people write it, so that a setting reads it back."""
        return written(self.value(level), self.knob.unit)

    def loosening(self, level: int) -> Fraction:
        """How far a level lies from where the parameter stands, as a share of that.

        Where it stands at nought, as a share of its natural step.
        """
        if not level:
            return Fraction(0)
        held, moved = self.held, self.value(level)
        if isinstance(held, tuple):
            held, moved = sum(held), sum(moved)
        return abs(Fraction(moved) - Fraction(held)) / (abs(Fraction(held)) or self.knob.step)


@dataclass(frozen=True)
class AllLots(Dial):
    """From every lot to a number of lots, the largest number first; `top` is the largest."""

    def value(self, level: int) -> Any:
        """The number of lots at a level."""
        return self.top + 1 - level if level else "all"

    def loosening(self, level: int) -> Fraction:
        """As if all lots were one more than there can be."""
        return Fraction(level, self.top + 1)


def dials(rule: Rule, scenario: Scenario) -> tuple[Dial, ...]:
    """The parameters of a rule that can be loosened."""
    return tuple(_dials(rule, scenario))


def _dials(rule: Rule, scenario: Scenario) -> Iterator[Dial]:
    for knob in rule.knobs:
        held = getattr(rule, knob.parameter)
        if isinstance(rule, SmallBidders) and held == "all":
            yield AllLots(rule, knob, Fraction(-1), len(scenario.units))
        elif held is not None:
            dial = _numeric(rule, knob, held)
            if dial.top:
                yield dial


def _numeric(rule: Rule, knob: Knob, held: Any) -> Dial:
    size = _STEPS.get(knob.unit, Fraction(1))
    up = knob.looser == "up"
    far = _FARTHEST.get(knob.unit, _ANY)
    values = held if isinstance(held, tuple) else (held,)
    end = _end(type(rule), knob)
    room = [far if end is None else ceil(abs(end - Fraction(each)) / size) for each in values]
    return Dial(rule, knob, size if up else -size, max(0, min(far, *room)))


def _end(kind: type[Rule], knob: Knob) -> Fraction | None:
    """How far the parameter may be turned, where it has an end."""
    extra = kind.model_fields[knob.parameter].json_schema_extra
    bounds = extra if isinstance(extra, dict) else {}
    bound: Any = bounds.get("maximum" if knob.looser == "up" else "minimum")
    if bound is None and knob.looser == "down":
        return Fraction(0)
    return None if bound is None else Fraction(bound)
