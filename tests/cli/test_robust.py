"""`lotdesign robust`: its forms, refusals and exit codes."""

import csv
import json
from io import StringIO
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

import lotdesign as ld
from lotdesign.result.model import Result
from tests.cli.run import ROOT, run

PAPER = ROOT / "examples" / "central-bedfordshire"
LEAN = 'case.lean={name="Lean", set=["market.small_needed=2", "money.contract_management=0"]}'
DEAR = 'case.dear={name="Dear", set=["money.contract_management=60000"]}'
CUT = 'case.cut={name="Cut", set=["envelope-youth.annual=363600"]}'
BOTH = ("robust", PAPER, "--quiet", "--set", LEAN, "--set", DEAR)


def told(*args: str | Path) -> Result:
    """The result as JSON, which its schema allows."""
    answer = run(*args, "--format", "json")
    found = json.loads(answer.out)
    schema = Result.model_json_schema(by_alias=True, mode="serialization")
    Draft202012Validator(schema).validate(found)
    return Result.model_validate(found)


def test_never_far_from_the_best_of_two_futures() -> None:
    """The answer in a meeting's words; every figure by `solve` in the case."""
    answer = run(*BOTH)
    assert answer.code == 0
    words = " ".join(answer.out.split())
    assert "6 lots, never more than £66,379 (0.44% of it) above the best whole-life cost" in words
    assert run(*BOTH).out == answer.out
    result = told(*BOTH)
    robust = result.robust
    assert robust is not None
    assert (result.status, robust.proved, robust.gap) == ("optimal", True, "0")
    assert robust.largest == robust.bound == 6637881
    lots = [lot.units for lot in result.lots]
    for case, change in zip(robust.cases, (LEAN, DEAR), strict=True):
        there = ld.load(PAPER, [each.strip('" ') for each in _list_changes(change)])
        assert case.best == ld.solve(there, context=False).result.objective[0].optimum
        assert case.value == ld.evaluate(there, design=lots).measures["whole_life_cost"]


def _list_changes(change: str) -> list[str]:
    return change.partition("set=[")[2].removesuffix("]}").split(",")


def test_a_case_without_a_design_is_named() -> None:
    answer = run(*BOTH, "--set", CUT)
    assert answer.code == 4
    assert "no design keeps all rules in the case “Cut” (proved)" in answer.out
    result = told(*BOTH, "--set", CUT)
    assert result.robust is not None
    assert result.robust.cases_without_design == ("cut",)
    assert (result.status, result.lots, result.verification.ok) == ("infeasible", (), True)


def test_without_a_case_there_is_nothing_to_weigh() -> None:
    answer = run("robust", PAPER, "--quiet")
    assert answer.code == 3
    assert "add a [[case]]" in answer.err


def test_a_row_for_each_case() -> None:
    rows = list(csv.DictReader(StringIO(run(*BOTH, "--format", "csv").out)))
    assert [(row["case"], row["regret"], row["proved"]) for row in rows] == [
        ("lean", "6637881", "yes"),
        ("dear", "0", "yes"),
    ]


def test_verify_works_a_robust_result_out_again(tmp_path: Path) -> None:
    """Untouched it agrees; a figure, a case or a claim that is changed is found."""
    file = tmp_path / "r.json"
    assert run(*BOTH, "--out", file).code == 0
    again = ("verify", PAPER, file, "--set", LEAN, "--set", DEAR)
    said = run(*again)
    assert said.code == 0
    assert "no better design by largest regret over the cases: proved by" in said.out
    assert run(*again, "--prove").code == 2
    whole = json.loads(file.read_text())
    changed = [
        {"largest": 6637880},
        {"total": 1},
        {"proved": False},
        {"unit": "lots"},
        {"admissible_as_it_stands": False},
        {"cases": [whole["robust"]["cases"][0] | {"value": 1}, whole["robust"]["cases"][1]]},
        {"cases": whole["robust"]["cases"][:1]},
        {"cases_without_design": ["dear"]},
    ]
    for change in changed:
        file.write_text(json.dumps(whole | {"robust": whole["robust"] | change}))
        assert run(*again).code == 7, change


def test_no_time_claims_nothing() -> None:
    result = told(*BOTH, "--time-limit", "0.01")
    assert result.robust is not None
    assert (result.robust.proved, result.status) in [(False, "unknown"), (False, "feasible")]
    assert run(*BOTH, "--time-limit", "0.01").code in (0, 5)


@pytest.mark.parametrize(("units", "code"), [("feasible", 6), ("optimal", 0)])
def test_a_proof_may_be_asked_for(units: str, code: int) -> None:
    from lotdesign.app.cli.exit_codes import choose_robust_exit

    result = told(*BOTH).model_copy(update={"status": units})
    assert choose_robust_exit(result, require_optimal=True).code == code


def test_the_python_call_gives_frames() -> None:
    found = ld.robust(ld.load(PAPER, [LEAN, DEAR]))
    assert found.lots.height == 6
    assert found.result.robust is not None
    assert found.result.robust.total == 6637881
