"""`compare`, `diff` and conditions as scripts use them."""

import json
from pathlib import Path

import pytest

from tests.cli.run import ROOT, Answer, run

TINY = ROOT / "examples" / "tiny"
HOSTILE = "=x\x1b[31m\n\u202e.json"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two results, and a design that is none yet."""
    folder = tmp_path_factory.mktemp("results")
    assert run("solve", TINY, "--quiet", "--out", folder / "a.json").code == 0
    settings = ("--set", "market.small_needed=1", "--off", "connected")
    assert run("solve", TINY, *settings, "--quiet", "--out", folder / "b.json").code == 0
    lots = [["centre-east", "centre-west", "centre-hill", "youth-east"], ["youth-west"]]
    (folder / "design.json").write_text(json.dumps({"lots": [*lots, ["youth-hill"]]}))
    return folder


def test_differences_are_an_answer_unless_asked_for(folder: Path) -> None:
    a, b = folder / "a.json", folder / "b.json"
    assert run("diff", a, b).code == 0
    assert run("diff", a, b, "--exit-code").code == 8
    same = run("diff", a, a, "--exit-code")
    assert (same.code, same.err) == (0, "")
    assert same.out == "No differences: the same lots, measures, rules and settings.\n"


def test_json_says_what_moved(folder: Path) -> None:
    said = run("diff", folder / "a.json", folder / "b.json", "--format", "json", "--quiet")
    told = json.loads(said.out)
    assert said.err == ""
    assert [each["unit"] for each in told["moved"]] == ["centre-hill", "youth-hill"]
    cost = next(each for each in told["measures"] if each["name"] == "whole_life_cost")
    assert (cost["difference"], cost["verdict"]) == (-252000, "better")
    assert [(each["name"], each["after"]) for each in told["settings"]] == [
        ("market.small_needed", "1"),
        ("connected", "off"),
    ]


def test_a_renumbered_result_does_not_differ(folder: Path, tmp_path: Path) -> None:
    body = json.loads((folder / "a.json").read_text())
    body["lots"] = [
        {**lot, "id": f"{n}", "name": f"Lot {n}", "units": lot["units"][::-1]}
        for n, lot in enumerate(body["lots"][::-1], 1)
    ]
    (tmp_path / "r.json").write_text(json.dumps(body))
    assert run("diff", folder / "a.json", tmp_path / "r.json", "--exit-code").code == 0


@pytest.mark.parametrize("form", ["table", "md", "csv", "json"])
def test_designs_and_options_are_judged_by_the_scenario(folder: Path, form: str) -> None:
    given = (folder / "a.json", folder / "design.json", "option:places")
    said = run("compare", *given, "--scenario", TINY, "--format", form)
    assert (said.code, said.err) == (0, "")
    for name in ("a.json", "design.json", "option:places"):
        assert name in said.out


def test_other_settings_are_remarked(folder: Path) -> None:
    said = run("compare", folder / "a.json", folder / "b.json")
    assert said.faults == ["'b.json' was asked with other settings than 'a.json'."]


def test_conditions_hold_or_end_with_8(folder: Path) -> None:
    a, b = folder / "a.json", folder / "b.json"
    held = ("--require", "accessible_share>=0.6", "--require", "admissible")
    assert run("compare", a, b, *held).code == 0
    said = run("compare", a, b, "--require", "whole_life_cost<=£787,000", *held, "--quiet")
    assert said.code == 8
    assert said.faults == ["'a.json': whole_life_cost<=£787,000 does not hold: it is £788,760."]


def test_verify_works_conditions_out_again(folder: Path) -> None:
    a = folder / "a.json"
    assert run("verify", TINY, a, "--require", "whole_life_cost<=788760").code == 0
    said = run("verify", TINY, a, "--require", "lots>2", "--require", "admissible")
    assert said.code == 8
    assert said.out.startswith("verified: ")
    assert said.faults == ["lots>2 does not hold: it is 2."]
    missing = run("verify", TINY, a, "--require", "largest_provider_share<=50%")
    assert missing.faults == ["largest_provider_share<=50% does not hold: there is no such figure."]
    other = run("verify", TINY, a, "--set", "access.lots=1", "--require", "lots>2")
    assert other.code == 7


def test_an_exact_share_is_not_rounded_before_it_is_compared(tmp_path: Path) -> None:
    """27 of 38 are written 0.710526, which is less."""
    result, off = tmp_path / "r.json", ("--off", "providers.lowland")
    said = run("evaluate", TINY, *off, "--option", "places", "--out", result, "--quiet")
    assert said.code == 0
    share = json.loads(result.read_text())["measures"]["accessible_share"]
    assert share == "0.710526"
    assert run("compare", result, "--require", f"accessible_share={share}").code == 0
    assert run("verify", TINY, result, *off, "--require", f"accessible_share={share}").code == 8
    assert run("verify", TINY, result, *off, "--require", f"accessible_share>{share}").code == 0


def test_beside_a_result_without_a_design(folder: Path, tmp_path: Path) -> None:
    """There is nothing to differ from, and what is equal in all others is nobody's best."""
    none = tmp_path / "none.json"
    assert run("solve", TINY, "--set", "access.lots=9", "--out", none, "--quiet").code == 4
    told = run("compare", none, folder / "a.json", folder / "b.json", "--quiet").out
    assert "impossible (proved)" in told
    cost = next(line for line in told.splitlines() if line.startswith("Whole-life cost"))
    assert cost.split() == ["Whole-life", "cost", "–", "£788,760", "£786,240", "*"]
    assert sum("*" in line for line in told.splitlines()) == 4
    said = run("diff", none, folder / "a.json", "--quiet").out
    assert "Status: infeasible, then optimal." in said
    assert "Lots that changed" not in said


