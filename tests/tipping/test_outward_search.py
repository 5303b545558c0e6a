"""The search for the first change, over steps at which the answer is written down."""

from dataclasses import dataclass, field

import pytest

from lotdesign.design import Design, build_external_design
from solver.break_even.outward_search import OutwardSearch

BEST, OTHER = build_external_design([[0, 1]]), build_external_design([[0], [1]])


@dataclass
class WrittenAnswers:
    """At `changes` another design is best; intervals are proved just where no step changes it."""

    changes: frozenset[int]
    proves_intervals: bool
    asked: list[int] = field(default_factory=list)

    def find_best(self, step: int) -> Design | None:
        """What is best at a step."""
        self.asked.append(step)
        return OTHER if step in self.changes else BEST

    def stays_best(self, low: int, high: int) -> bool:
        """Whether nothing changes from one end to the other."""
        return not any(low <= step <= high for step in self.changes)


def search(changes: set[int], proves: bool, most: int = 400) -> OutwardSearch:
    """A search over such answers."""
    return OutwardSearch(BEST, WrittenAnswers(frozenset(changes), proves), most)


@pytest.mark.parametrize("sign", [1, -1])
@pytest.mark.parametrize(
    ("changes", "first"),
    [(set(), None), ({1}, 1), ({7}, 7), ({100}, 100), ({3, 4, 50}, 3), ({99}, 99)],
)
def test_with_proofs_over_intervals_the_first_change_is_found(
    changes: set[int], first: int | None, sign: int
) -> None:
    """On either side of the present value."""
    found = search({sign * step for step in changes}, proves=True).find_first_change(sign * 100)
    assert found == (None if first is None else sign * first, True)


@pytest.mark.parametrize("sign", [1, -1])
def test_without_them_a_change_is_found_and_not_that_it_is_the_first(sign: int) -> None:
    """All steps beyond it change; one step away there is nothing that could be missed."""
    for at in (1, 2, 9, 60, 100):
        later = {sign * step for step in range(at, 101)}
        assert search(later, proves=False).find_first_change(sign * 100) == (sign * at, False)
    assert search(set(), proves=False).find_first_change(sign * 100) == (None, False)
    assert search({sign}, proves=False).find_first_change(sign) == (sign, True)
    assert search(set(), proves=False).find_first_change(sign) == (None, True)


def test_no_step_is_no_change() -> None:
    assert search({0}, proves=True).find_first_change(0) == (None, True)


def test_after_too_many_values_bisection_goes_on() -> None:
    """What it finds is a change, without the proof that it is the first."""
    found, is_proved = search(set(range(40, 101)), proves=True, most=2).find_first_change(100)
    assert (found, is_proved) == (40, False)
