"""How far one figure may move before another design is best, as JSON has it."""

from typing import Literal

from lotdesign.result.part import Part, Routes

Becomes = Literal["another", "impossible", "invalid"]


class End(Part):
    """Where the best design stops being the best.

    At `last` it still is, at `next`, the next smallest step, it is not: another design is, with
    these lots, or none is possible. Both were worked out. `routes` are told wherever there
    are several to choose from.
    """

    last: str
    next: str
    becomes: Becomes
    lots: tuple[tuple[str, ...], ...] = ()
    routes: Routes = ()


class Tipping(Part):
    """How far one figure may move, all others staying, before another design is best.

    Looked at is everything from `least` to `most`. `below` and `above` are the ends of the range
    in which the design stays best, None where it has none up to there. `proved`: the design is
    best at every value of the range; otherwise that was worked out at its ends and at some
    values between.
    """

    figure: str
    title: str
    unit: str
    value: str
    least: str
    most: str
    found: Literal["worked out", "not worked out"]
    proved: bool = False
    below: End | None = None
    above: End | None = None
