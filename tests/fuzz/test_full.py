"""The scenarios of `make fuzz` part by part, so that `make test-long` can go on where it ended."""

from collections import Counter
from collections.abc import Callable

import pytest

from tests.fuzz import seeds
from tests.sets import SETS

SMALL, LARGER = SETS["fuzz"], SETS["fuzz, larger"]


@pytest.mark.parametrize("number", SMALL.parts)
def test_small_scenarios_are_answered_as_by_listing(
    number: int, record_property: Callable[[str, object], None]
) -> None:
    """What disagrees is made small, kept in `found` and told on stderr."""
    counted: Counter[str] = Counter()
    wrong = seeds.small(SMALL.seed(number), counted)
    record_property("counted", dict(counted))
    assert counted["small scenarios"] == SMALL.each
    assert wrong == 0


@pytest.mark.parametrize("number", LARGER.parts)
def test_larger_scenarios_do_not_contradict_each_other(number: int) -> None:
    """Of ten to forty units."""
    assert seeds.large(LARGER.seed(number), Counter()) == 0
