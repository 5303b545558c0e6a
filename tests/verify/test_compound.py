"""Lies that are told in several places at once, with figures that agree, are noticed."""

from copy import deepcopy
from typing import Any

import pytest
from pydantic import ValidationError

from lotdesign.result.model import Result
from lotdesign.verify.verify import verify_result
from tests.cli.run import ROOT
from tests.verify.compound import Lie, list_lies, list_unnoticed_lies
from tests.verify.subjects import read_subject

LIES = list_lies()
UNNOTICED = list_unnoticed_lies()


def test_there_are_sixty_of_them() -> None:
    assert len(LIES) >= 60


@pytest.mark.parametrize("name", LIES)
def test_a_lie_is_noticed(name: str) -> None:
    """It changes the result, which still reads as one and is no longer right."""
    faults = _find_faults(LIES[name])
    assert faults


def _find_faults(lie: Lie) -> Any:
    subject, tell = lie
    scenario, result = read_subject(subject)
    dump = deepcopy(result.model_dump(mode="json", by_alias=True))
    tell(dump)
    dump["verification"] = {"ok": True, "checks": 0}
    try:
        told = Result.model_validate(dump)
    except ValidationError as error:
        pytest.fail(f"no result at all: {error}")
    assert told != result.model_copy(update={"verification": told.verification})
    return verify_result(scenario, told).faults


@pytest.mark.parametrize("name", UNNOTICED)
def test_what_only_a_search_finds_out_is_listed(name: str) -> None:
    """It goes unnoticed, and the page says so."""
    assert not _find_faults(UNNOTICED[name].told)
    page = (ROOT / "docs" / "verify.md").read_text(encoding="utf-8")
    assert f"| {name} | {UNNOTICED[name].why} |" in page
