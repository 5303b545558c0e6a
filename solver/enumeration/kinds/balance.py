"""`balance`: the largest and the smallest lot against the average."""

import numpy as np

from lotdesign.rules.balance import BalanceRule
from solver.arrays import Flags, Ints, multiply_exactly
from solver.enumeration.measure_columns import ExactColumn
from solver.enumeration.measured_designs import MeasuredDesigns


def met(rule: BalanceRule, measured: MeasuredDesigns) -> Flags:
    """(1 - t) A <= K A[S] <= (1 + t) A of the selected lots, or A is 0."""
    facts, designs = measured.facts, measured.designs
    sizes: Ints = facts.value if rule.measure == "value" else facts.need
    selected = facts.holds_services(rule.services)
    total = measured.sums(np.where(selected, sizes, 0))
    number = measured.sums(selected.astype(np.int64))
    some = total > 0
    over = np.where(some, total, 1)
    largest = designs.greatest(np.where(selected, sizes, 0))
    smallest = designs.least(np.where(selected, sizes, sizes.max(initial=0)))
    above = (
        ExactColumn(multiply_exactly(number, largest), over).compare_with(1 + rule.tolerance) > 0
    )
    below = (
        ExactColumn(multiply_exactly(number, smallest), over).compare_with(1 - rule.tolerance) < 0
    )
    flags: Flags = ~some | ~(above | below).astype(np.bool_)
    return flags
