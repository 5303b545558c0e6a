"""A design that needs a certificate and has none is inadmissible, and every command says so.

The rules of the office are kept by all its designs, but nobody can take on all of it at once.
"""

import csv
import json
from collections.abc import Iterable
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest

import lotdesign as ld
from lotdesign.input.load import load
from lotdesign.result.model import Result
from tests.cli.run import run
from tests.rules.office import PROVIDERS, Row, doc, rule
from tests.strategies import to_toml
from tui.canvas.picture import Line
from tui.pictures.answer import draw_answer
from tui.pictures.compare import draw_figures
from tui.pictures.compared_designs import list_compared_designs
from tui.pictures.tray import draw_tray
from tui.session.session import Session, TrayEntry, UndoableState
from tui.snapshot import Snapshot

UNPLACED = "the market cannot carry all its lots at once"
OWN = {"id": "own", "name": "Own", "lots": [["a", "b", "c", "y"], ["w"]]}
FINE = {"id": "fine", "name": "Fine", "lots": [["a", "b", "c"], ["y"], ["w"]]}
ROOM = {"big": {"price": 100, "capacity": 100_000}, "small": {"price": 98}}
WANTED = ("aim", "prices", "both")


def document(*rules: Row, why: str = "prices") -> Row:
    """Big has room for two thirds; its prices, or an aim, ask who would take on what."""
    rows = [row | ROOM.get(row["id"], {}) for row in PROVIDERS]
    if why == "aim":
        rows = [{key: cell for key, cell in row.items() if key != "price"} for row in rows]
    aims = [{"measure": "whole_life_cost"}]
    aims += [{"measure": "largest_provider_share"}] if why != "prices" else []
    scored = [
        {"option": option, "criterion": "good", "score": score}
        for option, score in (("own", 5), ("fine", 4), ("best", 3))
    ]
    return doc(
        rule("lot_count", max=5),
        *rules,
        providers=rows,
        objective=aims,
        option=[OWN, FINE],
        criterion=[{"id": "good", "name": "Good", "weight": 1}],
        scores=scored,
    )


