"""How cost grows with size: exponents fitted over counties of one kind."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import exp, log

from benchmarks.county.plan import PREFIX, named
from benchmarks.row import Row

LEAST = 3
"""Fewer sizes than this are no ladder."""


@dataclass(frozen=True)
class Power:
    """`factor` * x ^ `exponent`."""

    exponent: float
    factor: float

    def at(self, x: float) -> float:
        """The curve's value."""
        return self.factor * float(x**self.exponent)


@dataclass(frozen=True)
class Growth:
    """One figure of one runner over the sizes of one kind of county, and its fitted curve."""

    family: str
    runner: str
    what: str
    points: tuple[tuple[int, float], ...]
    curve: Power


FIGURES: dict[str, Callable[[Row], float | None]] = {
    "seconds to the first design": lambda row: row.first,
    "seconds to the proof": lambda row: row.proved,
    "memory in MB": lambda row: row.memory / 1e6 if row.verified else None,
}
"""What is followed. A row without the figure is left out, and so is one without a design."""


def growth(rows: Sequence[Row]) -> tuple[Growth, ...]:
    """A curve for each figure, kind and runner that was measured at enough sizes."""
    ladders: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        family = _family(row.instance)
        if family:
            ladders.setdefault((family, row.runner), []).append(row)
    return tuple(
        Growth(family, runner, what, points, curve)
        for (family, runner), steps in ladders.items()
        for what, figure in FIGURES.items()
        for points in [_points(steps, figure)]
        for curve in [fitted(points)]
        if curve is not None
    )


def fitted(points: Iterable[tuple[float, float]]) -> Power | None:
    """The curve with least squares of logarithms; None for fewer than three sizes."""
    logs = [(log(x), log(y)) for x, y in points if x > 0 and y > 0]
    if len({x for x, _ in logs}) < LEAST:
        return None
    middle_x = sum(x for x, _ in logs) / len(logs)
    middle_y = sum(y for _, y in logs) / len(logs)
    spread = sum((x - middle_x) ** 2 for x, _ in logs)
    slope = sum((x - middle_x) * (y - middle_y) for x, y in logs) / spread
    return Power(slope, exp(middle_y - slope * middle_x))


def _family(instance: str) -> str | None:
    """The county's name without its size and seed; None for other instances."""
    if not instance.startswith(f"{PREFIX}-"):
        return None
    plan = named(instance)
    return f"{plan.kind}, priced" if plan.priced else plan.kind


def _points(
    steps: Iterable[Row], figure: Callable[[Row], float | None]
) -> tuple[tuple[int, float], ...]:
    known = [(row.units, figure(row)) for row in steps]
    return tuple(sorted((units, value) for units, value in known if value is not None))
