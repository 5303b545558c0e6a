"""Conditions on a design as people write them: accessible_share>=0.6, or admissible."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from operator import eq, ge, gt, le, lt, ne
from typing import Any

from lotdesign.faults import Fault, InputFaults, nearest
from lotdesign.measures.base import PER_PEOPLES_UNIT, Value
from lotdesign.measures.registry import MEASURES
from lotdesign.scenario.values import number, percentage

ADMISSIBLE = "admissible"
"""The condition that every active rule is kept, with a certificate where one is needed."""

_SHAPE = re.compile(r"\s*(\w+)\s*(>=|<=|==|!=|=|>|<)\s*(\S.*?)\s*")
_COMPARED: Mapping[str, Callable[[Any, Any], Any]] = {
    ">=": ge,
    "<=": le,
    "==": eq,
    "=": eq,
    "!=": ne,
    ">": gt,
    "<": lt,
}


@dataclass(frozen=True, slots=True)
class Condition:
    """A measure compared with a limit, in the measure's own unit; or "admissible", with neither.

    `text` is the condition as it was written.
    """

    text: str
    measure: str
    comparison: str = ">="
    limit: Value = 0

    def compared(self, beyond: Any) -> Any:
        """Whether it holds where the measure less the limit has the sign of `beyond`."""
        return _COMPARED[self.comparison](beyond, 0)

    def holds(self, value: Value) -> bool:
        """Whether it holds of a value of the measure, exactly."""
        return bool(self.compared(value - self.limit))


def conditions(
    texts: Iterable[str], option: str, known: Collection[str] = tuple(MEASURES)
) -> tuple[Condition, ...]:
    """What was given to `option`; raises InputFaults with each that is no condition.

    A condition is "admissible", or one of the measures `known`, one of >= <= > < = != and a
    value in people's units: pounds, kilometres, 60% or 0.6.
    """
    found, faults = [], []
    for text in texts:
        try:
            found.append(_read(text, known))
        except ValueError as error:
            faults.append(Fault(option, str(error), text))
    if faults:
        raise InputFaults(faults)
    return tuple(found)


def _read(text: str, known: Collection[str]) -> Condition:
    if text.strip() == ADMISSIBLE:
        return Condition(text, ADMISSIBLE)
    found = _SHAPE.fullmatch(text)
    if found is None:
        raise ValueError(f'write a condition such as "lots<=5", or "{ADMISSIBLE}"')
    measure, comparison, value = found.groups()
    if measure not in known:
        raise ValueError(nearest(measure, known))
    return Condition(text, measure, comparison, _limit(measure, value))


def _limit(measure: str, text: str) -> Value:
    """The value in the measure's own unit; raises ValueError where it is none."""
    unit = MEASURES[measure].unit
    if unit == "share":
        return percentage(text)
    amount = text.removeprefix("£") if unit == "pence" else text
    return number(amount) * PER_PEOPLES_UNIT.get(unit, 1)
