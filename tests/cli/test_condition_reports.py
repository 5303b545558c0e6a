"""What came of conditions as continuous integration reads it: JUnit XML and annotations."""

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from lotdesign.report.condition_reports import ConditionCheck, write_annotations, write_junit
from tests.cli.run import ROOT, run

TINY = ROOT / "examples" / "tiny"
TOO_DEAR = "whole_life_cost<=£780,000"
REASON = f"{TOO_DEAR} does not hold: it is £788,760"


@pytest.fixture(scope="module")
def best(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("results") / "a.json"
    assert run("solve", TINY, "--quiet", "--out", path).code == 0
    return path


def read_cases(path: Path) -> dict[str, tuple[str, str]]:
    """Of each case by its name: passed, failed or skipped, and the message."""
    top = ElementTree.parse(path).getroot()
    (suite,) = top
    cases = {}
    for case in suite:
        (told, *more) = [*case, None]
        assert not [each for each in more if each is not None]
        kind = "passed" if told is None else told.tag
        cases[case.attrib["name"]] = (kind, "" if told is None else told.get("message", ""))
    kinds = [kind for kind, _ in cases.values()]
    counted = (str(len(cases)), str(kinds.count("failure")), str(kinds.count("skipped")))
    for each in (top, suite):
        assert (each.get("tests"), each.get("failures"), each.get("skipped")) == counted
    return cases


def test_verify_tells_of_each_condition(best: Path, tmp_path: Path) -> None:
    file = tmp_path / "junit.xml"
    asked = ("--require", TOO_DEAR, "--require", "admissible", "--report", f"junit={file}")
    said = run("verify", TINY, best, *asked)
    assert said.code == 8
    assert f"{REASON}." in said.faults
    assert read_cases(file) == {
        "verified": ("passed", ""),
        TOO_DEAR: ("failure", REASON),
        "admissible": ("passed", ""),
    }
    first = file.read_bytes()
    run("verify", TINY, best, *asked)
    assert file.read_bytes() == first


def test_of_wrong_figures_no_condition_is_asked(best: Path, tmp_path: Path) -> None:
    body = json.loads(best.read_text())
    body["lots"][0]["paid_pence"][0] -= 1
    wrong, file = tmp_path / "wrong.json", tmp_path / "junit.xml"
    wrong.write_text(json.dumps(body))
    said = run("verify", TINY, wrong, "--require", "lots=2", "--report", f"junit={file}")
    assert said.code == 7
    cases = read_cases(file)
    assert cases["lots=2"] == ("skipped", "")
    assert cases["verified"][0] == "failure"
    assert "paid" in cases["verified"][1]


def test_compare_tells_of_each_result(best: Path, tmp_path: Path) -> None:
    junit, notes = tmp_path / "junit.xml", tmp_path / "notes.txt"
    given = (best, "option:places", "--scenario", TINY, "--require", "lots=2", "--quiet")
    reports = ("--report", f"junit={junit}", "--report", f"github={notes}")
    assert run("compare", *given, *reports).code == 8
    cases = [
        (case.get("classname"), [each.get("message") for each in case])
        for case in ElementTree.parse(junit).iter("testcase")
    ]
    unmet = "lots=2 does not hold: it is 3"
    assert cases == [("a.json", []), ("option:places", [unmet])]
    assert notes.read_text() == f"::error title=lotdesign compare::option:places: {unmet}\n"


def test_annotations_stand_in_the_log_without_a_file(best: Path) -> None:
    said = run("verify", TINY, best, "--require", "lots>2", "--quiet", "--report", "github")
    assert said.code == 8
    assert said.out.startswith("verified: ")
    where = str(best).replace(":", "%3A").replace(",", "%2C")
    line = f"::error file={where},title=lotdesign verify::{best}: lots>2 does not hold: it is 2"
    assert line in said.faults


def test_the_answer_and_its_reports_go_to_files_of_their_own(best: Path, tmp_path: Path) -> None:
    out, junit = tmp_path / "said.txt", tmp_path / "junit.xml"
    asked = ("--require", "lots=2", "--report", f"junit={junit}", "--out", out, "--quiet")
    for given, first in ((("verify", TINY, best), "verified"), (("compare", best), "Measure")):
        said = run(*given, *asked)
        assert (said.code, said.out, said.err) == (0, "", "")
        assert out.read_text(encoding="utf-8").startswith(first)
        assert 'failures="0"' in junit.read_text(encoding="utf-8")


def test_conditions_that_hold_leave_no_annotation(best: Path, tmp_path: Path) -> None:
    asked = ("--require", "lots=2", "--report", "github")
    said = run("verify", TINY, best, *asked)
    assert (said.code, said.err) == (0, "")


def test_text_from_files_makes_no_markup_and_no_second_command() -> None:
    hostile = ConditionCheck('a"<b>\n::error::x\x1b', "p%,:q\x00", "</failure>&", "100%\r\n::x")
    case = ElementTree.fromstring(write_junit("verify", [hostile]).encode()).find(".//testcase")
    assert case is not None
    assert case.attrib == {"classname": 'a"<b>\\n::error::x\\x1b', "name": "</failure>&"}
    (line,) = write_annotations("verify", [hostile]).splitlines()
    assert line == (
        "::error file=p%25%2C%3Aq\\x00,title=lotdesign verify::"
        'a"<b>\\n::error::x\\x1b: 100%25\\r\\n::x'
    )


@pytest.mark.parametrize(
    ("report", "right"),
    [
        ("junit", "give a file, as junit=FILE"),
        ("junit=", "give a file, as junit=FILE"),
        ("github=", "give a file, as github=FILE"),
        ("junit=-", "stdout has the answer; give a file"),
        ("junitt=x.xml", "did you mean 'junit'?"),
    ],
)
def test_a_wrong_report_is_told_before_anything_is_read(
    report: str, right: str, tmp_path: Path
) -> None:
    for given in (("verify", TINY, tmp_path / "none"), ("compare", tmp_path / "none")):
        said = run(*given, "--require", "lots>2", "--report", report)
        assert (said.code, said.out) == (2, "")
        assert said.faults == [f"lotdesign: --report '{report}': {right}"]


def test_a_report_never_takes_the_place_of_what_is_read(best: Path, tmp_path: Path) -> None:
    before = best.read_bytes()
    for given in (("verify", TINY, best), ("compare", best)):
        assert run(*given, "--require", "lots=2", "--report", f"junit={best}").code == 2
    assert best.read_bytes() == before
    out = tmp_path / "one.txt"
    said = run("verify", TINY, best, "--out", out, "--report", f"junit={out}")
    assert said.code == 2


def test_compare_has_nothing_to_report_without_conditions(best: Path, tmp_path: Path) -> None:
    said = run("compare", best, "--report", f"junit={tmp_path / 'x.xml'}")
    assert said.code == 2
    assert said.faults == ["lotdesign: --report tells of conditions; give --require too"]
    assert not (tmp_path / "x.xml").exists()
