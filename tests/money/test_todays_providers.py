"""Today's provider that is not in the table of providers: a price of 100, and a remark."""

import json
from pathlib import Path

from lotdesign.app import api
from lotdesign.money.design_cost import compute_baseline, describe_unlisted_providers
from lotdesign.preflight.run import run_preflight
from tests import brute
from tests.brute.charge import baseline as brute_baseline
from tests.cli.run import run
from tests.rules.office import PROVIDERS, UNITS, Row, doc, loaded, office, rule
from tests.strategies import to_toml

DEAR = [row | {"price": 110} for row in PROVIDERS]
TODAY = {"a": "gone", "b": "gone", "c": "big", "y": "sme"}
SAID = "is not in the table of providers: today's cost counts its price as 100"


def units(**today: str) -> list[Row]:
    """The office's, each with its provider of today."""
    return [row | {"provider": today.get(row["id"], "")} for row in UNITS]


def test_the_price_is_100() -> None:
    """A, B and Y by strangers, C at 110 %, W by nobody knows whom."""
    tables: Row = {"units": units(**TODAY), "providers": DEAR}
    assert compute_baseline(office(**tables)) == (153_000_00, 153_000_00)
    assert brute_baseline(brute.read(doc(**tables))) == (153_000_00, 153_000_00)


def test_check_warns_and_every_result_has_it_among_its_assumptions(tmp_path: Path) -> None:
    option = {"id": "own", "lots": [["a", "b", "c", "y"], ["w"]]}
    tables: Row = {"units": units(**TODAY), "providers": DEAR, "option": [option]}
    file = tmp_path / "office.toml"
    body = doc(rule("saving", annual=-100_000), **tables)
    file.write_text(to_toml(body), encoding="utf-8")
    told = run("check", file, "--format", "json")
    assert told.code == 0
    notes = [each["text"] for each in json.loads(told.out)["notes"] if each["level"] == "warning"]
    assert notes == [f"'gone' runs A and B today and {SAID}.", f"'sme' runs Y today and {SAID}."]
    assert "Valid, with something worth a look." in run("check", file).out
    for command in (("solve", file), ("evaluate", file, "--option", "own")):
        kept = tmp_path / f"{command[0]}.json"
        assert run(*command, "--out", kept, "--quiet").code == 0
        assumed = [each["text"] for each in json.loads(kept.read_text())["assumptions"]]
        assert f"'gone' runs A and B today and {SAID}" in assumed
        assert run("verify", file, kept).code == 0
        assert f"'sme' runs Y today and {SAID}" in " ".join(run(*command).out.split())


def test_nothing_is_said_of_those_that_are_there_or_without_a_table() -> None:
    """A copy, the row of counted ones, and a name where no names are known."""
    counted = [PROVIDERS[0], PROVIDERS[1] | {"count": 2}, PROVIDERS[2]]
    there = units(a="small", b="small-2", c="big")
    for tables in ({"providers": counted, "units": there}, {"units": units(**TODAY)}):
        scenario = office(**tables)
        assert not any("today" in note.text for note in run_preflight(scenario))
        assert not any("today" in text for _, text in _assumed(tables))


def test_of_more_than_four_units_three_are_named() -> None:
    four, five = (dict.fromkeys(names, "gone") for names in ("abcy", "abcyw"))
    tables: Row = {"providers": PROVIDERS}
    (all_four,) = describe_unlisted_providers(office(units=units(**four), **tables))
    (some,) = describe_unlisted_providers(office(units=units(**five), **tables))
    assert all_four == f"'gone' runs A, B, C and Y today and {SAID}"
    assert some == f"'gone' runs A, B, C and 2 more today and {SAID}"


def _assumed(tables: Row) -> list[tuple[str, str]]:
    scenario = loaded(doc(option=[{"id": "one", "lots": [list("abcyw")]}], **tables))
    result = api.evaluate(scenario, option="one").result
    return [(each.where, each.text) for each in result.assumptions]
