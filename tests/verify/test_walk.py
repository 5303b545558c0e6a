"""Every single value of results of all sorts is changed in turn: what matters is noticed.

The rest is in tests/verify/unnoticed.py, each with its reason, and docs/verify.md prints it.
"""

from collections.abc import Sequence
from functools import cache
from random import Random
from typing import Any

import pytest
from pydantic import ValidationError

from lotdesign.verify.verify import verify_result
from tests.cli.run import ROOT
from tests.sets import SETS
from tests.verify.changes import Path, changed, leaves, others
from tests.verify.subjects import SUBJECTS, read_subject
from tests.verify.unnoticed import UNNOTICED, find_reason, write_rows

CHANGED = SETS["changed results"]

Change = tuple[str, Path, Any, Any]


@cache
def list_changes() -> Sequence[Change]:
    """Every change of every subject, in an order that mixes them; what is no result is none."""
    found: list[Change] = []
    for name in SUBJECTS:
        dump = read_subject(name)[1].model_dump(mode="json", by_alias=True)
        found += [(name, path, old, new) for path, old in leaves(dump) for new in others(old)]
    Random(1).shuffle(found)
    return found


def is_noticed(change: Change) -> bool:
    """Whether the changed result is no longer right, or no longer a result."""
    name, path, _, new = change
    scenario, result = read_subject(name)
    try:
        other = changed(result, path, new)
    except ValidationError:
        return True
    return not verify_result(scenario, other).ok


@pytest.mark.parametrize("name", SUBJECTS)
def test_every_subject_is_right_as_it_is(name: str) -> None:
    scenario, result = read_subject(name)
    assert verify_result(scenario, result).faults == ()


@pytest.mark.parametrize("number", CHANGED.parts)
def test_what_matters_is_noticed(number: int) -> None:
    """Each change is noticed, or cannot be and the list says why."""
    part = list_changes()[number :: CHANGED.full]
    assert part
    missed = [each for each in part if not is_noticed(each) and not find_reason(*each[1:])]
    assert not missed


def test_all_changes_are_in_the_parts() -> None:
    """About 4,000 of them are of Central Bedfordshire."""
    council = [each for each in list_changes() if each[0].startswith("Central Bedfordshire")]
    assert len(council) > 3600
    assert 0.9 <= len(list_changes()) / (CHANGED.each * CHANGED.full) <= 1.5


@pytest.mark.parametrize("entry", UNNOTICED, ids=lambda entry: entry.place)
def test_nothing_is_listed_that_is_noticed(entry: Any) -> None:
    """Of each place that is listed some change goes unnoticed."""
    changes = (each for each in list_changes() if entry.covers(*each[1:]))
    assert any(not is_noticed(each) for each in changes)


def test_the_page_prints_the_list() -> None:
    page = (ROOT / "docs" / "verify.md").read_text(encoding="utf-8")
    rows = [line for line in page.splitlines() if line.startswith("| `")]
    assert rows == write_rows()
