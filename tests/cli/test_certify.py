"""`solve --certify` and `verify --prove`: what a proof rests on is said, and asked for again."""

import json
from pathlib import Path

import pytest

from lotdesign.app import api
from lotdesign.input.load import load
from tests.cli.run import Answer, run
from tests.rules.office import doc, rule
from tests.strategies import to_toml
from tests.verify.results import honest

TINY = "examples/tiny"


@pytest.fixture(scope="module")
def certified(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The best design of the tiny example with its bound certificate."""
    file = tmp_path_factory.mktemp("certified") / "tiny.json"
    said = run("solve", TINY, "--certify", "--brief", "--quiet", "--out", file)
    assert (said.code, said.err) == (0, "")
    return file


def test_the_certificate_is_checked(certified: Path) -> None:
    assert "bound_certificate" in json.loads(certified.read_text())
    said = run("verify", TINY, certified)
    assert said.code == 0
    assert "its bound certificate was checked without a solver" in said.out
    proofs = json.loads(run("verify", TINY, certified, "--format", "json").out)["proofs"]
    assert proofs == [
        {"measure": "whole_life_cost", "basis": "bound certificate", "engines": []},
    ]


def test_a_changed_certificate_fails(certified: Path, tmp_path: Path) -> None:
    body = json.loads(certified.read_text())
    node = body["bound_certificate"]["claims"][0]["numbers"][-1]["node"]
    node["duals"]["units"][0] += 1
    file = tmp_path / "forged.json"
    file.write_text(json.dumps(body))
    said = run("verify", TINY, file)
    assert said.code == 7
    assert "bound certificate, whole_life_cost: its slack is" in said.out


def test_without_certificate_it_says_so(town: Path, solved: Answer) -> None:
    assert "bound_certificate" not in json.loads(solved.out)
    said = run("verify", town, "-", stdin=solved.out)
    assert "proved by CP-SAT, no bound certificate" in said.out


def test_the_answer_names_its_certificate() -> None:
    said = run("solve", TINY, "--certify", "--brief", "--quiet")
    assert "by the bound certificate in the JSON result" in " ".join(said.out.split())


def test_a_limit_leaves_the_certificate_out() -> None:
    scenario = load(TINY)
    result = api.solve(scenario, context=False).result
    assert api.certify(scenario, result, time_limit=1e-9) == result


def test_engines_are_asked_again(certified: Path) -> None:
    said = run("verify", TINY, certified, "--prove", "--quiet")
    assert said.code == 0
    assert "asked again, CP-SAT and HiGHS proved it too" in said.out


def test_engines_that_find_a_better_design(tmp_path: Path) -> None:
    """Honest in every figure, and called best: only engines, or a certificate, tell."""
    file, money = tmp_path / "office.toml", {"contract_management": 1000, "procurement": 500}
    file.write_text(to_toml(doc(rule("lot_count", min=2, max=4), money=money)))
    scenario = load(file)
    brief = api.solve(scenario, context=False).result
    forged = honest(scenario, "a b", "c y", "w").model_copy(update={"left_out": brief.left_out})
    worse = tmp_path / "worse.json"
    worse.write_text(forged.to_json())
    assert run("verify", file, worse).code == 0
    said = run("verify", file, worse, "--prove", "--quiet")
    assert said.code == 7
    assert "asked again: best" in said.out


def test_a_limit_is_for_proving_alone(certified: Path) -> None:
    said = run("verify", TINY, certified, "--time-limit", "5")
    assert said.code == 2
    assert "--prove" in said.err


def test_what_is_not_proved_again_in_time(certified: Path) -> None:
    said = run("verify", TINY, certified, "--prove", "--time-limit", "0.0001", "--quiet")
    assert said.code in (5, 6)
