"""How much room a design leaves under a bound, and where the room is least."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from lotdesign.rules.base import Finding, Unit

Amount = Fraction | int


@dataclass(frozen=True, slots=True)
class Reading:
    """A measured amount, the bound that it must keep, on which side, and where."""

    measured: Amount
    bound: Amount
    at_most: bool
    where: str = ""

    @property
    def slack(self) -> Amount:
        """The room left, negative when the bound is broken."""
        return self.bound - self.measured if self.at_most else self.measured - self.bound


def tightest(readings: Iterable[Reading], unit: Unit) -> Finding:
    """The finding at the reading with the least room; met when there is nothing to read."""
    least = min(readings, key=lambda reading: reading.slack, default=None)
    if least is None:
        return Finding(met=True, unit=unit)
    return Finding(least.slack >= 0, least.measured, least.bound, least.slack, unit, least.where)


def in_band(
    measured: Amount, least: Amount | None, most: Amount | None, where: str = ""
) -> list[Reading]:
    """The readings of one amount against either end of a band."""
    readings = []
    if least is not None:
        readings.append(Reading(measured, least, at_most=False, where=where))
    if most is not None:
        readings.append(Reading(measured, most, at_most=True, where=where))
    return readings
