"""The one loop of large-neighbourhood search: when it goes on, and when it ends."""

import signal
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count, pairwise

from solver.backends.native_calls import Interrupted, run_interruptible
from solver.heuristics.large_neighbourhood_search import (
    RepairOutcome,
    improve_concurrently,
    improve_incumbent,
)


@dataclass
class Steps:
    """Proposes 1, 2, ... up to `most`; remembers what it is told."""

    most: int
    outcomes: list[RepairOutcome[int]] = field(default_factory=list)

    def propose(self, incumbent: int) -> int | None:
        """The next step, if there is one."""
        return len(self.outcomes) + 1 if len(self.outcomes) < self.most else None

    def record(self, neighbourhood: int, outcome: RepairOutcome[int], seconds: float) -> None:
        """Remembers the outcome."""
        assert seconds >= 0
        self.outcomes.append(outcome)


@dataclass
class EvenRepair:
    """Takes even steps off the incumbent; Ctrl-C comes at one of them."""

    interrupted_at: int | None = None

    def improve(self, incumbent: int, neighbourhood: int) -> RepairOutcome[int]:
        """The incumbent after the step."""
        is_better = neighbourhood % 2 == 0
        after = incumbent - neighbourhood if is_better else incumbent
        return RepairOutcome(after, is_better, True, neighbourhood == self.interrupted_at)


def test_it_ends_when_nothing_is_proposed() -> None:
    """Every outcome is recorded and every incumbent accepted."""
    selector, accepted = Steps(5), list[int]()
    last = improve_incumbent(100, selector, EvenRepair(), lambda: False, accepted.append)
    assert accepted == [100, 98, 98, 94, 94]
    assert [outcome.is_better for outcome in selector.outcomes] == [False, True, False, True, False]
    assert last == selector.outcomes[-1]


def test_ctrl_c_ends_it_with_the_incumbent_of_then() -> None:
    """What the repair still found is kept."""
    selector, accepted = Steps(5), list[int]()
    last = improve_incumbent(100, selector, EvenRepair(2), lambda: False, accepted.append)
    assert accepted == [100, 98]
    assert last is not None
    assert last.is_interrupted


def test_nothing_is_tried_once_it_is_over() -> None:
    assert improve_incumbent(100, Steps(5), EvenRepair(), lambda: True) is None


Digits = tuple[int, ...]


@dataclass
class DigitSelector:
    """Proposes each position once more after it improved; never one that is in hand."""

    busy: set[int] = field(default_factory=set)
    done: set[int] = field(default_factory=set)
    most_busy: int = 0

    def propose(self, incumbent: Digits) -> int | None:
        """The first position that is free."""
        left = [i for i in range(len(incumbent)) if i not in self.busy | self.done]
        if not left:
            return None
        self.busy.add(left[0])
        self.most_busy = max(self.most_busy, len(self.busy))
        return left[0]

    def record(self, neighbourhood: int, outcome: RepairOutcome[Digits], seconds: float) -> None:
        """Positions that did not improve are done."""
        self.busy.remove(neighbourhood)
        if not outcome.is_better:
            self.done.add(neighbourhood)


@dataclass
class DigitRepair:
    """Takes one off a digit; the first two wait for each other where they run `together`."""

    together: threading.Barrier | None = None
    calls: Iterator[int] = field(default_factory=count)

    def improve(self, incumbent: Digits, neighbourhood: int) -> RepairOutcome[Digits]:
        """The incumbent with that digit smaller, but not below 0."""
        if self.together is not None and next(self.calls) < 2:
            self.together.wait(30)
        digit = incumbent[neighbourhood]
        after = (*incumbent[:neighbourhood], max(0, digit - 1), *incumbent[neighbourhood + 1 :])
        return RepairOutcome(after, digit > 0, True, False)

    def combine(self, current: Digits, before: Digits, after: Digits) -> Digits | None:
        """The digits that changed, unless all would be 1."""
        both = tuple(c + a - b for c, a, b in zip(current, after, before, strict=True))
        return None if set(both) == {1} else both


def test_repairs_run_together_and_what_each_changes_is_kept() -> None:
    """Two at a time, of which neither sees what the other does."""
    selector, accepted = DigitSelector(), list[Digits]()
    improve_concurrently(
        (2, 1, 3), selector, DigitRepair(threading.Barrier(2)), 2, lambda: False, accepted.append
    )
    assert accepted[-1] == (0, 0, 0)
    assert selector.most_busy == 2
    totals = [sum(each) for each in accepted]
    assert all(later in (earlier, earlier - 1) for earlier, later in pairwise(totals))


def test_a_repair_that_does_not_go_with_another_is_dropped() -> None:
    """And tried again, from the incumbent of then."""
    accepted, repair = list[Digits](), DigitRepair(threading.Barrier(2))
    improve_concurrently((2, 2), DigitSelector(), repair, 2, lambda: False, accepted.append)
    assert accepted[0] in {(1, 2), (2, 1)}
    assert (1, 1) not in accepted
    assert accepted[-1] == (0, 0)


@dataclass
class EndlessRepair:
    """A native call that ends when it is told to."""

    ended: list[bool] = field(default_factory=list)
    begun: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))
    over: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))

    def improve(self, incumbent: Digits, neighbourhood: int) -> RepairOutcome[Digits]:
        """Waits, then says that it was interrupted."""
        told = threading.Event()
        self.begun.release()
        try:
            run_interruptible(lambda: told.wait(30), told.set)
        except Interrupted:
            self.ended.append(True)
        self.over.release()
        return RepairOutcome(incumbent, False, False, bool(self.ended))

    def combine(self, current: Digits, before: Digits, after: Digits) -> Digits | None:
        """Nothing ever changes."""
        return current


def test_ctrl_c_stops_all_that_run() -> None:
    """It reaches the main thread alone; the others hear of it, wherever that one is just then."""
    repair = EndlessRepair()

    def press() -> None:
        for _ in range(2):
            repair.begun.acquire(timeout=30)
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)

    threading.Thread(target=press, daemon=True).start()
    try:
        outcome = improve_concurrently(
            (1, 1, 1), DigitSelector(), repair, 2, lambda: False, lambda incumbent: None
        )
    except KeyboardInterrupt:  # not while it waited for one to end
        pass
    else:
        assert outcome is not None
        assert outcome.is_interrupted
    assert all(repair.over.acquire(timeout=30) for _ in range(2))
    assert repair.ended == [True, True]
