"""`balance`: the largest and the smallest lot against the average."""

import numpy as np

from lotdesign.rules.balance import Balance
from solver.atlas.column import Column
from solver.atlas.measured import Measured
from solver.facts.exact import times
from solver.facts.lots import Flags, Ints


def met(rule: Balance, measured: Measured) -> Flags:
    """(1 - t) A <= K A[S] <= (1 + t) A of the selected lots, or A is 0."""
    facts, designs = measured.facts, measured.designs
    sizes: Ints = facts.value if rule.measure == "value" else facts.need
    selected = facts.holding(rule.services)
    total = measured.sums(np.where(selected, sizes, 0))
    number = measured.sums(selected.astype(np.int64))
    some = total > 0
    over = np.where(some, total, 1)
    largest = designs.greatest(np.where(selected, sizes, 0))
    smallest = designs.least(np.where(selected, sizes, sizes.max(initial=0)))
    above = Column(times(number, largest), over).beyond(1 + rule.tolerance) > 0
    below = Column(times(number, smallest), over).beyond(1 - rule.tolerance) < 0
    flags: Flags = ~some | ~(above | below).astype(np.bool_)
    return flags
