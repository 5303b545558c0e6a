"""`lotdesign groups`."""

import json

import lotdesign as ld
from tests.cli.run import ROOT, run

TINY = ROOT / "examples" / "tiny"


def test_the_page_and_the_other_formats() -> None:
    said = run("groups", TINY, "--option", "places")
    assert said.code == 0
    assert said.out.startswith("Among 3 lots, 3 groups could be won together")
    assert "1 group would break rule connected as one contract" in said.out
    body = json.loads(run("groups", TINY, "--option", "places", "--format", "json").out)
    savings = [group["saving_pence"] for group in body["groups"]]
    assert savings == sorted(savings, reverse=True)
    for group in body["groups"]:
        parts = ("contracts_pence", "scale_pence", "integration_pence")
        assert group["saving_pence"] == sum(group[part] for part in parts)
    sheet = run("groups", TINY, "--option", "places", "--format", "csv").out.splitlines()
    assert len(sheet) == 1 + len(body["groups"])


def test_nothing_worth_allowing() -> None:
    lots = {"lots": [[unit.id for unit in ld.load(TINY).units]]}
    said = run("groups", TINY, "--design", "-", stdin=json.dumps(lots))
    assert said.out.startswith("Among 1 lot, no group is worth allowing.")


def test_wrong_usage() -> None:
    assert run("groups", TINY).code == 2
    assert run("groups", TINY, "--option", "x").code == 3


def test_from_python() -> None:
    frame = ld.groups(ld.load(TINY), option="places").groups
    assert frame["saving_pence"][0] == 4_900_000
