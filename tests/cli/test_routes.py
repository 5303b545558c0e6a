"""Designs that differ only in how their lots are delivered are told apart by every command."""

import csv
import json
from io import StringIO
from pathlib import Path

import polars as pl
import pytest

from tests.cli.run import ROOT, run

BATH = ROOT / "examples" / "bath"
CHEAP = (
    *("--set", "routes.in_house.annual_management=0"),
    *("--set", "routes.in_house.liability_annual=0"),
)
"""In-house lots cost little more than contracts."""
ALL = "bath-west+bath-east+keynsham+somer-valley"


def rows(text: str) -> list[dict[str, str]]:
    """Of a table as CSV."""
    return list(csv.DictReader(StringIO(text)))


def test_the_trade_off_chooses_routes() -> None:
    told = run("frontier", BATH, *CHEAP, "--quiet")
    assert "1 in-house" in told.out
    assert (
        "Keynsham and Chew Valley hub; Somer Valley hub (in-house)" not in told.out.split("2.")[0]
    )
    points = json.loads(run("frontier", BATH, *CHEAP, "--quiet", "--format", "json").out)["points"]
    table = rows(run("frontier", BATH, *CHEAP, "--quiet", "--format", "csv").out)
    assert [each["routes"] for each in table] == [
        " | ".join(each.get("routes", ["external"] * len(each["lots"]))) for each in points
    ]
    assert any("in_house" in each["routes"] for each in table)


def test_without_other_routes_nothing_is_said_of_them() -> None:
    tiny = ROOT / "examples" / "tiny"
    for command in ("frontier", "alternatives"):
        for form in ("table", "json", "csv"):
            said = run(command, tiny, "--quiet", "--format", form).out
            assert "routes" not in said
            assert "Delivered" not in said


def test_alternatives_have_each_design_once() -> None:
    asked = ("alternatives", BATH, *CHEAP, "--tolerance", "2%", "--quiet")
    table = rows(run(*asked, "--format", "csv").out)
    designs = [(each["contents"], each["routes"]) for each in table]
    assert len(designs) == len(set(designs)) > len({contents for contents, _ in designs})
    assert (ALL, "in_house") in designs
    assert (ALL, "external") in designs
    same = next(each for each in table if each["contents"] == ALL and each["routes"] == "in_house")
    assert int(same["rerouted"]) > 0
    text = run(*asked).out
    assert "Delivered\n" in text
    assert "in-house" in text


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    """The same lot, let and in-house."""
    let, own = tmp_path / "let.json", tmp_path / "own.json"
    for option, path in (("one-contract", let), ("in-house", own)):
        assert run("evaluate", BATH, "--option", option, "--out", path, "--quiet").code == 0
    return let, own


def test_compare_says_how_lots_are_delivered(pair: tuple[Path, Path]) -> None:
    assert "Delivered" in run("compare", *pair, "--quiet").out
    told = json.loads(run("compare", *pair, "--quiet", "--format", "json").out)["results"]
    assert [each.get("routes") for each in told] == [None, ["in_house"]]
    row = next(
        each
        for each in rows(run("compare", *pair, "--quiet", "--format", "csv").out)
        if each["what"] == "routes"
    )
    assert (row["let.json"], row["own.json"]) == ("external", "in_house")


def test_diff_says_which_lot_is_delivered_in_another_way(pair: tuple[Path, Path]) -> None:
    said = run("diff", *pair).out
    assert said.startswith("From let.json to own.json: 1 lot delivered in another way")
    assert "Route: contract, then in-house" in said
    assert "lot route" in run("diff", *pair, "--format", "csv").out


def test_diff_says_how_a_new_lot_is_delivered(pair: tuple[Path, Path], tmp_path: Path) -> None:
    west, rest = ALL.split("+")[:1], ALL.split("+")[1:]
    drawn, after = tmp_path / "drawn.json", tmp_path / "after.json"
    drawn.write_text(json.dumps({"lots": [west, rest], "routes": ["in_house", "external"]}))
    assert run("evaluate", BATH, "--design", drawn, "--out", after, "--quiet").code == 0
    new = run("diff", pair[0], after).out.split("New: ")[1].split("\n\n")[0]
    assert new.endswith("Route: in-house")


def test_a_sweep_tells_designs_apart(tmp_path: Path) -> None:
    vary = ("--vary", "rule.way.route=external,in_house")
    rule = (
        "--set",
        f'rule.way={{kind="route", units={json.dumps(ALL.split("+"))}, route="prime"}}',
    )
    one = ("--set", 'rule.one={kind="lot_count", max=1}')
    asked = ("sweep", BATH, *vary, *rule, *one, "--quiet")
    text = run(*asked)
    assert text.code == 0
    assert "2 designs in all" in text.out
    assert f"{ALL} (in_house)" in text.out
    told = json.loads(run(*asked, "--format", "json").out)["rows"]
    assert [each.get("routes") for each in told] == [None, ["in_house"]]
    table = rows(run(*asked, "--format", "csv").out)
    assert [each["routes"] for each in table] == ["external", "in_house"]
    file = tmp_path / "swept.parquet"
    assert run(*asked, "--out", file).code == 0
    assert pl.read_parquet(file)["lot_routes"].to_list() == [["external"], ["in_house"]]
