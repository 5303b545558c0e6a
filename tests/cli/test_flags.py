"""Flags that commands share, and what is said of wrong values."""

import ast
import json
from inspect import signature
from typing import get_args

import pytest

from lotdesign.app import api
from lotdesign.app.cli import options
from lotdesign.app.cli.arguments import SearchOptions
from lotdesign.app.cli.exit_codes import ExitCode
from lotdesign.app.cli.hard_limits import COMMANDS_WITH_LIMITS
from lotdesign.app.cli.registry import COMMANDS, load_command
from solver.backends.registry import EngineChoice
from tests.cli.run import ROOT, run

TINY = ROOT / "examples" / "tiny"
COUNCIL = ROOT / "examples" / "central-bedfordshire"
SEARCHES = ("solve", "explain", "price", "alternatives", "frontier")


@pytest.mark.parametrize(
    ("args", "right"),
    [
        (("solve", TINY, "--engine", "foo"), "known are auto, both, cp-sat, highs"),
        (("price", TINY, "--engine", "hihgs"), "did you mean 'highs'?"),
        (("solve", TINY, "--seed", "x"), "give a whole number, 0 to 2147483647"),
        (("sweep", TINY, "--workers", "-1"), "give a whole number, 0 to 1024"),
        (("explain", TINY, "--time-limit", "nan"), "give seconds above 0"),
        (("frontier", TINY, "--time-limit", "0"), "give seconds above 0"),
        (("alternatives", TINY, "--most", "0"), "give a whole number, 1 or more"),
        (("verify", TINY, "-", "--format", "csv"), "known are json, table"),
        (("atlas", TINY, "--limit", "1.5"), "give a whole number, 1 or more"),
    ],
)
def test_a_wrong_value_is_told_in_one_line(args: tuple[object, ...], right: str) -> None:
    """Where, what, and what would be right; nothing is read, nothing solved."""
    said = run(*map(str, args))
    assert said.code == ExitCode.WRONG_USAGE
    assert said.out == ""
    assert said.faults == [f"lotdesign: {args[-2]} '{args[-1]}': {right}"]


@pytest.mark.parametrize("command", SEARCHES)
@pytest.mark.parametrize("engine", ["cp-sat", "highs", "both"])
def test_every_search_takes_an_engine(command: str, engine: str) -> None:
    """All engines say the same, and only those asked are named."""
    asked = [command, TINY, "--format", "json", "--quiet"]
    asked += ["--measures", "whole_life_cost,lots"] if command == "frontier" else []
    told = json.loads(run(*asked, "--engine", engine).out)
    first = json.loads(run(*asked).out)
    for key in ("status", "objective", "optimum", "points", "designs", "rules"):
        assert told.get(key) == first.get(key)
    named = {each for each in told.get("proved_by", []) if each in ("cp-sat", "highs")}
    assert named <= ({"cp-sat", "highs"} if engine == "both" else {engine})


def test_explain_names_the_engines_that_proved_it() -> None:
    asked = ("explain", COUNCIL / "too-much.toml", "--format", "json", "--quiet")
    by = {
        e: json.loads(run(*asked, "--engine", e).out) for e in ("auto", "cp-sat", "highs", "both")
    }
    assert len({tuple(map(tuple, told["conflicts"])) for told in by.values()}) == 1
    for engine, told in by.items():
        proofs = {each for note in told["details"] for each in note["proved_by"]}
        assert proofs <= {"cp-sat", "highs", "pre-flight arithmetic", "listing the lots"}
        if engine in ("cp-sat", "highs"):
            assert proofs & {"cp-sat", "highs"} <= {engine}


def test_an_engine_that_is_none_is_told_to_python_too() -> None:
    scenario = api.load(TINY)
    for call in (api.explain, api.price, api.alternatives, api.frontier):
        with pytest.raises(ValueError, match="known are auto, cp-sat, highs, both"):
            call(scenario, engine="cplex")


def test_every_command_says_what_it_takes() -> None:
    """Fields of shared dataclasses are flags like any other."""
    for command in COMMANDS:
        said = run(command, "--help")
        assert said.code == 0
        assert "TARGET" not in said.out
    assert "--engine auto|cp-sat|highs|both" in run("price", "--help").out


def test_every_command_is_registered() -> None:
    """The modules of the commands define these functions and no others."""
    folder = ROOT / "lotdesign" / "app" / "cli" / "commands"
    defined = {
        node.name
        for path in folder.glob("*.py")
        if path.stem in COMMANDS.values()
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef)
        and ast.unparse(node.returns or node.args) == "ExitCode"
        and not node.name.startswith("_")
    }
    # A word of Python, as import, has a low line behind it.
    found = {load_command(name).__name__ for name in COMMANDS}
    assert defined == found
    assert {name.removesuffix("_") for name in found} == set(COMMANDS)


def test_every_search_is_held_to_its_limits() -> None:
    taking = {
        name
        for name in COMMANDS
        for each in signature(load_command(name)).parameters.values()
        if each.annotation is SearchOptions
    }
    assert taking == COMMANDS_WITH_LIMITS


def test_the_command_line_knows_the_engines() -> None:
    assert get_args(options.EngineChoice) == get_args(EngineChoice)
