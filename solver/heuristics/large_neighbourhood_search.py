"""Large-neighbourhood search: part of the incumbent is freed and chosen again (Shaw 1998).

The one loop of this kind. A selector says what to free, a repair chooses it again: the heuristics
among candidates generated for a region, branch and cut among listed candidates.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

Incumbent = TypeVar("Incumbent")
Neighbourhood = TypeVar("Neighbourhood")
Neighbourhood_contra = TypeVar("Neighbourhood_contra", contravariant=True)


@dataclass(frozen=True, slots=True)
class RepairOutcome(Generic[Incumbent]):
    """The incumbent to go on with, and what is known of the neighbourhood.

    `is_better`: it improved by enough to count. `is_proved`: the neighbourhood holds nothing
    better. `is_interrupted`: Ctrl-C was pressed; every repair must say so, since it ends the
    search.
    """

    incumbent: Incumbent
    is_better: bool
    is_proved: bool
    is_interrupted: bool


class NeighbourhoodSelector(Protocol[Incumbent, Neighbourhood]):
    """Chooses what is freed next, and learns from the outcome."""

    def propose(self, incumbent: Incumbent) -> Neighbourhood | None:
        """The next neighbourhood; None where no further one is worth a try."""

    def record(
        self, neighbourhood: Neighbourhood, outcome: RepairOutcome[Incumbent], seconds: float
    ) -> None:
        """Learns from an outcome, and from how long the repair took."""


class NeighbourhoodRepair(Protocol[Incumbent, Neighbourhood_contra]):
    """Chooses again what was freed."""

    def improve(
        self, incumbent: Incumbent, neighbourhood: Neighbourhood_contra
    ) -> RepairOutcome[Incumbent]:
        """The best incumbent found that differs inside the neighbourhood alone."""


def improve_incumbent(
    incumbent: Incumbent,
    selector: NeighbourhoodSelector[Incumbent, Neighbourhood],
    repair: NeighbourhoodRepair[Incumbent, Neighbourhood],
    is_over: Callable[[], bool],
    accept: Callable[[Incumbent], None] = lambda incumbent: None,
) -> RepairOutcome[Incumbent] | None:
    """Repairs neighbourhoods until none is proposed, `is_over` says so, or Ctrl-C is pressed.

    Every incumbent is accepted at once, so that nothing is lost where something raises. Returns the
    last outcome; None where nothing was tried. Shaw (1998).
    """
    outcome = None
    while not is_over() and (neighbourhood := selector.propose(incumbent)) is not None:
        began = time.monotonic()
        outcome = repair.improve(incumbent, neighbourhood)
        incumbent = outcome.incumbent
        accept(incumbent)
        selector.record(neighbourhood, outcome, time.monotonic() - began)
        if outcome.is_interrupted:
            break
    return outcome
