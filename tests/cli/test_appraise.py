"""`lotdesign appraise`."""

import json
import shutil
from fractions import Fraction
from pathlib import Path

import lotdesign as ld
from tests.cli.run import ROOT, run
from tests.scenario.town import write

BATH = ROOT / "examples" / "bath"


def test_the_formats_say_the_same() -> None:
    body = json.loads(run("appraise", BATH, "--quiet", "--format", "json").out)
    sheet = run("appraise", BATH, "--quiet", "--format", "csv").out.splitlines()
    page = run("appraise", BATH, "--quiet").out
    assert len(sheet) == 1 + len(body["options"]) + 1
    for place in body["ranking"]:
        row = next(line for line in sheet if line.startswith(place["option"]))
        assert f",{place['rank']},{float(Fraction(place['points'])):.2f}," in row
        assert f"{float(Fraction(place['points'])):.2f}" in page
    assert body["not_scored"] == ["best"]
    assert "officers\nhave not scored it" in page


def test_of_a_result_that_is_there_already(tmp_path: Path) -> None:
    kept = tmp_path / "result.json"
    run("solve", BATH, "--quiet", "--out", kept)
    fresh = run("appraise", BATH, "--quiet")
    assert run("appraise", BATH, "--result", kept).out == fresh.out
    other = run("appraise", BATH, "--result", kept, "--set", "term.initial=2")
    assert (other.code, other.out) == (7, "")


def test_the_best_design_that_is_an_option_is_said_to_be_it() -> None:
    said = run("appraise", BATH, "--quiet", "--set", "objective.0.tolerance=0")
    assert "The best design by the scenario's aims is 5 One new contract for all." in (
        said.out.replace("\n", " ")
    )
    assert "Best design" not in said.out


def test_a_tie_for_the_first_place_is_said_with_what_decided() -> None:
    """At a weight of 25, a share of 5/19, both have 66.32 points."""
    said = run("appraise", BATH, "--quiet", "--set", "criterion.finance.weight=25")
    first = said.out.partition("\n\n")[0].replace("\n", " ")
    assert "as many as 5 One new contract for all; Contribution to the objectives decides" in first


def test_options_without_scores_are_still_judged(tmp_path: Path) -> None:
    said = run("appraise", write(tmp_path / "town"), "--quiet")
    assert said.code == 0
    assert said.out.startswith("1 option, none of them scored: write [[criterion]].")
    assert "Compared by the same measures" in said.out


def test_without_options(tmp_path: Path) -> None:
    gone = (
        "scenario.toml",
        '[[option]]\nid = "council"\nlots = [["north", "south"], ["work"]]',
        "",
    )
    said = run("appraise", write(tmp_path / "town", gone), "--quiet")
    assert (said.code, said.out) == (3, "")
    assert "[[option]]" in said.err


def test_a_result_without_the_options_is_refused() -> None:
    scenario = ld.load(BATH)
    bare = ld.solve(scenario, context=False).result
    said = run("appraise", BATH, "--result", "-", stdin=bare.to_json())
    assert (said.code, said.out) == (3, "")
    assert "does not compare with maintain" in said.err


def test_options_that_break_rules_are_shown_where_nothing_is_possible() -> None:
    """£1,500,000 pays for none of them."""
    said = run("appraise", BATH, "--quiet", "--set", "budget.annual=1500000")
    assert said.code == 0
    assert "No design keeps all rules." in said.out
    assert "It does not keep every rule." in said.out.replace("\n", " ")
    assert said.out.count("breaks 1") >= 5


def test_from_python() -> None:
    told = ld.appraise(ld.load(BATH))
    assert told.ranking["option"].to_list()[:2] == ["one-contract", "in-house"]
    assert told.weights["least"][0] == "5/19"
    assert told.measures.height == 6


def test_a_best_design_that_officers_scored_is_ranked(tmp_path: Path) -> None:
    """5 by every criterion is 100 points; where the best is an option its own scores count."""
    copy = tmp_path / "bath"
    shutil.copytree(BATH, copy)
    criteria = ("finance", "objectives", "users", "providers", "council", "social")
    with (copy / "scores.csv").open("a", encoding="utf-8") as file:
        file.writelines(f"best,{each},5,,assumption,a test\n" for each in criteria)
    told = ld.appraise(ld.load(copy)).told
    assert [(told.ranking[0].option, told.ranking[0].points)] == [("best", "100")]
    assert told.not_scored == ()
    same = run("appraise", copy, "--quiet", "--set", "objective.0.tolerance=0").out
    assert same.startswith("Of 5 scored options, 5 One new contract for all comes first")
    assert "The scores of best are not used" in same.partition("\n\n")[0].replace("\n", " ")
