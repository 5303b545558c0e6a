"""What lots hold at least and at most of value, units and need, as sums over their units."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from lotdesign.money.value_bounds import UnitWeights, list_value_ceilings, list_value_floors
from lotdesign.scenario.cache import cache_by_scenario
from lotdesign.scenario.lot_limits import LotAmount
from lotdesign.scenario.scenario import Scenario
from lotdesign.words import format_count, format_pounds

LotMeasure = Fraction | int
"""An amount in its own unit: pence a year, units, need."""


@dataclass(frozen=True)
class AmountBounds:
    """Bounds on an amount: `floors` and `ceilings` are weights of the units.

    A lot holds no less than the sum over its units by any floor, and no more than the largest of
    the sums by ceilings.
    """

    floors: tuple[UnitWeights, ...]
    ceilings: tuple[UnitWeights, ...]
    above: UnitWeights
    """A lot holds no more than the sum of these."""

    def bound_below(self, units: Iterable[int]) -> LotMeasure:
        """The least that a lot with these units holds, or that several hold together."""
        held = tuple(units)
        return max(sum(weights[u] for u in held) for weights in self.floors)

    def bound_above(self, units: Iterable[int]) -> LotMeasure:
        """The most that one lot of some of these units holds."""
        held = tuple(units)
        return max(sum(weights[u] for u in held) for weights in self.ceilings)

    def bound_sum_above(self, units: Iterable[int]) -> LotMeasure:
        """The most that several lots of some of these units hold together."""
        return sum(self.above[u] for u in units)


@cache_by_scenario
def bound_amount(scenario: Scenario, amount: LotAmount) -> AmountBounds:
    """The bounds on an amount of the lots of a scenario."""
    floors, ceilings = _list_weights(scenario, amount)
    return AmountBounds(floors, ceilings, tuple(map(max, zip(*ceilings, strict=True))))


def _list_weights(
    scenario: Scenario, amount: LotAmount
) -> tuple[tuple[UnitWeights, ...], tuple[UnitWeights, ...]]:
    if amount == "value":
        return list_value_floors(scenario), list_value_ceilings(scenario)
    weights: Sequence[LotMeasure] = [
        1 if amount == "units" else unit.need or Fraction(0) for unit in scenario.units
    ]
    return (tuple(weights),), (tuple(weights),)


def describe_amount(amount: LotAmount, measured: LotMeasure) -> str:
    """The amount in words: £30,000 a year, 3 units, a need of 4.5."""
    if amount == "value":
        return f"{format_pounds(measured)} a year"
    if amount == "units":
        return format_count(int(measured), "unit")
    return f"a need of {float(measured):,.6g}"
