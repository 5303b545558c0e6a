"""Groups of lots that may be awarded as one contract: written, checked, and read back."""

import json
from collections.abc import Callable, Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

import lotdesign as ld
from lotdesign.app import api
from lotdesign.faults import InputFaults
from lotdesign.importing.notices import parse_notice
from lotdesign.notices.release import build_release, write_release
from lotdesign.notices.release_checks import find_release_faults, find_unsound
from lotdesign.result.model import Result
from lotdesign.scenario.scenario import Scenario
from tests.cli.run import ROOT, run
from tests.notices.test_release import SAID, TINY, TOWN, solve

PLACES = 'notice.lot_groups=[["centre-west", "youth-hill"]]'


def judge_places(*settings: str, option: str = "places") -> tuple[Scenario, Result]:
    """The small town with a contract a place, and what a notice of it needs."""
    scenario = api.load(TINY, (*SAID, *settings))
    return scenario, api.evaluate(scenario, option=option).result


def list_groups(release: Mapping[str, Any]) -> list[tuple[str, list[str], float]]:
    """Id, lots and most value of each group."""
    return [
        (each["id"], each["relatedLots"], each["maximumValue"]["amount"])
        for each in release["tender"]["lotGroups"]
    ]


def test_a_named_group_is_the_lots_that_hold_its_units() -> None:
    """West and Hill as one contract: 270,000 a year less 2 % for size, two years, as by hand."""
    release = build_release(*judge_places(PLACES))
    assert find_release_faults(release) == []
    (group,) = release["tender"]["lotGroups"]
    assert group == {
        "id": "G1",
        "title": "Lots 2 and 3",
        "description": "These lots may be awarded together, as one contract.",
        "relatedLots": ["2", "3"],
        "optionToCombine": True,
        "maximumValue": {"amount": 529200.0, "amountGross": 635040.0, "currency": "GBP"},
        "suitability": {"sme": True, "vcse": True},
    }


def test_groups_that_save_are_those_that_somebody_could_carry_and_that_break_nothing() -> None:
    """All three save most, though no small provider carries them; East and Hill do not touch."""
    scenario, result = judge_places("notice.saving_groups=true", PLACES)
    groups = build_release(scenario, result)["tender"]["lotGroups"]
    assert [each["relatedLots"] for each in groups] == [["2", "3"], ["1", "2", "3"], ["1", "2"]]
    assert [each["suitability"]["sme"] for each in groups] == [True, False, False]
    shown = [
        group for group in api.groups(scenario, option="places").told.groups if not group.broken
    ]
    assert sorted(len(each["relatedLots"]) for each in groups) == sorted(
        len(group.lots) for group in shown
    )


def test_without_being_asked_for_there_are_none() -> None:
    assert "lotGroups" not in build_release(*judge_places())["tender"]


def test_a_group_of_lots_with_prices_is_worth_no_more_than_the_lots() -> None:
    """Lots at the price of their winner may be dearer or cheaper than one contract at par."""
    scenario = api.load(
        TINY,
        (
            *SAID,
            PLACES,
            *(f"providers.{p}.price=80" for p in ("town", "lowland", "upland", "national")),
        ),
    )
    release = build_release(scenario, api.evaluate(scenario, option="places").result)
    values = {lot["id"]: lot["value"]["amount"] for lot in release["tender"]["lots"]}
    ((_, lots, most),) = list_groups(release)
    assert most == pytest.approx(sum(values[lot] for lot in lots))
    assert find_release_faults(release) == []


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        (
            'notice.lot_groups=[["centre-west", "youth-west"]]',
            "notice.lot_groups, group 1: its units are not in two lots or more of this design; "
            "name units that are",
        ),
        (
            'rule.cap={kind = "award", max_lots = 1}',
            "notice.lot_groups, group 1: is of 2 lots, and one provider may win 1 lot; "
            "name units of fewer",
        ),
    ],
)
def test_a_group_that_nobody_could_be_awarded_is_refused(setting: str, said: str) -> None:
    with pytest.raises(InputFaults) as raised:
        build_release(*judge_places(PLACES, setting))
    assert [str(fault) for fault in raised.value.faults] == [said]


def test_a_lot_in_another_contract_is_in_no_group() -> None:
    scenario = api.load(TINY, (*SAID, PLACES, 'routes.prime={fee = "4%"}'))
    lots = next(option.lots for option in scenario.options if option.id == "places")
    result = api.evaluate(scenario, design=lots, routes=["external", "prime", "external"]).result
    with pytest.raises(InputFaults, match="holds a lot that is not let by itself"):
        build_release(scenario, result)


def test_more_groups_than_anybody_reads_are_refused() -> None:
    """Central Bedfordshire without rules, a lot a unit: most of them could be carried together."""
    scenario, result = solve(TOWN, "notice.saving_groups=true")
    assert 0 < len(build_release(scenario, result)["tender"]["lotGroups"]) <= 50
    scenario = api.load(TOWN, (*SAID, "notice.saving_groups=true"), [r.id for r in scenario.rules])
    units = [[unit.id] for unit in scenario.units]
    result = api.evaluate(scenario, design=units).result
    with pytest.raises(
        InputFaults, match=r"notice.saving_groups: there are [\d,]+; name 50 at most"
    ):
        build_release(scenario, result)


