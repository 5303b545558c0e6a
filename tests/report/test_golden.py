"""What a commissioner reads, word for word.

After a wanted change write it anew: `lotdesign solve examples/tiny --quiet --out
tests/report/golden/tiny.txt`; for the town from its test, with GOLDEN=write.
"""

import os
from pathlib import Path

import pytest

from tests.cli.run import ROOT, run
from tests.scenario.town import write

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize("example", ["tiny", "central-bedfordshire"])
def test_the_report_of_an_example(
    example: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    golden = GOLDEN / f"{example}.txt"
    if not golden.exists():
        pytest.skip(f"there is no {golden.name} yet")
    said = run("solve", ROOT / "examples" / example, "--quiet")
    assert said.code == 0
    assert said.out == golden.read_text(encoding="utf-8")


def test_the_report_of_the_town(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    golden = GOLDEN / "town.txt"
    said = run("solve", write(tmp_path / "town"), "--quiet")
    if os.environ.get("GOLDEN") == "write":
        golden.write_text(said.out, encoding="utf-8")
    assert said.out == golden.read_text(encoding="utf-8")
