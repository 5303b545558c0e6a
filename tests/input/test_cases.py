"""Small inputs that went wrong once: what `check` says of each, and its exit code."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.run import ROOT, run

CASES = Path(__file__).parents[1] / "cases"

SAYS: dict[str, tuple[int, tuple[str, ...]]] = {
    "three-places": (0, ("Valid: no fault was found",)),
    "formatted-to-last-row": (0, ("Valid: no fault was found", "6 units")),
    "case-variants": (0, ("The services youth and Youth differ in case only",)),
    "title-rows": (
        0,
        (
            "Rows 1 to 3 of units.csv stand above the header and were left out; "
            "row 9, a total, was left out.",
            "3 units",
        ),
    ),
    "two-passes": (
        3,
        (
            "row 3, column annual_turnover: 'unknown': write pounds",
            "row 3, column kind: 'Charity': known are council, mutual, national, school, sme, vcse",
            "row 3, column services: 'all': no such service; write * for all",
            "row 3, column localities: 'All': no such locality; write * for all",
            "row 4, column kind: 'National': did you mean 'national'?",
            "'family_hub, youth': no such service; ';' parts them: write family_hub;youth",
            "'west/mid': no such locality; ';' parts them: write west;mid",
        ),
    ),
    "semicolon-in-id": (
        3,
        ("localities.csv, row 2, column id: 'St. Mary;Central': ';' cannot stand in an id",),
    ),
    "ids-as-dates": (
        3,
        (
            "data.xlsx, sheet units, row 2, column id (cell A2): '2026-03-01': "
            "a date stands where an id should: the spreadsheet changed it",
            "(cell A3): '2026-05-04': a date stands",
        ),
    ),
    "formula-noise": (3, ("row 4", "it is shown as £168,888.89, and ROUND")),
    "header-id-case": (3, ("units.csv, row 1: 'Id': did you mean 'id'?",)),
}


@pytest.mark.parametrize("case", SAYS)
def test_a_case_is_answered_as_it_should_be(case: str) -> None:
    """All that must be said is said in one run, with the exit code that scripts look at."""
    code, words = SAYS[case]
    said = run("check", CASES / case)
    text = " ".join((said.out + said.err).split())
    assert said.code == code
    for each in words:
        assert each in text


def test_remarks_come_first() -> None:
    """What may be a slip is read before the proof that it makes the scenario impossible."""
    said = run("check", CASES / "case-variants")
    assert said.out.index("differ in case only") < said.out.lower().index("impossible")
    notes = json.loads(run("check", CASES / "case-variants", "--format", "json").out)["notes"]
    assert notes[0]["level"] == "remark"


def test_only_what_is_wrong_is_told() -> None:
    """No fault follows from another: an id with a semicolon, and a cell that is noise alone."""
    assert len(run("check", CASES / "semicolon-in-id").faults) == 2
    (only,) = run("check", CASES / "formula-noise").faults
    assert "(cell D4)" in only


def test_other_commands_tell_what_was_left_out(tmp_path: Path) -> None:
    """On stderr, after the answer; not where nothing is to be said there."""
    design = tmp_path / "design.json"
    design.write_text('{"lots": [["hub-west", "hub-mid", "hub-north"]]}', encoding="utf-8")
    judge = ("evaluate", CASES / "title-rows", "--design", design)
    said = run(*judge)
    assert "a total, was left out" in said.err
    assert "left out" not in said.out
    assert "left out" not in run(*judge, "--quiet").err


def test_a_workbook_formatted_to_the_last_row_costs_what_is_filled() -> None:
    """Within 200 MB, which the kernel holds the process to."""
    limits = "import resource; resource.setrlimit(resource.RLIMIT_DATA, (200_000_000,) * 2)"
    read = "from lotdesign.input.load import load; import sys; print(len(load(sys.argv[1]).units))"
    done = subprocess.run(
        [sys.executable, "-c", f"{limits}; {read}", CASES / "formatted-to-last-row"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=True,
    )
    assert done.stdout == "6\n"