def test_an_unknown_unit_in_a_group_is_told() -> None:
    with pytest.raises(InputFaults, match=r"unit.*did you mean 'centre-west'"):
        api.load(TINY, ['notice.lot_groups=[["centre-wset"]]'])


BREAKS: dict[str, tuple[Callable[[dict[str, Any]], None], str]] = {
    "an id of a lot": (
        lambda tender: tender["lotGroups"][0].update(id="1"),
        "tender/lotGroups/0: the id 1 is taken; give the group its own",
    ),
    "one lot": (
        lambda tender: tender["lotGroups"][0].update(relatedLots=["2"], maximumValue=None),
        "tender/lotGroups/0/relatedLots: a group is two lots or more, each named once",
    ),
    "a lot twice": (
        lambda tender: tender["lotGroups"][0].update(relatedLots=["2", "3", "3"]),
        "tender/lotGroups/0/relatedLots: a group is two lots or more, each named once",
    ),
    "twice": (
        lambda tender: tender["lotGroups"].append({"id": "G2", "relatedLots": ["3", "2"]}),
        "tender/lotGroups/1/relatedLots: another group is of the same lots; keep one",
    ),
    "above the cap": (
        lambda tender: tender.update(lotDetails={"maximumLotsAwardedPerSupplier": 1}),
        "tender/lotGroups/0/relatedLots: 2 lots as one contract, and one supplier may win 1",
    ),
    "worth too much": (
        lambda tender: tender["lotGroups"][0].update(
            maximumValue={"amount": 600000, "currency": "GBP"}
        ),
        "tender/lotGroups/0/maximumValue: 600,000 is more than the lots are worth together, "
        "534,240.0",
    ),
    "gross below net": (
        lambda tender: tender["lotGroups"][0]["maximumValue"].update(amountGross=1),
        "tender/lotGroups/0/maximumValue: 1 with VAT is less than 529,200.0 without it",
    ),
    "another currency": (
        lambda tender: tender["lotGroups"][0]["maximumValue"].update(currency="EUR"),
        "tender/lotGroups/0/maximumValue/currency: is EUR; amounts here are pounds, GBP",
    ),
}


@pytest.mark.parametrize("name", BREAKS)
def test_a_group_that_the_schema_lets_pass_is_found(name: str) -> None:
    change, said = BREAKS[name]
    release = deepcopy(dict(build_release(*judge_places(PLACES))))
    assert find_unsound(release) == []
    change(release["tender"])
    assert [str(fault) for fault in find_unsound(release)] == [said]


def test_a_release_reads_back_with_its_groups(tmp_path: Path) -> None:
    """As groups of the lots, which are units then; a second release of them has them too."""
    text = write_release(*judge_places("notice.saving_groups=true"))
    read = parse_notice("release.json", text.encode())
    assert read.groups == (("1", "2", "3"), ("1", "2"), ("2", "3"))
    (tmp_path / "release.json").write_text(text, encoding="utf-8")
    decisions = tmp_path / "decisions.toml"
    decisions.write_text(
        '[notice]\nvalue = "with_extensions"\n[money]\ncontract_management = 5000\n'
        "procurement = 10000\n",
        encoding="utf-8",
    )
    ld.import_files(tmp_path / "made", notice=tmp_path / "release.json", decisions=decisions)
    made = ld.load(tmp_path / "made", SAID)
    assert made.notice.lot_groups == (
        ("lot-1", "lot-2", "lot-3"),
        ("lot-1", "lot-2"),
        ("lot-2", "lot-3"),
    )
    again = build_release(made, api.evaluate(made, option="published").result)
    assert [lots for _, lots, _ in list_groups(again)] == [["1", "2", "3"], ["1", "2"], ["2", "3"]]
    record = (tmp_path / "made" / "import.md").read_text(encoding="utf-8")
    assert "lots 2 and 3 may be awarded together" in " ".join(record.split())


def test_groups_that_can_no_longer_be_awarded_are_left_out() -> None:
    """A lot was cancelled; a group is for its value alone; one is no group; one stands twice."""
    release = json.loads(write_release(*judge_places(PLACES)))
    group = {"relatedLots": ["2", "3"], "optionToCombine": True}
    release["tender"]["lots"][0]["status"] = "cancelled"
    release["tender"]["lotGroups"] = [
        {"id": "a", "relatedLots": ["1", "2"], "optionToCombine": True},
        {"id": "b", **group, "optionToCombine": False},
        {"id": "c", "relatedLots": ["2"], "optionToCombine": True},
        {"id": "d", **group},
        {"id": "e", "relatedLots": ["3", "2"], "optionToCombine": True},
    ]
    read = parse_notice("r.json", json.dumps(release).encode())
    assert read.groups == (("2", "3"),)
    said = [remark for remark in read.remarks if "group" in remark]
    assert said == [
        "r.json, group a: a lot of it is not among those that are let; it was left out.",
        "r.json, group d: lots 2 and 3 may be awarded together, as one contract.",
    ]


def test_the_command_writes_groups(tmp_path: Path) -> None:
    out = tmp_path / "release.json"
    settings = [word for each in (*SAID, "notice.saving_groups=true") for word in ("--set", each)]
    said = run("export", ROOT / "examples" / "tiny", *settings, "--out", out, "--quiet")
    assert said.code == 0, said.err
    assert len(json.loads(out.read_text(encoding="utf-8"))["tender"]["lotGroups"]) == 1
