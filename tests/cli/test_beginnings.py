"""`new`, `schema` and `doctor`."""

import json
from pathlib import Path

import pytest

from lotdesign.shipped_examples import ShippedExample, list_example_scenarios
from tests.cli.run import run
from tests.scenario.town import write


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One example, the town."""
    example = ShippedExample("tiny", write(tmp_path / "examples" / "tiny"), "A town")
    monkeypatch.setattr("lotdesign.app.cli.commands.new.list_example_scenarios", lambda: (example,))


@pytest.mark.usefixtures("shipped")
def test_a_new_folder_can_be_solved(tmp_path: Path) -> None:
    said = run("new", tmp_path / "mine")
    assert said.code == 0
    assert "lotdesign solve" in said.out
    assert run("check", tmp_path / "mine").code == 0


@pytest.mark.usefixtures("shipped")
def test_what_is_there_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("mine")
    assert run("new", tmp_path / "mine").code == 2
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["notes.txt"]
    assert run("new", tmp_path / "mine" / "notes.txt").code == 2
    assert run("new", tmp_path / "other", "--example", "tyni").code == 2
    assert not (tmp_path / "other").exists()


def test_the_examples_are_found() -> None:
    assert "central-bedfordshire" in {example.name for example in list_example_scenarios()}


def test_a_framework_can_be_started_from(tmp_path: Path) -> None:
    said = run("new", tmp_path / "mine", "--example", "northamptonshire")
    assert "lotdesign framework" in said.out
    assert run("framework", tmp_path / "mine").code == 0


def test_the_schema_is_json() -> None:
    assert "units" in json.loads(run("schema").out)["properties"]
    assert "offers" in json.loads(run("schema", "--framework").out)["properties"]


def test_the_doctor_compares_with_known_answers() -> None:
    said = run("doctor", "--format", "json")
    assert said.code == 0
    body = json.loads(said.out)
    assert body["ok"]
    assert {"best design", "impossible rules"} <= {each["name"] for each in body["checks"]}


def test_the_doctor_notices_a_wrong_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    from lotdesign.app.cli.commands.doctor import KnownAnswer

    monkeypatch.setattr(
        "lotdesign.app.cli.commands.doctor.KNOWN_ANSWERS",
        (KnownAnswer("x", "schema = 1", "2 lots"),),
    )
    said = run("doctor")
    assert said.code == 7
    assert "NO" in said.out
