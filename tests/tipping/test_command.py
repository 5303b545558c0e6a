"""`lotdesign solve --why` and the same from Python."""

import json
from dataclasses import replace
from pathlib import Path

import lotdesign as ld
from lotdesign.input.load import load
from tests.cli.run import ROOT, run

TINY = ROOT / "examples" / "tiny"


def test_a_result_says_what_it_hangs_on_when_asked() -> None:
    told = json.loads(run("solve", TINY, "--why", "--format", "json", "--quiet").out)
    saving = next(each for each in told["tipping"] if each["figure"] == "money.scale.0.saving")
    assert saving["below"] is None
    assert (saving["above"]["last"], saving["above"]["next"]) == ("7.84%", "7.85%")
    assert saving["proved"]
    assert "tipping" not in json.loads(run("solve", TINY, "--format", "json", "--quiet").out)


def test_such_a_result_is_verified_like_any_other(tmp_path: Path) -> None:
    file = tmp_path / "result.json"
    assert run("solve", TINY, "--why", "--out", file, "--quiet").code == 0
    assert run("verify", TINY, file, "--quiet").code == 0


def test_the_value_after_the_end_has_another_best() -> None:
    best = ld.solve(load(TINY)).lots["units"].to_list()
    for value, same in (("7.84%", True), ("7.85%", False)):
        changed = load(TINY, [f"money.scale.0.saving={value}"])
        assert (ld.solve(changed).lots["units"].to_list() == best) == same


def test_figures_of_units_need_the_file() -> None:
    settings = ["money.uplift=1%"]
    alone = ld.tipping(load(TINY, settings)).told
    assert alone.left_out == ("money.uplift",)
    read = ld.tipping(
        load(TINY, settings), reload=lambda setting: load(TINY, [*settings, setting])
    ).told
    assert "money.uplift" in {each.figure for each in read.figures}
    assert read.left_out == ()


def test_a_source_ends_the_question() -> None:
    tiny = load(TINY)
    sourced = replace(tiny, basis={**tiny.basis, "money.scale": "source: somewhere"})
    figures = {each.figure for each in ld.tipping(sourced).told.figures}
    assert not any(each.startswith("money.scale") for each in figures)
    assert "money.procurement" in figures


def test_frames() -> None:
    figures = ld.tipping(load(TINY)).figures
    row = figures.filter(figures["figure"] == "market.turnover_multiple").to_dicts()[0]
    assert (row["from"], row["to"], row["tips_above"]) == ("0", "2.22", True)


DATED = """\
schema = 1
[term]
initial = 3
[[term.service]]
services = ["youth"]
initial = 2
[money]
contract_management = 5000
procurement = 1000
[[units]]
id = "a"
name = "A"
service = "day_care"
annual_budget = 50000
[[units]]
id = "b"
name = "B"
service = "youth"
annual_budget = 50000
[[rule]]
id = "as-one"
kind = "term"
end_within = 1
"""


def test_terms_of_services_are_varied_year_by_year(tmp_path: Path) -> None:
    """One contract for both costs less, while they start together and end within a year."""
    (tmp_path / "scenario.toml").write_text(DATED, encoding="utf-8")
    answer = ld.tipping(load(tmp_path), reload=lambda setting: load(tmp_path, [setting])).told
    found = {each.figure: each for each in answer.figures}
    assert [list(lot) for lot in answer.lots] == [["a", "b"]]
    begins, lasts = found["term.service.1.first_year"], found["term.service.1.initial"]
    assert (begins.value, begins.least, begins.below) == ("1", "1", None)
    assert begins.above is not None
    assert (begins.above.last, begins.above.next, begins.above.becomes) == ("1", "2", "another")
    assert lasts.below is not None
    assert (lasts.below.last, lasts.below.next) == ("2", "1")
    assert lasts.above is not None
    assert (lasts.above.last, lasts.above.next) == ("4", "5")
