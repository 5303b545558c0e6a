"""Examples from public notices: what each command ends with, and the same bytes each time."""

from pathlib import Path

import pytest

from tests.cli.run import ROOT, run

EXAMPLES = ROOT / "examples"
ANSWERS = [
    (("solve", "gloucestershire"), 0, "proved best"),
    (("solve", "gloucestershire/lot-1-finds-nobody.toml"), 4, "Impossible"),
    (("explain", "gloucestershire/lot-1-finds-nobody.toml"), 4, "--set pairs.min=1"),
    (("solve", "calderdale"), 0, "proved best"),
    (("frontier", "calderdale"), 0, "proved by"),
    (("solve", "kingston-richmond"), 0, "proved best"),
    (("evaluate", "kingston-richmond", "--option", "cells"), 0, "breaks 2 of 3 rules"),
    (("solve", "surrey-unitaries"), 0, "proved best"),
    (("price", "surrey-unitaries", "--no-split"), 0, "no-crossing  £264,310.30"),
    (("solve", "durham"), 0, "4 (best)  £6,905,492"),
]


@pytest.mark.parametrize(("command", "code", "words"), ANSWERS, ids=str)
def test_one_command_answers(command: tuple[str, ...], code: int, words: str) -> None:
    name, scenario, *flags = command
    answer = run(name, EXAMPLES / scenario, "--quiet", *flags)
    assert answer.code == code
    assert words in answer.out


@pytest.mark.parametrize("scenario", sorted({c[1] for c, *_ in ANSWERS}))
def test_the_same_bytes_each_time(scenario: str, tmp_path: Path) -> None:
    for name in ("first.json", "second.json"):
        run("solve", EXAMPLES / scenario, "--quiet", "--reproducible", "--out", tmp_path / name)
    first = (tmp_path / "first.json").read_bytes()
    assert first == (tmp_path / "second.json").read_bytes()
    assert b'"status"' in first


@pytest.mark.parametrize("name", sorted({c[1] for c, *_ in ANSWERS if "/" not in c[1]}))
def test_new_copies_each_of_them(name: str, tmp_path: Path) -> None:
    target = tmp_path / name
    assert run("new", target, "--example", name).code == 0
    assert run("check", target, "--quiet").code == 0
    copied = sorted(path.name for path in target.iterdir())
    assert copied == sorted(path.name for path in (EXAMPLES / name).iterdir())
