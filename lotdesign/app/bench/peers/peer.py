"""What a peer is asked and what it answers."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

from lotdesign.design import Award
from lotdesign.measures.base import MeasureValue
from lotdesign.scenario.scenario import Scenario

BoundCallback = Callable[[MeasureValue | None, MeasureValue | None], None]
"""Called with the best value of the first objective and the bound so far."""


class UnsuitableScenario(Exception):
    """The peer cannot model this scenario; the text says why."""


@dataclass(frozen=True)
class PeerAnswer:
    """A peer's design, or none, with its own claims.

    `award` has the winner of each lot. `bound` holds for the whole scenario, whatever the peer
    leaves out of it. `proved` says that the peer claims it as the optimum of its own model, or
    without lots that there is none; `left_out` are the rules that its model lacks.
    """

    lots: tuple[tuple[int, ...], ...] = ()
    award: Award | None = None
    bound: MeasureValue | None = None
    proved: bool = False
    left_out: tuple[str, ...] = ()


class PeerSolver(Protocol):
    """Solves a scenario for its first objective; raises UnsuitableScenario."""

    def __call__(self, scenario: Scenario, seconds: float, tell: BoundCallback) -> PeerAnswer:
        """Return the answer, after so many seconds the incumbent."""


def order_lots(
    pairs: Iterable[tuple[Iterable[int], int | None]],
) -> tuple[tuple[tuple[int, ...], ...], Award | None]:
    """Sort lots with their winners by their first units, as a design has them."""
    ordered = sorted((tuple(sorted(units)), winner) for units, winner in pairs)
    winners = tuple(winner for _, winner in ordered if winner is not None)
    return tuple(units for units, _ in ordered), winners or None
