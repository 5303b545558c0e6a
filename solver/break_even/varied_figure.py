"""One assumed figure that may move, and the scenario at any of its values."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from math import floor
from typing import Any, Literal

from lotdesign.faults import InputFaults
from lotdesign.scenario.scenario import Scenario
from lotdesign.scenario.values import write_value

CostResponse = Literal["straight", "rounded", "one way", "market", "open"]
"""How what a design costs follows the figure.

In a straight line; in one but for rounding; ever up or ever down; not at all, but who can bid
does, fewer and fewer or more and more; in no way that could be relied on.
"""

SHARE_STEP = Fraction(1, 10_000)
MOST_TIMES = 10
"""Amounts are followed from nought to so many times what they are."""


@dataclass(frozen=True)
class VariedFigure:
    """One figure: at step k it is `value` + k `step`, from step `low` to step `high`."""

    path: str
    title: str
    unit: str
    value: Fraction
    step: Fraction
    low: int
    high: int
    cost_response: CostResponse
    scenario_at: Callable[[Fraction], Scenario]

    def build_scenario(self, step: int) -> Scenario | None:
        """The scenario at a step; None where it is not a valid one."""
        try:
            return self.scenario_at(self.value + step * self.step)
        except InputFaults:
            return None

    def format_step(self, step: int) -> str:
        """The value at a step as people write it."""
        return write_value(self.value + step * self.step, self.unit)


def build_figure(
    path: str,
    title: str,
    unit: str,
    value: Fraction | int,
    ends: tuple[Fraction | int, Fraction | int],
    course: CostResponse,
    scenario_at: Callable[[Fraction], Scenario],
) -> VariedFigure:
    """The figure between two ends, in the smallest steps that are told apart."""
    step = {"share": SHARE_STEP, "": Fraction(1, 100)}.get(unit, Fraction(1))
    held = Fraction(value)
    low, high = (Fraction(end) for end in ends)
    return VariedFigure(
        path,
        title,
        unit,
        held,
        step,
        -max(0, floor((held - low) / step)),
        max(0, floor((high - held) / step)),
        course,
        scenario_at,
    )


def make_setter(scenario: Scenario, path: str) -> Callable[[Fraction], Scenario]:
    """The scenario with another value in one place of [money], [market] or [routes]."""
    section, *keys = path.split(".")
    held = getattr(scenario, section)

    def at(value: Fraction) -> Scenario:
        exact = (
            value.numerator if value.denominator == 1 and keys[-1] not in _FRACTION_KEYS else value
        )
        changed: Any = {section: _replace_value(held, keys, exact)}
        return replace(scenario, **changed)

    return at


_FRACTION_KEYS = ("saving", "discount_rate", "turnover_multiple", "fee")
"""Keys that hold fractions."""


def _replace_value(held: Any, keys: list[str], value: Any) -> Any:
    """A copy of a section, or of a list of sections, with one value in it changed."""
    if not keys:
        return value
    if isinstance(held, tuple):
        place = int(keys[0])
        return (*held[:place], _replace_value(held[place], keys[1:], value), *held[place + 1 :])
    inner = _replace_value(getattr(held, keys[0]), keys[1:], value)
    return held.model_copy(update={keys[0]: inner})
