"""The page on measuring names everything that can be asked for."""

from pathlib import Path

import pytest

from benchmarks.county.plan import SIZES
from benchmarks.runners import PEERS, WAYS

PAGE = Path(__file__).parents[2] / "docs" / "benchmarks.md"


@pytest.mark.parametrize("name", [*PEERS, *WAYS, *SIZES])
def test_the_page_explains(name: str) -> None:
    assert f"`{name}`" in PAGE.read_text(encoding="utf-8")
