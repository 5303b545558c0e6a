"""Maps with gaps, a map that is missing, and units and places of one name, by the commands."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.run import run
from tests.rules.office import Row, rule, unit
from tests.strategies import to_toml

PLACES = ("quay", "moor", "fell")
CONNECTED = rule("contiguous") | {"id": "connected"}


@pytest.fixture
def town(tmp_path: Path) -> Any:
    """Writes a town as a file: hubs in some places, which lie in a row, and two rules."""

    def write(units: list[Row], **tables: Any) -> Path:
        basic: Row = {
            "schema": 1,
            "term": {"initial": 3},
            "money": {"contract_management": 5_000, "procurement": 9_000},
            "rule": [CONNECTED],
            "units": units,
            "localities": [{"id": place, "name": place.title()} for place in PLACES],
            "neighbours": [{"a": "quay", "b": "moor"}, {"a": "moor", "b": "fell"}],
        }
        text = to_toml({key: value for key, value in (basic | tables).items() if value is not None})
        path = tmp_path / "town.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def hubs(*places: str) -> list[Row]:
    """A hub in each place."""
    return [unit(f"hub-{place}", "hub", 90_000, place) for place in places]


def judged(path: Path, *lots: list[str]) -> dict[str, str]:
    """The status of each rule for a design."""
    design = path.parent / "design.json"
    design.write_text(json.dumps({"lots": lots}), encoding="utf-8")
    answer = run("evaluate", path, "--design", design, "--format", "json")
    assert answer.code == 0
    return {each["id"]: each["status"] for each in json.loads(answer.out)["rules"]}


def test_a_place_without_units_is_no_gap(town: Any) -> None:
    """Nothing lies on the moor, which joins quay and fell; with a hub there it parts them."""
    empty = town(hubs("quay", "fell"))
    assert judged(empty, ["hub-quay", "hub-fell"]) == {"connected": "met"}
    held = town(hubs(*PLACES))
    assert judged(held, ["hub-quay", "hub-fell"], ["hub-moor"]) == {"connected": "broken"}


def test_neighbours_are_split_where_they_touch_directly_alone(town: Any) -> None:
    """Quay and fell connect across the moor, but are no neighbouring pair."""
    path = town(hubs("quay", "fell"), rule=[])
    design = path.parent / "design.json"
    design.write_text(json.dumps({"lots": [["hub-quay"], ["hub-fell"]]}), encoding="utf-8")
    answer = run("evaluate", path, "--design", design, "--format", "json")
    assert json.loads(answer.out)["measures"]["cut_neighbours"] == 0


def test_a_map_that_is_missing_is_asked_for(town: Any) -> None:
    """Where units lie apart and a rule asks what connects."""
    answer = run("check", town(hubs(*PLACES), neighbours=None))
    assert answer.code == 3
    assert "rule connected" in answer.err
    assert "needs a table of neighbours" in answer.err
    assert run("check", town(hubs(*PLACES), neighbours=None, rule=[])).code == 0


ALIKE = [
    *(unit(f"hub-{place}", "hub", 90_000, place) | {"name": "Family hub"} for place in PLACES),
    *(unit(f"youth-{place}", "youth", 40_000, place) | {"name": "Youth"} for place in PLACES),
]
ALIKE_PLACES = [
    {"id": "quay", "name": "Alexandra"},
    {"id": "moor", "name": "Alexandra"},
    {"id": "fell", "name": "Central"},
]
PARTED = [["hub-quay", "youth-quay"], ["hub-moor", "youth-moor", "hub-fell"], ["youth-fell"]]


def test_units_and_places_of_one_name_are_told_apart_in_every_form(town: Any) -> None:
    """Ids stand beside names that repeat; no lot that leaves a unit out is the whole authority."""
    option = {"id": "drawn", "name": "As drawn", "lots": PARTED}
    path = town(ALIKE, localities=ALIKE_PLACES, option=[option])
    names = ["Hub and youth, Alexandra (quay)", "Hub and youth, Alexandra (moor) and Central"]
    told = json.loads(run("evaluate", path, "--option", "drawn", "--format", "json").out)
    assert [lot["name"] for lot in told["lots"]] == [*names, "Youth (youth-fell)"]
    table = run("evaluate", path, "--option", "drawn").out
    for name in (*names, "Youth (youth-fell)"):
        assert name in " ".join(table.split())
    assert "whole authority" not in table
    units = run("solve", path, "--set", 'rule.lone={kind = "lot_size", max = 1}').out
    for place in PLACES:
        assert f"Family hub (hub-{place})" in units


def test_a_lot_has_one_name_in_every_command(town: Any, tmp_path: Path) -> None:
    """In the design that is solved, given, and listed among alternatives."""
    path = town(ALIKE, localities=ALIKE_PLACES, option=[{"id": "drawn", "lots": PARTED}])
    named: dict[tuple[str, ...], set[str]] = {}
    fixed = [
        f'rule.f{i}={{kind = "fixed", units = {json.dumps(lot)}}}' for i, lot in enumerate(PARTED)
    ]
    settings = [part for text in fixed for part in ("--set", text)]
    solved = json.loads(run("solve", path, *settings, "--format", "json").out)
    given = json.loads(run("evaluate", path, "--option", "drawn", "--format", "json").out)
    for lot in (*solved["lots"], *given["lots"]):
        named.setdefault(tuple(lot["units"]), set()).add(lot["name"])
    assert [len(names) for names in named.values()] == [1, 1, 1]
    written = run("solve", path, *settings, "--format", "md").out
    csv = run("solve", path, *settings, "--format", "csv").out
    for (name,) in named.values():
        assert name in written
        assert name in csv
