"""The designs that meet conditions such as accessible_share>=0.6."""

from collections.abc import Iterable

import numpy as np

from lotdesign.condition import ADMISSIBLE, Condition, conditions
from solver.atlas.answer import Answer
from solver.atlas.columns import column, measurable
from solver.facts.lots import Flags, Ints


def where(answer: Answer, texts: Iterable[str]) -> Ints:
    """The positions of the designs that meet all conditions, rising; compared exactly.

    See `lotdesign.condition` for what can be written. Raises InputFaults with each text that is
    no condition.
    """
    flags = np.ones(len(answer.measured), dtype=np.bool_)
    for condition in conditions(texts, "--where", measurable(answer.measured)):
        flags &= _met(answer, condition)
    return np.flatnonzero(flags)


def _met(answer: Answer, condition: Condition) -> Flags:
    if condition.measure == ADMISSIBLE:
        return answer.admissible
    beyond = column(answer.measured, condition.measure).beyond(condition.limit)
    flags: Flags = np.asarray(condition.compared(beyond), dtype=np.bool_)
    return flags
