"""The page on measuring names everything that can be asked for."""

from pathlib import Path

import pytest

from lotdesign.app.bench.county.plan import SIZES_BY_KIND
from lotdesign.app.bench.runners import OWN_RUNNERS, PEERS

PAGE = Path(__file__).parents[2] / "docs" / "benchmarks.md"


@pytest.mark.parametrize("name", [*PEERS, *OWN_RUNNERS, *SIZES_BY_KIND])
def test_the_page_explains(name: str) -> None:
    assert f"`{name}`" in PAGE.read_text(encoding="utf-8")
