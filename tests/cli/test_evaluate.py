"""`evaluate`: any design is judged; breaking a rule is an answer."""

import json
from pathlib import Path

import pytest

from tests.cli.run import Answer, run

WHOLE = {"lots": [["north", "south"], ["work"]]}


def test_an_option(town: Path) -> None:
    said = run("evaluate", town, "--option", "council")
    assert said.code == 0
    assert said.out.startswith("Judged: council: 2 lots at")


def test_a_design_that_breaks_a_rule(town: Path) -> None:
    said = run("evaluate", town, "--option", "council", "--set", "budget.annual=300")
    assert said.code == 0
    assert "It breaks 1 of 2 rules: budget." in said.out.replace("\n", " ")
    assert "broken; £" in said.out


def test_a_file_of_lots_or_a_whole_result(town: Path, solved: Answer, tmp_path: Path) -> None:
    file = tmp_path / "design.json"
    for text in (json.dumps(WHOLE), solved.out):
        file.write_text(text)
        assert run("evaluate", town, "--design", file).code == 0
    assert run("evaluate", town, "--design", "-", stdin=json.dumps(WHOLE)).code == 0


@pytest.mark.parametrize(
    "design",
    [
        {"lots": [["north"]]},
        {"lots": [["nroth", "south"], ["work"]]},
        {"lots": [["north", "south"], ["work"], []]},
        {"lots": []},
        {"lots": [[1]]},
        {"lots": "north"},
        {},
        [],
        {**WHOLE, "routes": ["external"]},
        {**WHOLE, "routes": ["external", "in_house"]},
    ],
)
def test_what_is_no_design(town: Path, design: object) -> None:
    said = run("evaluate", town, "--design", "-", stdin=json.dumps(design))
    assert (said.code, said.out) == (3, "")
    assert said.faults


def test_an_unknown_option(town: Path) -> None:
    said = run("evaluate", town, "--option", "concil")
    assert said.code == 3
    assert "council" in said.err


def test_either_an_option_or_a_design(town: Path) -> None:
    assert run("evaluate", town).code == 2
    assert run("evaluate", town, "--option", "a", "--design", "b").code == 2
