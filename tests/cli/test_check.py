"""`check`: what a valid scenario is told."""

import json
from pathlib import Path

from tests.cli.run import run


def test_a_valid_scenario(town: Path) -> None:
    said = run("check", town)
    assert said.code == 0
    assert said.out.startswith("Valid")
    assert "4 units" in said.out


def test_what_arithmetic_proves_impossible(town: Path) -> None:
    said = run("check", town, "--set", "budget.annual=1")
    assert said.code == 0, "it is an answer; solve and explain end with 4"
    assert said.out.startswith("Impossible")


def test_for_programs(town: Path) -> None:
    said = run("check", town, "--set", "budget.annual=1", "--format", "json")
    body = json.loads(said.out)
    assert said.code == 0
    assert body["valid"]
    assert body["impossible"]
    assert body["notes"][0]["level"] == "impossible"


def test_the_other_formats(town: Path) -> None:
    assert run("check", town, "--format", "md").out.startswith("Valid")
    assert run("check", town, "--format", "csv").out.startswith("level,text,rules\n")
