"""Conditions on designs as people write them: accessible_share>=0.6."""

import re
from collections.abc import Callable, Iterable, Mapping
from operator import eq, ge, gt, le, lt, ne
from typing import Any

import numpy as np

from lotdesign.faults import Fault, InputFaults, nearest
from lotdesign.measures.base import PER_PEOPLES_UNIT, Value
from lotdesign.measures.registry import MEASURES
from lotdesign.scenario.values import number, percentage
from solver.atlas.answer import Answer
from solver.atlas.columns import column, measurable
from solver.facts.lots import Flags, Ints

ADMISSIBLE = "admissible"
"""The condition that every active rule is kept."""

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


def where(answer: Answer, conditions: Iterable[str]) -> Ints:
    """The positions of the designs that meet all conditions, rising; compared exactly.

    A condition is "admissible", or a measure, one of >= <= > < = != and a value in people's
    units: pounds, kilometres, 60% or 0.6. Raises InputFaults with each that is neither.
    """
    flags = np.ones(len(answer.measured), dtype=np.bool_)
    faults = []
    for condition in conditions:
        try:
            flags &= _met(answer, condition)
        except ValueError as error:
            faults.append(Fault("--where", str(error), condition))
    if faults:
        raise InputFaults(faults)
    return np.flatnonzero(flags)


def _met(answer: Answer, condition: str) -> Flags:
    if condition.strip() == ADMISSIBLE:
        return answer.admissible
    found = _SHAPE.fullmatch(condition)
    if found is None:
        raise ValueError(f'write a condition such as "lots<=5", or "{ADMISSIBLE}"')
    measure, comparison, text = found.groups()
    known = measurable(answer.measured)
    if measure not in known:
        raise ValueError(nearest(measure, known))
    beyond = column(answer.measured, measure).beyond(_value(measure, text))
    flags: Flags = np.asarray(_COMPARED[comparison](beyond, 0), dtype=np.bool_)
    return flags


def _value(measure: str, text: str) -> Value:
    """The value in the measure's own unit; raises ValueError where it is none."""
    unit = MEASURES[measure].unit
    if unit == "share":
        return percentage(text)
    amount = text.removeprefix("£") if unit == "pence" else text
    return number(amount) * PER_PEOPLES_UNIT.get(unit, 1)
