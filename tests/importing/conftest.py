"""A town whose files are imported."""

from pathlib import Path

import pytest

from tests.importing.town_files import Town


@pytest.fixture
def town(tmp_path: Path) -> Town:
    return Town(tmp_path)
