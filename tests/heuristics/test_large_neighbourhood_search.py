"""The one loop of large-neighbourhood search: when it goes on, and when it ends."""

from dataclasses import dataclass, field

from solver.heuristics.large_neighbourhood_search import RepairOutcome, improve_incumbent


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
