"""What a measure declares."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from lotdesign.evaluation import Evaluation
from lotdesign.scenario.sections import MeasureName

MeasureUnit = Literal["pence", "share", "lots", "units", "pairs", "providers", "metres", "need"]
MeasureValue = Fraction | int

OWN_UNITS_PER_WRITTEN_UNIT = {"pence": 100, "metres": 1000}
"""How many of a measure's own units make one of the units that people write."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure of a finished design and which way it gets better.

    `of` works it out exactly, in `unit`: pence, metres, a share of 1, or a count.
    """

    name: MeasureName
    title: str
    unit: MeasureUnit
    better: Literal["more", "less"]
    evaluate: Callable[[Evaluation], MeasureValue]
    reads_market: bool = False
    needs_certificate: bool = False

    @property
    def sign(self) -> int:
        """+1 when less is better, -1 when more is."""
        return 1 if self.better == "less" else -1
