"""Where one design stands among all."""

from dataclasses import dataclass
from fractions import Fraction

from lotdesign.design import Design
from lotdesign.ledger import Ledger
from lotdesign.measures.base import Value
from lotdesign.measures.registry import MEASURES
from lotdesign.result.build import can_measure
from solver.atlas.answer import Answer
from solver.atlas.certificates import ENGINE
from solver.atlas.columns import COLUMNS, column
from solver.given import certified


@dataclass(frozen=True)
class Standing:
    """A design by the first objective, among the admissible designs.

    `broken` are the active rules that it breaks; without any, and `certified` if that is needed,
    it is admissible. `rank` is 1 and the number of admissible designs that are better, out of
    `of`. `behind` is how far it lies from the best value, as a share of that; below 0 where it
    is better than any admissible design. Both are None where there is nothing to compare with.
    """

    broken: tuple[str, ...]
    certified: bool
    value: Value | None
    rank: int | None
    of: int
    behind: Fraction | None

    @property
    def admissible(self) -> bool:
        """Whether the scenario admits the design."""
        return self.certified and not self.broken


def standing(answer: Answer, design: Design) -> Standing:
    """Where a design stands, listed or not: rules that decide what is listed may be broken."""
    scenario = answer.scenario
    ledger = Ledger(scenario, design, *certified(scenario, design, ENGINE))
    measure = MEASURES[scenario.objectives[0].measure]
    value = measure.of(ledger) if can_measure(ledger, measure) else None
    rank = behind = None
    if value is not None and answer.count and measure.name in COLUMNS:
        figures = column(answer.measured, measure.name).of(answer.designs)
        rank = 1 + int((measure.sign * figures.beyond(value) < 0).sum())
        best = Fraction(figures.best(measure.sign))
        behind = measure.sign * (value - best) / abs(best) if best else None
    return Standing(
        broken=ledger.broken,
        certified=ledger.certified,
        value=value,
        rank=rank,
        of=answer.count,
        behind=behind,
    )