@pytest.fixture(params=WANTED)
def office(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The file of a scenario that asks for certificates, for one reason or another."""
    return written(tmp_path / "office.toml", document(why=request.param))


def written(file: Path, body: Row) -> Path:
    """The scenario in a file."""
    file.write_text(to_toml(body), encoding="utf-8")
    return file


def said(*command: str | Path, form: str = "table") -> str:
    """What a command says, as one line."""
    told = run(*command, "--format", form)
    assert told.code == 0, told.err
    return " ".join(told.out.split())


@pytest.mark.parametrize("form", ["table", "md"])
def test_evaluate_says_it_in_words(office: Path, form: str) -> None:
    told = said("evaluate", office, "--option", "own", form=form)
    assert f"It keeps the one rule, but is not admissible: {UNPLACED}." in told
    assert "It keeps the one rule." in said("evaluate", office, "--option", "fine", form=form)


def test_evaluate_says_it_in_json(office: Path) -> None:
    for option, holds in (("own", False), ("fine", True)):
        told = json.loads(said("evaluate", office, "--option", option, form="json"))
        assert (told["admissible"], told["certified"]) == (holds, holds)


def test_a_broken_rule_does_not_hide_it(tmp_path: Path) -> None:
    """Unless it is about awards, and says so itself."""
    many = rule("lot_size", max=3)
    file = written(tmp_path / "one.toml", document(many))
    told = said("evaluate", file, "--option", "own")
    assert f"It breaks 1 of 2 rules: lot_size. Also, {UNPLACED}." in told
    assert f"Own: breaks 1 rule, lot_size; {UNPLACED}." in said("solve", file, "--quiet")
    file = written(tmp_path / "two.toml", document(many, rule("award")))
    assert UNPLACED not in said("evaluate", file, "--option", "own")


def test_the_checker_believes_nothing_else(office: Path, tmp_path: Path) -> None:
    """Not that it has a certificate, and not that it is admissible."""
    file = tmp_path / "r.json"
    told = json.loads(said("evaluate", office, "--option", "own", form="json"))
    for changes in ({}, {"admissible": True}, {"certified": True}):
        file.write_text(json.dumps(told | changes))
        assert run("verify", office, file).code == (7 if changes else 0)
    file.write_text(json.dumps({key: told[key] for key in told if key != "admissible"}))
    assert run("verify", office, file).code == 0


def test_a_condition_that_does_not_hold_says_why(tmp_path: Path) -> None:
    """Of this design; that there is none at all is another answer."""
    scenario = written(tmp_path / "office.toml", document(rule("lot_size", max=3)))
    asked = ("--require", "admissible")
    for settings, why in (
        ((), f"it breaks lot_size; {UNPLACED}"),
        (("--off", "lot_size"), UNPLACED),
    ):
        file = tmp_path / "own.json"
        run("evaluate", scenario, "--option", "own", *settings, "--out", file, "--quiet")
        told = run("verify", scenario, file, *settings, *asked, "--quiet")
        assert (told.code, told.faults) == (8, [f"admissible does not hold: {why}."])
        told = run("compare", file, *asked, "--quiet")
        assert told.faults == [f"'own.json': admissible does not hold: {why}."]
    few = ("--set", "lot_count.max=1", "--off", "lot_size")
    assert run("solve", scenario, *few, "--out", file, "--quiet").code == 4
    told = run("verify", scenario, file, *few, *asked, "--quiet")
    assert told.faults == ["admissible does not hold: there is no design."]


def test_compare_and_diff_say_it(office: Path, tmp_path: Path) -> None:
    pair = (tmp_path / "own.json", tmp_path / "fine.json")
    for file in pair:
        run("evaluate", office, "--option", file.stem, "--out", file, "--quiet")
    told = said("compare", *pair)
    assert "Keeps every rule no certificate yes" in told
    assert f"own.json is not admissible: {UNPLACED}." in told
    results = json.loads(said("compare", *pair, form="json"))["results"]
    assert [(each["admissible"], each["certified"]) for each in results] == [
        (False, False),
        (True, True),
    ]
    rows = csv.DictReader(StringIO(run("compare", *pair, "--format", "csv").out))
    row = next(each for each in rows if each["what"] == "admissible")
    assert (row["own.json"], row["fine.json"]) == ("no", "yes")
    assert run("compare", *pair, "--require", "admissible").code == 8
    frame = ld.compare([ld.read_result(file) for file in pair])
    assert frame["admissible"].to_list() == [False, True]
    assert "Admissible: no, then yes." in said("diff", *pair)


def test_solve_says_it_of_what_it_compares_with(office: Path) -> None:
    told = said("solve", office, "--quiet")
    assert f"Own: {UNPLACED}." in told
    assert "no certificate" in told
    others = json.loads(said("solve", office, "--quiet", form="json"))["comparisons"]
    known = {each["id"]: (each["admissible"], each["certified"]) for each in others}
    assert known["own"] == known["one-for-all"] == (False, False)
    assert known["fine"] == (True, True)


def test_alternatives_leave_it_out(office: Path) -> None:
    asked = ("alternatives", office, "--tolerance", "50%", "--quiet")
    found = [each["lots"] for each in json.loads(said(*asked, form="json"))["designs"]]
    assert OWN["lots"] not in found
    assert FINE["lots"] in found


def test_an_atlas_says_it(tmp_path: Path) -> None:
    """There is none with prices."""
    many = rule("lot_size", max=3)
    office = written(tmp_path / "office.toml", document(many, why="aim"))
    assert f"Own: breaks lot_size, {UNPLACED}" in said("atlas", office, "--quiet")
    assert f"Own: {UNPLACED}" in said("atlas", office, "--quiet", "--off", "lot_size")


def test_an_appraisal_says_it(office: Path) -> None:
    told = said("appraise", office, "--quiet")
    first = "Own comes first with 100.00 points, 20.00 ahead of Fine."
    assert f"{first} It is not admissible: {UNPLACED}." in told
    assert told.count("no certificate") == 2
    options = json.loads(said("appraise", office, "--quiet", form="json"))["options"]
    assert [each["certified"] for each in options] == [False, True]


def test_the_terminal_says_it(office: Path) -> None:
    scenario = load(office)
    own = ld.evaluate(scenario, option="own").result
    best = ld.solve(scenario).result
    entries = (_entry(1, best), replace(_entry(2, own), kind="hand"))
    session = Session(
        str(office), UndoableState(hand=entries[1].lots, marks=("H2", "own")), entries=entries
    )
    sight = Snapshot(session, scenario, scenario)
    shown = _text(draw_answer(sight, 70).lines)
    assert f"not admissible: {UNPLACED}" in shown
    assert sight.glyphs.no in shown
    assert "Own (no certificate)" in _text(draw_tray(sight, 100, 20, False).lines)
    found = list_compared_designs(sight)
    assert len(found) == 2
    row = next(
        line for line in draw_figures(sight, found, 0, 120) if "Rules broken" in _text([line])
    )
    assert _text([row]).count("no certificate") == 2


def _entry(number: int, result: Result) -> TrayEntry:
    return TrayEntry(
        number, UndoableState().edits, "best", result, tuple("ABCDE"[: len(result.lots)])
    )


def _text(lines: Iterable[Line]) -> str:
    return "\n".join("".join(span.text for span in line) for line in lines)
