"""`lotdesign price` as people and scripts use it."""

import json

import lotdesign as ld
from tests.cli.run import ROOT, run

TINY = ROOT / "examples" / "tiny"


def test_json_adds_up() -> None:
    answer = run("price", TINY, "--format", "json", "--quiet")
    prices = json.loads(answer.out)
    assert answer.code == 0
    assert prices["optimum"] == 78876000
    assert sum(rule["share"] for rule in prices["rules"]) == prices["total"] == 2396000
    assert prices["split"] == ["access", "connected"]


def test_tables_and_rows() -> None:
    assert "What each rule costs" in run("price", TINY, "--quiet").out
    assert "## What each rule costs" in run("price", TINY, "--quiet", "--format", "md").out
    rows = run("price", TINY, "--quiet", "--format", "csv").out.splitlines()
    assert rows[1] == "rule,access,worked out,2396000,2270000,2270000,76480000"


def test_without_the_split_nothing_has_a_part() -> None:
    prices = json.loads(run("price", TINY, "--no-split", "--format", "json", "--quiet").out)
    assert prices["split"] == []
    assert prices["total"] is None
    assert {rule["share"] for rule in prices["rules"]} == {None}


def test_what_is_impossible_has_no_price() -> None:
    answer = run("price", TINY, "--set", "market.small_needed=4", "--quiet")
    assert answer.code == 4
    assert answer.out.startswith("Impossible")


def test_out_of_time_is_said() -> None:
    answer = run("price", TINY, "--time-limit", "1e-9", "--quiet")
    assert answer.code == 5
    assert "Stopped by the time limit" in answer.out


def test_frames() -> None:
    prices = ld.price(ld.load(TINY))
    assert prices.rules["rule"].to_list() == ["access", "connected"]
    assert prices.steps["setting"].to_list() == [
        "--set market.small_needed=3",
        "--set market.small_needed=1",
    ]
    assert prices.providers.height == 4
