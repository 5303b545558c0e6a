"""Each way in which arithmetic shows that nothing is possible: told, explained and mended.

Four places in a row and an isle; a hub in each, and youth work in the first.
"""

import json
import shlex
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.cli.run import run
from tests.rules.office import Row, rule, unit
from tests.strategies import to_toml

PLACES = ("west", "mid", "north", "east", "isle")
UNITS = [unit(place, "hub", 60_000 + 10_000 * i, place) for i, place in enumerate(PLACES)]
PROVIDERS: list[Row] = [
    {"id": name, "name": name.upper(), "services": "*", "localities": "*"}
    | {"annual_turnover": "", "kind": kind}
    for name, kind in (("p", "vcse"), ("q", "vcse"), ("r", "national"))
]
BASE: Row = {
    "schema": 1,
    "authority": {"name": "Test council"},
    "term": {"initial": 2},
    "localities": [{"id": place, "name": place.title()} for place in PLACES],
    "neighbours": [{"a": a, "b": b} for a, b in pairwise(PLACES[:4])],
    "providers": PROVIDERS,
    "units": UNITS,
    "objective": [{"measure": "whole_life_cost"}],
}


def change_all(**cells: object) -> list[Row]:
    """The providers with other cells."""
    return [row | cells for row in PROVIDERS]


@dataclass(frozen=True)
class Impossible:
    """Rules, other tables, what `check` and `solve` say of them, and one of the repairs."""

    rules: tuple[Row, ...]
    words: tuple[str, ...]
    repair: str
    tables: dict[str, Any]


KINDS = {
    "a unit that is worth more than a lot may be": Impossible(
        (rule("lot_value", max=90_000),),
        ("No lot can hold ISLE", "£100,000", "£90,000"),
        "--set lot_value.max=100000",
        {},
    ),
    "a unit that is cut off and worth less than a lot must be": Impossible(
        (rule("contiguous"), rule("lot_value", min=120_000)),
        ("ISLE", "share a lot with no other unit", "£100,000", "£120,000"),
        '--set neighbours.isle={b="west"}',
        {},
    ),
    "a part of the map that cannot be cut": Impossible(
        (rule("contiguous"), rule("lot_value", min=100_000, max=145_000)),
        ("WEST, MID, NORTH and EAST cannot be cut into lots", "contiguous and lot_value"),
        "--set lot_value.max=170000",
        {},
    ),
    "a number of lots that values rule out": Impossible(
        (rule("lot_value", max=120_000), rule("lot_count", max=3)),
        ("at least 4 lots", "£400,000", "£120,000", "3 at most"),
        "--set lot_count.max=5",
        {},
    ),
    "a least value that nobody goes below": Impossible(
        (rule("bidders", min=1), rule("lot_value", max=120_000)),
        ("WEST", "takes no lot under £150,000", "min_lot_value"),
        "--set providers.p.min_lot_value=60000",
        {"providers": change_all(min_lot_value=150_000)},
    ),
    "a least value above what a few units are worth": Impossible(
        (rule("bidders", min=1), rule("lot_size", max=2)),
        ("WEST", "takes no lot under £180,000, and lots with it reach £160,000", "min_lot_value"),
        "--set providers.p.min_lot_value=100000",
        {"providers": change_all(min_lot_value=180_000)},
    ),
    "a place that nobody covers": Impossible(
        (rule("bidders", min=1),),
        ("ISLE", "does not cover Isle", "localities"),
        "--set providers.p.localities=west;mid;north;east;isle",
        {"providers": change_all(localities="west;mid;north;east")},
    ),
    "a service that nobody provides": Impossible(
        (rule("award"),),
        ("WEST", "does not provide hub", "services"),
        "--set providers.p.services=youth;hub",
        {"providers": change_all(services="youth")},
    ),
    "capacity that does not reach": Impossible(
        (rule("award"),),
        ("Providers of all services can take on £300,000", "£400,000 is bought"),
        "--set providers.p.capacity=210000",
        {"providers": change_all(capacity=100_000)},
    ),
    "lots that providers may win": Impossible(
        (rule("award"), rule("lot_value", max=120_000)),
        ("at least 4 lots", "max_lots lets P 1, Q 1 and R 1 win"),
        "--set providers.p.max_lots=3",
        {"providers": change_all(max_lots=1)},
    ),
}


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_said_at_once_and_each_repair_makes_a_design_possible(
    kind: str, tmp_path: Path
) -> None:
    """`check`, `solve`, `verify` and `explain`, and `solve` with what `explain` proposes."""
    case = KINDS[kind]
    path = tmp_path / "scenario.toml"
    path.write_text(to_toml(BASE | {"rule": list(case.rules)} | case.tables), encoding="utf-8")
    checked = run("check", path)
    assert checked.code == 0
    assert "Impossible: the scenario is valid, but no design keeps all its rules." in checked.out
    out = tmp_path / "result.json"
    solved = run("solve", path, "--quiet", "--out", out)
    assert solved.code == 4
    assert json.loads(out.read_text())["proved_by"] == ["pre-flight arithmetic"]
    said = " ".join(json.loads(out.read_text())["preflight"])
    for words in case.words:
        assert words in said
        assert words in " ".join(checked.out.split())
    assert run("verify", path, out, "--quiet").code == 0
    explained = run("explain", path, "--quiet", "--format", "json")
    assert explained.code == 4
    body = json.loads(explained.out)
    settings = [[change["setting"] for change in repair["changes"]] for repair in body["repairs"]]
    assert [case.repair] in settings
    for repair in settings:
        flags = [part for setting in repair for part in setting.split(" ", 1)]
        assert run("solve", path, "--quiet", *flags).code == 0, shlex.join(flags)
