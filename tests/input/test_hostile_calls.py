"""Calls that nobody should make: the documented exit code and printable lines, within bounds."""

from pathlib import Path
from random import Random

import pytest

from tests.input.hostile_calls import list_hostile_calls, run_calls
from tests.input.test_hostile import list_hostile_files
from tests.sets import SETS

CALLS = SETS["hostile calls"]


@pytest.mark.timeout(900)
@pytest.mark.parametrize("number", CALLS.parts)
def test_hostile_calls_end_as_they_should(number: int, tmp_path: Path) -> None:
    """Ten seconds of processor time and a gigabyte, which the kernel holds the process to."""
    calls = [call for _, call in list_hostile_calls()]
    Random(CALLS.first_seed).shuffle(calls)
    part = calls[number * CALLS.each : (number + 1) * CALLS.each]
    assert part
    ended = run_calls(part, tmp_path)
    assert [each.fault for each in ended if each.fault] == []
    assert len(ended) == len(part)


def test_there_are_five_hundred_with_the_files() -> None:
    """Of six families; all calls are in the parts, and no name stands twice."""
    names = [call.name for _, call in list_hostile_calls()]
    assert len(names) == len(set(names))
    assert CALLS.each * (CALLS.full - 1) < len(names) <= CALLS.each * CALLS.full
    assert len(names) + len(list_hostile_files()) >= 500
    assert len({family for family, _ in list_hostile_calls()}) == 3
