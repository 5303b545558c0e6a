"""On what an answer hangs, as JSON has it."""

from typing import Literal

from pydantic import Field

from lotdesign.result.model import Part, ScenarioRef

Ended = Literal["done", "interrupted", "time limit"]
Becomes = Literal["another", "impossible", "invalid"]


class End(Part):
    """Where the best design stops being the best.

    At `last` it still is, at `next`, the next smallest step, it is not: another design is, with
    these lots, or none is possible. Both were worked out.
    """

    last: str
    next: str
    becomes: Becomes
    lots: tuple[tuple[str, ...], ...] = ()


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


class Tipped(Part):
    """The figures that are assumed, and how far each may move.

    `left_out` are assumed figures that were not looked at, as they change what units cost and
    the scenario's file was not at hand.
    """

    version: Literal[1] = Field(1, alias="schema")
    scenario: ScenarioRef
    created_with: str
    status: Literal["optimal", "infeasible", "unknown"]
    ended: Ended
    lots: tuple[tuple[str, ...], ...] = ()
    figures: tuple[Tipping, ...] = ()
    left_out: tuple[str, ...] = ()

    def to_json(self) -> str:
        """The same text for the same figures."""
        return self.model_dump_json(by_alias=True, indent=2) + "\n"