def test_a_condition_that_is_none_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    for command in (("compare", tmp_path / "no.json"), ("verify", TINY, tmp_path / "no.json")):
        said = run(*command, "--require", "lotz>2", "--require", "lots>x")
        assert said.code == 3
        assert len(said.faults) == 2


def test_wrong_files_are_named_together(folder: Path, tmp_path: Path) -> None:
    files = {"empty.json": "", "list.json": "[1]", "other.json": "{}", "deep.json": "[" * 99_999}
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    wrong = [tmp_path / name for name in files]
    said = run("compare", folder / "a.json", *wrong, tmp_path / "none.json", "option:places")
    assert (said.code, said.out) == (3, "")
    for name in (*files, "none.json", "option:places"):
        assert name in said.err
    assert run("diff", folder / "design.json", folder / "a.json").code == 3


def test_what_cannot_be_meant(folder: Path) -> None:
    a = folder / "a.json"
    assert run("compare").code == 2
    assert run("diff", a).code == 2
    assert run("diff", "-", "-").code == 2
    assert run("compare", a, "--off", "access").code == 2
    assert run("compare", a, "--out", a).code == 2


def test_names_from_files_are_never_obeyed(folder: Path, tmp_path: Path) -> None:
    body = json.loads((folder / "b.json").read_text())
    for n, lot in enumerate(body["lots"]):
        lot["name"] = f"=cmd{n}|\x1b[31m\n"
    body["lots"][0]["units"][0] = "=1+1\x1b"
    body["rules"][0] |= {"id": "@x\x07", "sentence": "\u202eevil\n"}
    body["scenario"]["settings"] = ["--set =a\x1b=\x1b[2J", "--off x", "nonsense"]
    hostile = tmp_path / HOSTILE
    hostile.write_text(json.dumps(body))
    for command in ("diff", "compare"):
        for form in ("table", "md", "csv"):
            said = run(command, folder / "a.json", hostile, "--format", form)
            assert said.code == 0
            _is_plain(said)
            cells = said.out.replace("\n", ",").split(",") if form == "csv" else []
            assert not [cell for cell in cells if cell[:1] in ("=", "@")]


def _is_plain(said: Answer) -> None:
    assert all(line.isprintable() for line in (*said.out.splitlines(), *said.faults))


def test_results_from_stdin_and_of_one_name(folder: Path, tmp_path: Path) -> None:
    a = folder / "a.json"
    (tmp_path / "a.json").write_bytes(a.read_bytes())
    said = run("compare", a, a, tmp_path / "a.json", "-", "--format", "json", stdin=a.read_text())
    names = [each["name"] for each in json.loads(said.out)["results"]]
    assert names == [str(a), f"{a} (2)", str(tmp_path / "a.json"), "stdin"]
