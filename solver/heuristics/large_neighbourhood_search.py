"""Large-neighbourhood search: part of the incumbent is freed and chosen again (Shaw 1998).

The one loop of this kind. A selector says what to free, a repair chooses it again: the heuristics
among candidates generated for a region, branch and cut among listed candidates.
"""

import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from solver.backends.native_calls import stop_native_calls_by

if TYPE_CHECKING:
    from concurrent.futures import Future

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


class ConcurrentRepair(NeighbourhoodRepair[Incumbent, Neighbourhood_contra], Protocol):
    """Repairs several neighbourhoods at a time, each in a thread of its own."""

    def combine(self, current: Incumbent, before: Incumbent, after: Incumbent) -> Incumbent | None:
        """The current incumbent with what a repair of `before` changed; None where that fails."""


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


def improve_concurrently(
    incumbent: Incumbent,
    selector: NeighbourhoodSelector[Incumbent, Neighbourhood],
    repair: ConcurrentRepair[Incumbent, Neighbourhood],
    workers: int,
    is_over: Callable[[], bool],
    accept: Callable[[Incumbent], None],
) -> RepairOutcome[Incumbent] | None:
    """As `improve_incumbent`, with so many repairs at a time, from the main thread.

    What the selector proposes must not overlap what it has proposed and not recorded yet. Where two
    repairs do not go together the later one is dropped. On Ctrl-C the native calls of those that
    run are stopped.
    """
    from concurrent.futures import ThreadPoolExecutor

    outcome: RepairOutcome[Incumbent] | None = None
    running: dict[Future[RepairOutcome[Incumbent]], _Begun[Incumbent, Neighbourhood]] = {}
    stop = threading.Event()
    with ThreadPoolExecutor(workers, initializer=stop_native_calls_by, initargs=(stop,)) as pool:
        try:
            while True:
                while len(running) < workers and not stop.is_set() and not is_over():
                    neighbourhood = selector.propose(incumbent)
                    if neighbourhood is None:
                        break
                    begun = _Begun(neighbourhood, incumbent, time.monotonic())
                    running[pool.submit(repair.improve, incumbent, neighbourhood)] = begun
                if not running:
                    return outcome
                ended = _wait_for_one(running, stop)
                begun, outcome = running.pop(ended), ended.result()
                combined = repair.combine(incumbent, begun.incumbent, outcome.incumbent)
                incumbent = incumbent if combined is None else combined
                outcome = replace(outcome, incumbent=incumbent)
                accept(incumbent)
                selector.record(begun.neighbourhood, outcome, time.monotonic() - begun.moment)
                if outcome.is_interrupted:
                    stop.set()
        finally:
            stop.set()


@dataclass(frozen=True)
class _Begun(Generic[Incumbent, Neighbourhood]):
    """A repair that runs: of what, from which incumbent, since which moment (monotonic)."""

    neighbourhood: Neighbourhood
    incumbent: Incumbent
    moment: float


def _wait_for_one(
    running: "Iterable[Future[RepairOutcome[Incumbent]]]", stop: threading.Event
) -> "Future[RepairOutcome[Incumbent]]":
    """The first that ends; Ctrl-C asks all of them to stop."""
    from concurrent.futures import FIRST_COMPLETED, wait

    while True:
        try:
            ended, _ = wait(running, return_when=FIRST_COMPLETED)
        except KeyboardInterrupt:
            stop.set()
        else:
            return next(iter(ended))
