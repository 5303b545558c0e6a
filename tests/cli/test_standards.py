"""`lotdesign standards` on the commissioning framework, whose standards the paper misnumbers."""

import json
from pathlib import Path

import lotdesign as ld
from lotdesign.report.standard_evidence import EVIDENCE_WRITERS
from tests.cli.run import ROOT, run
from tests.scenario.town import write

EXAMPLE = ROOT / "examples" / "commissioning-framework"


def told(*flags: str) -> dict[str, list[str]]:
    said = run("standards", EXAMPLE, "--quiet", "--format", "json", *flags)
    assert said.code == 0
    return {each["text"]: each["evidence"] for each in json.loads(said.out)["standards"]}


def test_every_standard_of_the_paper_by_its_text() -> None:
    """Fourteen texts under thirteen numbers: 4 stands twice and 8 is missing."""
    body = json.loads(run("standards", EXAMPLE, "--quiet", "--format", "json").out)
    sources = [each["source"] for each in body["standards"]]
    assert len(sources) == len({each["text"] for each in body["standards"]}) == 14
    assert sources[3:5] == ["printed as 4", "printed as 4, a second time"]
    assert sources[8] == "printed as 9; there is no 8"


def test_evidence_has_the_run_s_figures_and_the_rest_says_there_is_none() -> None:
    found = told()
    (texts,) = [found[text] for text in found if "transparent." in text]
    assert texts[0] == "5 rules in plain words, each met."
    assert sum(bool(each) for each in found.values()) == 6
    page = run("standards", EXAMPLE, "--quiet").out
    assert page.startswith("6 of 14 standards have evidence in this run.")
    assert page.count("No evidence here.") == 8


def test_evidence_goes_when_what_it_rests_on_goes() -> None:
    """Without the rule on a provider's failure nothing is said of sharing that risk."""
    found = told("--off", "failure")
    (contracts,) = [found[text] for text in found if text.startswith("Contracting mechanisms")]
    assert not any("withdraws" in each for each in contracts)
    assert told("--set", "market.small_needed=1") != found


def test_of_a_result_that_is_there_already(tmp_path: Path) -> None:
    kept = tmp_path / "result.json"
    run("solve", EXAMPLE, "--quiet", "--out", kept)
    fresh = run("standards", EXAMPLE, "--quiet")
    assert run("standards", EXAMPLE, "--result", kept).out == fresh.out
    other = run("standards", EXAMPLE, "--result", kept, "--set", "term.initial=2")
    assert (other.code, other.out) == (7, "")


def test_a_scenario_without_standards(tmp_path: Path) -> None:
    said = run("standards", write(tmp_path / "town"), "--quiet")
    assert (said.code, said.out) == (3, "")
    assert "[[standard]]" in said.err


def test_evidence_that_there_is_no_kind_of(tmp_path: Path) -> None:
    row = '[[standard]]\ntext = "x"\nevidence = ["rule"]\n[[objective]]\nmeasure = "travel"'
    change = ("scenario.toml", '[[objective]]\nmeasure = "travel"', row)
    said = run("check", write(tmp_path / "town", change))
    assert "did you mean 'rules'?" in said.err


def test_from_python_and_as_a_sheet() -> None:
    scenario = ld.load(EXAMPLE)
    found = ld.standards(scenario, ld.solve(scenario).result)
    assert [each[0] for each in found] == [each.text for each in scenario.standards]
    sheet = run("standards", EXAMPLE, "--quiet", "--format", "csv").out.splitlines()
    assert sheet[0] == "standard,source,evidence"
    assert len(sheet) == 15
    assert set(EVIDENCE_WRITERS) >= {kind for each in scenario.standards for kind in each.evidence}


def test_pooled_and_aligned_budgets_pay_or_it_is_impossible() -> None:
    """£720,000 of early intervention; council and schools hold £730,000, then £660,000."""
    (contracts,) = [each for text, each in told().items() if text.startswith("Contracting")]
    assert any("3 sources of funding" in each for each in contracts)
    short = ("--set", "funding.south-schools.annual=100000")
    said = run("standards", EXAMPLE, "--quiet", *short)
    assert said.code == 4
    assert "sources of funding" not in said.out
