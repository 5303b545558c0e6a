"""What a measure declares: all that other parts of the program need to know of it."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from lotdesign.evaluation import Evaluation
from lotdesign.scenario.rule import ScenarioInput
from lotdesign.scenario.scenario import Scenario
from lotdesign.scenario.sections import AWARD_MEASURES, MeasureName

MeasureUnit = Literal["pence", "share", "lots", "units", "pairs", "providers", "metres", "need"]
MeasureValue = Fraction | int

OWN_UNITS_PER_WRITTEN_UNIT = {"pence": 100, "metres": 1000}
"""How many of a measure's own units make one of the units that people write."""


def bound_by_zero(scenario: Scenario) -> MeasureValue:
    """The best value of a measure of which less is better and nothing is below zero."""
    return 0


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureDescription:
    """What a figure of a design is called, what it means, and which way is better.

    `meaning` says in a sentence or two how it is worked out, in `unit`: pence, metres, a share of
    1, or a count. `reads` names the data that it depends on and that a scenario may lack.
    """

    name: str
    title: str
    short_title: str
    unit: MeasureUnit
    better: Literal["more", "less"]
    meaning: str
    reads: frozenset[ScenarioInput] = frozenset()

    @property
    def reads_market(self) -> bool:
        """Whether it depends on who could bid."""
        return "providers" in self.reads

    @property
    def sign(self) -> int:
        """+1 when less is better, -1 when more is."""
        return 1 if self.better == "less" else -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure(MeasureDescription):
    """A figure of a finished design that an objective may name.

    `example` is TOML with an objective that uses it, and a test tries it in
    examples/central-bedfordshire. docs/measures.md has that and the meaning. `evaluate` works it
    out exactly, in `unit`. `is_cost`: it sums what lots cost, in pence. `adds_up`: it is a sum over
    lots of what each adds, whatever others are chosen. `best_possible`: a bound, in the better
    direction, that every design of a scenario keeps.
    """

    name: MeasureName
    example: str
    evaluate: Callable[[Evaluation], MeasureValue]
    is_cost: bool = False
    adds_up: bool = False
    best_possible: Callable[[Scenario], MeasureValue] = bound_by_zero

    @property
    def needs_certificate(self) -> bool:
        """Whether it is a figure of the award."""
        return self.name in AWARD_MEASURES


@dataclass(frozen=True, slots=True, kw_only=True)
class StressMeasure(MeasureDescription):
    """A figure of how a design stands up to the market; for each design a solver works it out.

    So it is no objective, and stands in no result of `solve`: `frontier`, `alternatives` and
    `compare` work it out when they are asked for it. Designs without a certificate have none.
    `best_possible`: as of a `Measure`.
    """

    best_possible: Callable[[Scenario], MeasureValue]
