"""Bound certificates: what a result carries so that its proof can be checked without a solver.

docs/certificates.md says what the numbers mean and how they are checked.
"""

from typing import Literal

from pydantic import Field

from lotdesign.result.base import ResultPart, WrittenFigure, WrittenRoutes

WrittenLots = tuple[tuple[str, ...], ...]
"""The unit ids of each lot."""


class NodeDuals(ResultPart):
    """Duals that close a node: whole numbers, all in the same parts of a unit of the aim.

    `units` has one for each unit, in the order of the scenario, `lots` is that of one lot more, and
    `limits` has the weight of each limit by its name. `slack` is how much the reduced costs of a
    better design's lots may sum to at most. `candidates` are all lots that the rules allow whose
    reduced cost is no more than that, with their `routes` where any is not external; `designs` is
    how many designs can be put together from them within the slack. None of these is admissible
    and better.
    """

    units: tuple[int, ...]
    lots: int = 0
    limits: dict[str, int] = Field({}, exclude_if=lambda limits: not limits)
    slack: int
    candidates: WrittenLots = Field((), exclude_if=lambda lots: not lots)
    routes: WrittenRoutes = ()
    designs: int = Field(0, exclude_if=lambda count: not count)


class BoundNode(ResultPart):
    """A node of the proof: closed by its duals, or branched on whether two units share a lot."""

    duals: NodeDuals | None = Field(None, exclude_if=lambda duals: duals is None)
    pair: tuple[str, str] | None = Field(None, exclude_if=lambda pair: pair is None)
    together: "BoundNode | None" = Field(None, exclude_if=lambda node: node is None)
    apart: "BoundNode | None" = Field(None, exclude_if=lambda node: node is None)


class LotNumbers(ResultPart):
    """The designs with `least` to `most` lots, and how they are closed.

    By `arithmetic`: the rules, units or providers allow no such number. By `duals`: see `node`.
    """

    least: int
    most: int
    closed_by: Literal["arithmetic", "duals"]
    node: BoundNode | None = Field(None, exclude_if=lambda node: node is None)


class AttainingDesign(ResultPart):
    """An admissible design that attains an optimum of which the answer gives some away."""

    lots: WrittenLots
    routes: WrittenRoutes = ()


class BoundClaim(ResultPart):
    """What is proved: no admissible design is better than `optimum` by this measure.

    Of those that keep the aims before it within their tolerances. Without a measure: no design is
    admissible at all.
    """

    measure: str | None
    optimum: WrittenFigure = None
    attained_by: AttainingDesign | None = Field(None, exclude_if=lambda design: design is None)
    numbers: tuple[LotNumbers, ...]


class BoundCertificate(ResultPart):
    """The claims that are proved, in the order of the aims; aims after them have no certificate."""

    claims: tuple[BoundClaim, ...]
