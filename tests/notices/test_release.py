"""Releases of designs: valid, sound, and the same when they are read back."""

import json
from collections.abc import Callable
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from lotdesign.app import api
from lotdesign.faults import InputFaults
from lotdesign.importing.notices import parse_notice
from lotdesign.law.parameters import find_law
from lotdesign.notices.release import build_release, write_release
from lotdesign.notices.release_checks import find_release_faults, find_unsound
from lotdesign.pence import round_away
from lotdesign.result.model import Result
from lotdesign.scenario.scenario import Scenario
from lotdesign.shipped_examples import list_example_scenarios
from tests.cli.run import ROOT, run

TOWN = ROOT / "examples" / "central-bedfordshire"
TINY = ROOT / "examples" / "tiny"
SAID = (
    "notice.ocid=ocds-h6vhtk-000001",
    "notice.buyer_id=GB-PPON-PABC-1234-DEFG",
    "notice.no_lots_reason=one team for all",
    "notice.caps_rule=the most advantageous combination",
    "authority.name=A Council",
    "authority.first_year=2027-28",
    "authority.notice_date=2026-11-30",
)
EXAMPLES = [each.path for each in list_example_scenarios()]


@cache
def solve(path: Path, *settings: str) -> tuple[Scenario, Result]:
    """A scenario that says what a release needs, and its best design."""
    scenario = api.load(path, (*SAID, *settings))
    return scenario, api.solve(scenario, context=False).result


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_the_release_of_every_example_is_valid_and_reads_back(path: Path) -> None:
    """By the schema and by our own checks; lots, values, terms and caps are the same again."""
    scenario, result = solve(path)
    if not result.lots:
        pytest.skip("no design")
    bought = [lot for lot in result.lots if lot.route != "in_house"]
    if not bought:
        with pytest.raises(InputFaults, match="no lot is bought outside"):
            build_release(scenario, result)
        return
    assert find_release_faults(build_release(scenario, result)) == []
    read = parse_notice("release.json", write_release(scenario, result).encode())
    assert [(lot.id, lot.title, lot.value) for lot in read.lots] == [
        (str(n), lot.name, sum(lot.paid_pence)) for n, lot in enumerate(bought, start=1)
    ]
    by_id = {unit.id: unit for unit in scenario.units}
    for lot, was in zip(bought, read.lots, strict=True):
        units = [by_id[each] for each in lot.units]
        years = 1 + max(u.last_year for u in units) - min(u.first_year for u in units)
        assert was.years[1] is not None
        assert round(was.years[1]) == years
    caps = [rule.provider_lot_cap for rule in scenario.award_rules]
    cap = min((each for each in caps if each is not None), default=None)
    assert read.most_awarded == (None if cap is None or len(bought) == 1 else min(cap, len(bought)))


def test_what_a_release_says_of_a_lot() -> None:
    """Lot 1 of Central Bedfordshire: paid over seven years, five of them certain."""
    scenario, result = solve(TOWN, "notice.stage=tender", "notice.max_lots_bid=99")
    release = build_release(scenario, result)
    lot, paid = release["tender"]["lots"][0], sum(result.lots[0].paid_pence)
    assert release["tag"] == ["tender"]
    assert lot["status"] == release["tender"]["status"] == "active"
    assert lot["value"] == {
        "amount": paid / 100,
        "amountGross": round_away(find_law(scenario).add_vat(paid)) / 100,
        "currency": "GBP",
    }
    assert lot["contractPeriod"] == {
        "startDate": "2027-04-01T00:00:00+01:00",
        "endDate": "2032-03-31T23:59:59+01:00",
        "maxExtentDate": "2034-03-31T23:59:59+01:00",
    }
    assert lot["renewal"]["description"].startswith("May be extended by up to 2 years")
    assert lot["suitability"] == {"sme": True, "vcse": True}
    assert release["tender"]["lotDetails"] == {"maximumLotsBidPerSupplier": len(result.lots)}
    items = {item["id"]: item["relatedLot"] for item in release["tender"]["items"]}
    assert items == {unit: str(n) for n, each in enumerate(result.lots, 1) for unit in each.units}


def test_everything_that_a_release_needs_is_asked_for_at_once() -> None:
    scenario = api.load(TINY)
    result = api.solve(scenario, context=False).result
    with pytest.raises(InputFaults) as raised:
        build_release(scenario, result)
    assert [fault.where for fault in raised.value.faults] == [
        *("notice.ocid", "notice.buyer_id"),
        *("authority.notice_date", "authority.first_year"),
    ]


