"""Where the command line keeps things between runs is a folder of the test."""

from pathlib import Path

import pytest

from tests.cli.run import Answer
from tests.scenario.town import write


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of recent scenarios and crash files."""
    folder = tmp_path / "state"
    monkeypatch.setenv("XDG_STATE_HOME", str(folder))
    return folder


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """A valid scenario."""
    return write(tmp_path / "town")


@pytest.fixture(scope="session")
def solved(tmp_path_factory: pytest.TempPathFactory) -> Answer:
    """The town solved once, as JSON."""
    from tests.cli.run import run

    return run(
        "solve", write(tmp_path_factory.mktemp("solved") / "town"), "--format", "json", "--quiet"
    )
