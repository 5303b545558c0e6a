"""The measures of `lotdesign.measures.stress` as an answer of `stress` has them."""

from fractions import Fraction

from lotdesign.result.base import WrittenFigure
from lotdesign.result.build import write_measure
from lotdesign.result.stressed import StressedDesign


def list_stress_measures(design: StressedDesign, providers: int) -> dict[str, WrittenFigure]:
    """Name -> figure of those that are proved; of a design without a certificate none.

    `providers` is how many single providers there are, each copy counted.
    """
    found: dict[str, WrittenFigure] = {}
    withdrawals, margins = design.withdrawals, design.margins
    if withdrawals is not None and withdrawals.proved and withdrawals.size != 0:
        size = withdrawals.size
        survived = providers if size is None else size - 1
        found["withdrawals_survived"] = write_measure("withdrawals_survived", survived)
    if margins is not None and margins.capacity.proved and margins.capacity.exact is not None:
        margin = 1 - Fraction(margins.capacity.exact)
        found["capacity_margin"] = write_measure("capacity_margin", margin)
    return found
