"""`verify`: a result is believed only when everything comes out again."""

import json
from pathlib import Path

from tests.cli.run import Answer, run


def test_a_true_result(town: Path, solved: Answer) -> None:
    said = run("verify", town, "-", stdin=solved.out)
    assert said.code == 0
    assert said.out.startswith("verified: ")
    assert json.loads(run("verify", town, "-", "--format", "json", stdin=solved.out).out)["ok"]


def test_a_changed_penny(town: Path, solved: Answer, tmp_path: Path) -> None:
    body = json.loads(solved.out)
    body["lots"][0]["paid_pence"][0] -= 1
    file = tmp_path / "r.json"
    file.write_text(json.dumps(body))
    said = run("verify", town, file)
    assert said.code == 7
    assert "paid" in said.out


def test_the_result_of_another_scenario(town: Path, solved: Answer) -> None:
    said = run("verify", town, "-", "--set", "market.small_needed=1", stdin=solved.out)
    assert said.code == 7
    assert "sha256" in said.out


def test_a_bare_design_belongs_to_evaluate(town: Path) -> None:
    said = run("verify", town, "-", stdin='{"lots": [["north"]]}')
    assert said.code == 3
    assert "evaluate" in said.err


def test_what_is_no_result(town: Path, tmp_path: Path) -> None:
    for text in ("", "[1]", "{}", '{"lots": 3}', "[" * 100_000):
        said = run("verify", town, "-", stdin=text)
        assert (said.code, said.out) == (3, "")
    assert run("verify", town, tmp_path / "nowhere.json").code == 3
    assert run("verify", town, "-", stdin=b"\xff").code == 3


def test_only_one_thing_comes_from_stdin() -> None:
    assert run("verify", "-", "-").code == 2
