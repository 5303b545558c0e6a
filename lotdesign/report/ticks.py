"""Round numbers along an axis, in the unit that its figures are best read in."""

from dataclasses import dataclass
from math import ceil, floor, log10

from lotdesign.measures.registry import MEASURES

STEPS = (1, 2, 2.5, 5, 10)
COUNTED = ("lots", "units", "pairs", "providers")
FEW = 6
"""About so many numbers stand along an axis."""


@dataclass(frozen=True, slots=True)
class Scale:
    """An axis from `low` to `high` in a measure's own unit, `per` of which make one `unit`."""

    low: float
    high: float
    unit: str
    per: float
    ticks: tuple[float, ...]
    decimals: int

    def at(self, value: float) -> float:
        """Where a value lies, 0 at the low end and 1 at the high one."""
        return (value - self.low) / (self.high - self.low)

    def label(self, tick: float) -> str:
        """A number on the axis, in `unit`."""
        return f"{tick / self.per:,.{self.decimals}f}"


def scale(name: str, values: list[float]) -> Scale:
    """The axis of a measure on which all these values lie, with a little room around them."""
    unit, per = _unit(name, max(map(abs, values)))
    least, most = min(values) / per, max(values) / per
    room = (most - least) * 0.08 or max(abs(most) * 0.05, 1)
    least, most = least - room, most + room
    rough = (most - least) / FEW
    power = 10.0 ** floor(log10(rough))
    step = next(each * power for each in STEPS if each * power >= rough * (1 - 1e-9))
    if unit in COUNTED:
        step = max(1.0, float(ceil(step)))
    decimals = next((d for d in range(9) if abs(round(step, d) - step) < step / 1e6), 9)
    first, last = ceil(least / step), floor(most / step)
    ticks = tuple(number * step * per for number in range(first, last + 1))
    return Scale(least * per, most * per, unit, per, ticks, decimals)


def _unit(name: str, largest: float) -> tuple[str, float]:
    """The unit that people read, and how many of the measure's own make one."""
    unit = MEASURES[name].unit
    if unit == "pence":
        return ("£m", 1e8) if largest >= 1e8 else ("£", 1e2)
    return {"share": ("%", 0.01), "metres": ("km", 1e3)}.get(unit, (unit, 1.0))