BREAKS: dict[str, tuple[Callable[[dict[str, Any]], None], str]] = {
    "double id": (
        lambda tender: tender["lots"].append(tender["lots"][0]),
        "tender/lots: the id 1 stands 2 times; once is right",
    ),
    "dangling item": (
        lambda tender: tender["items"][0].update(relatedLot="9"),
        "tender/items/0/relatedLot: there is no lot 9; name one of the lots",
    ),
    "dangling group": (
        lambda tender: tender.update(lotGroups=[{"id": "g", "relatedLots": ["1", "7"]}]),
        "tender/lotGroups/0/relatedLots: there is no lot 7; name one of the lots",
    ),
    "weights": (
        lambda tender: tender["lots"][0].update(
            awardCriteria={
                "criteria": [
                    {"numbers": [{"number": 100, "weight": "percentageExact"}]},
                    {"numbers": [{"number": 99.5, "weight": "percentageExact"}]},
                ]
            }
        ),
        "tender/lots/0/awardCriteria: weights add up to 199.5 %, not 100 %",
    ),
    "gross below net": (
        lambda tender: tender["lots"][0]["value"].update(amount=10, amountGross=9),
        "tender/lots/0/value: 9 with VAT is less than 10 without it",
    ),
    "cap above the lots": (
        lambda tender: tender.update(lotDetails={"maximumLotsBidPerSupplier": 99}),
        "tender/lotDetails/maximumLotsBidPerSupplier: 99 lots, and there are 6 lots; "
        "leave it out where there is no limit",
    ),
    "no lots": (
        lambda tender: tender.update(lotDetails={"maximumLotsAwardedPerSupplier": 0}),
        "tender/lotDetails/maximumLotsAwardedPerSupplier: 0 lots; give 1 or more, or leave it out",
    ),
    "more to win than to bid for": (
        lambda tender: tender.update(
            lotDetails={"maximumLotsBidPerSupplier": 1, "maximumLotsAwardedPerSupplier": 2}
        ),
        "tender/lotDetails/maximumLotsAwardedPerSupplier: 2 may be won by one that may bid for 1",
    ),
    "dates": (
        lambda tender: tender["lots"][0]["contractPeriod"].update(
            startDate="2032-03-28T00:30:00Z", endDate="2032-03-28T01:15:00+01:00"
        ),
        "tender/lots/0/contractPeriod/endDate: lies before startDate",
    ),
    "no date": (
        lambda tender: tender["lots"][0]["contractPeriod"].update(startDate="soon"),
        "tender/lots/0/contractPeriod/startDate: is no date: give one as 2027-04-01T00:00:00+01:00",
    ),
    "currency": (
        lambda tender: tender["lots"][0]["value"].update(currency="EUR"),
        "tender/lots/0/value/currency: is EUR; amounts here are pounds, GBP",
    ),
}


@pytest.mark.parametrize("name", BREAKS)
def test_what_the_schema_lets_pass_is_found(name: str) -> None:
    """One fault each in a release that is sound otherwise."""
    change, said = BREAKS[name]
    release = deepcopy(dict(build_release(*solve(TOWN))))
    assert find_unsound(release) == []
    change(release["tender"])
    assert [str(fault) for fault in find_unsound(release)] == [said]


def test_what_the_schema_refuses_is_told_with_its_place() -> None:
    release = deepcopy(dict(build_release(*solve(TOWN))))
    release["tender"]["status"] = "thought of"
    release["tag"] = []
    places = [fault.where for fault in find_release_faults(release)]
    assert places == ["tag", "tender/status"]


def test_the_command_writes_it_and_asks_for_what_is_missing(tmp_path: Path) -> None:
    out = tmp_path / "release.json"
    settings = [word for each in SAID for word in ("--set", each)]
    assert run("export", TINY, *settings, "--out", out, "--quiet").code == 0
    assert json.loads(out.read_text(encoding="utf-8"))["ocid"] == "ocds-h6vhtk-000001"
    said = run("export", TINY, "--as", "ocds", "--quiet")
    assert (said.code, said.out) == (3, "")
    assert len(said.faults) == 4
    assert said.faults[0].startswith("notice.ocid: missing: the procurement's own id")
