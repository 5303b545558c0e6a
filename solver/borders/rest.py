"""Lots that no design can hold, since what they leave cannot be divided."""

from collections.abc import Sequence

from solver.borders.sums import Range
from solver.candidates.grow import bits
from solver.labelling.areas import areas


def leaves_lots(lot: int, beside: Sequence[int], ranges: Sequence[Range], others: int) -> bool:
    """Whether each area beside a lot can be some of so many other lots, by its sums.

    `lot` is a bit set of units, `beside` those that each touches; every lot is one area.
    """
    everything = (1 << len(beside)) - 1
    return all(_divides(area, ranges, others) for area in areas(everything & ~lot, beside))


def _divides(area: int, ranges: Sequence[Range], others: int) -> bool:
    units = list(bits(area))
    sums = [sum(each.weights[u] for u in units) for each in ranges]
    return any(
        all(
            each.least * lots <= total <= each.most * lots
            for each, total in zip(ranges, sums, strict=True)
        )
        for lots in range(1, others + 1)
    )
