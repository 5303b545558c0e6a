"""Notices as they are published: values, terms, caps, and what must be asked about them."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import lotdesign as ld
from lotdesign.faults import InputFaults, UsageError
from lotdesign.importing.map_file import write_map_file
from lotdesign.importing.notice_merge import merge_releases
from lotdesign.importing.notices import PublishedNotice, parse_notice
from lotdesign.notices.release_checks import find_release_faults
from tests.cli.run import ROOT
from tests.importing.town_files import write_rows

PERIOD = {
    "startDate": "2026-10-01T00:00:00+01:00",
    "endDate": "2029-09-30T23:59:59+01:00",
    "maxExtentDate": "2031-09-30T23:59:59+01:00",
}
DECIDED: dict[str, Any] = {
    "money": {"contract_management": 1000, "procurement": 2000},
    "notice": {"value": "initial"},
}


def lot(short: str, amount: Any = 1_200_000, **more: Any) -> dict[str, Any]:
    value = {} if amount is None else {"value": {"amount": amount, "currency": "GBP"}}
    base = {"id": short, "title": f"Area {short}", "status": "active", "contractPeriod": PERIOD}
    return base | value | more


def release(*lots: dict[str, Any], ocid: str = "ocds-h6vhtk-1", **more: Any) -> dict[str, Any]:
    tender = {"title": "Home care", "lots": list(lots)} | more.pop("tender", {})
    return {
        "ocid": ocid,
        "date": "2026-03-27T12:00:00Z",
        "buyer": {"name": "A borough council"},
        "tender": tender,
    } | more


def read(body: Any, text: str | None = None) -> PublishedNotice:
    return parse_notice("notice.json", (text or json.dumps(body)).encode())


def faults_of(body: Any, text: str | None = None) -> list[str]:
    with pytest.raises(InputFaults) as caught:
        read(body, text)
    return [str(fault) for fault in caught.value.faults]


@pytest.mark.parametrize(
    "wrap",
    [
        lambda one: one,
        lambda one: {"releases": [one]},
        lambda one: {"records": [{"ocid": "ocds-h6vhtk-1", "compiledRelease": one}]},
        lambda one: {"records": [{"ocid": "ocds-h6vhtk-1", "releases": [one]}]},
    ],
)
def test_a_notice_is_found_however_it_is_wrapped(wrap: Any) -> None:
    notice = read(wrap(release(lot("1"), lot("2"))))
    assert (notice.buyer, notice.title, notice.published) == (
        "A borough council",
        "Home care",
        date(2026, 3, 27),
    )
    assert [(each.id, each.value) for each in notice.lots] == [
        ("1", 120_000_000),
        ("2", 120_000_000),
    ]
    assert notice.lots[0].years == (Decimal("3.00"), Decimal("5.00"))


def test_the_latest_release_counts_by_instant_not_by_text() -> None:
    """Half past one in summer time comes before one o'clock in winter time."""
    early = release(lot("1", 1)) | {"date": "2026-10-25T01:30:00+01:00"}
    late = release(lot("1", 2)) | {"date": "2026-10-25T01:00:00+00:00"}
    for order in ([early, late], [late, early]):
        assert read({"releases": order}).lots[0].value == 200


def test_releases_without_lots_take_none_away() -> None:
    award = release() | {"date": "2027-01-01T00:00:00Z"}
    notice = read({"releases": [release(lot("1")), award]})
    assert len(notice.lots) == 1
    assert notice.published == date(2026, 3, 27)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("2026-07-01", "2026-07-01T00:30:00+01:00"),
        ("2026-06-30T23:59:00+01:00", "2026-07-01"),
        ("2026-10-25", "2026-10-25T00:30:00+01:00"),
        ("2026-10-25T23:30:00Z", "2026-10-26"),
        ("2026-03-28T23:30:00Z", "2026-03-29"),
        ("2026-03-30", "2026-03-29T23:30:00Z"),
    ],
)
def test_a_bare_date_is_the_first_moment_of_that_day_here(first: str, second: str) -> None:
    """The day that the clocks change still begins by the old time."""
    early, late = release(lot("1", 1)) | {"date": first}, release(lot("1", 2)) | {"date": second}
    for order in ([early, late], [late, early]):
        assert read({"releases": order}).lots[0].value == 200


def test_a_lot_goes_by_its_status_not_by_being_left_out() -> None:
    """A later release may tell of one lot only; the others stand as they were."""
    gone = {"id": "2", "status": "cancelled"}
    late = {"date": "2026-05-01T00:00:00Z"}
    both = [release(lot("1"), lot("2"), lot("3")), release(lot("3", 5)) | late]
    assert [(e.id, e.value) for e in read({"releases": both}).lots] == [
        ("1", 120_000_000),
        ("2", 120_000_000),
        ("3", 500),
    ]
    notice = read({"releases": [*both, release(gone) | {"date": "2026-06-01T00:00:00Z"}]})
    assert [each.id for each in notice.lots] == ["1", "3"]
    assert "notice.json, lot 2: is cancelled and was left out." in notice.remarks


def test_awards_of_a_later_release_give_the_values() -> None:
    award = {"id": "a", "status": "active", "relatedLots": ["1"], "value": {"amount": 10}}
    later = {"ocid": "ocds-h6vhtk-1", "date": "2027-01-01T00:00:00Z", "awards": [award]}
    notice = read({"releases": [release(lot("1", None)), later]})
    assert notice.lots[0].value == 1_000


def test_null_takes_a_figure_away() -> None:
    late = {"date": "2026-05-01T00:00:00Z"}
    change = release({"id": "1", "value": None}) | late
    assert read({"releases": [release(lot("1")), change]}).lots[0].value is None


def test_lists_without_ids_are_replaced_and_never_stand_twice() -> None:
    """Criteria have no ids; joined one by one they would come to weights of 200 per cent."""
    criteria = {"awardCriteria": {"criteria": [{"type": "price"}, {"type": "quality"}]}}
    merged = merge_releases([release(lot("1", **criteria)), release(lot("1", **criteria))])
    (only,) = merged["tender"]["lots"]
    assert only["awardCriteria"] == criteria["awardCriteria"]


def test_lists_with_ids_are_joined_unless_the_schema_says_otherwise() -> None:
    """Classifications have ids too, and are replaced all the same: the new list is the whole."""
    old, new = ({"id": code, "scheme": "CPV"} for code in ("85312", "85000"))
    first = {"tender": {"items": [{"id": "1", "additionalClassifications": [old]}]}}
    change = {"id": "1", "additionalClassifications": [new]}
    merged = merge_releases([first, {"tender": {"items": [change, {"id": "2"}]}}])
    assert merged["tender"]["items"] == [change, {"id": "2"}]


@pytest.mark.parametrize(
    ("items", "parts"),
    [
        ([], ()),
        ([{"id": "1", "description": "Hub"}], ()),
        ([{"id": "1", "description": "Hub"}, {"id": "2"}], ("Hub", "Item 2")),
        ([{"id": "1", "relatedLot": "1"}, {"id": "2", "relatedLot": "2"}], ()),
        ([{"id": "1", "deliveryAddresses": [{"region": "UKC"}]}], ()),
        ([{"id": "1", "deliveryAddresses": [{"region": "UKC"}, {"region": "UKC"}]}], ()),
        (
            [
                {
                    "id": "1",
                    "deliveryAddresses": [{"locality": "Ham", "region": "UKC"}, {"region": "UKD"}],
                }
            ],
            ("Ham, UKC", "UKD"),
        ),
    ],
)
def test_several_items_or_places_are_parts_of_a_lot(items: Any, parts: tuple[str, ...]) -> None:
    """Where there is one lot, items that name none are its own."""
    (only,) = read(release(lot("1"), tender={"items": items})).lots
    assert only.parts == parts


def test_one_lot_is_not_divided_into_lots() -> None:
    one, two = read(release(lot("1"))), read(release(lot("1"), lot("2")))
    assert (one.is_divided, two.is_divided) == (False, True)
    assert "notice.json: has one lot, so it is not divided into lots." in one.remarks
    assert not any("not divided" in each for each in two.remarks)


@pytest.mark.parametrize("written", ["1e9999", "Infinity", "1E+9999", "1e99999999999999999999"])
def test_no_limit_is_no_value_and_no_cap(written: str) -> None:
    body = release(lot("1", 7), tender={"lotDetails": {"maximumLotsAwardedPerSupplier": 8}})
    text = json.dumps(body).replace('"amount": 7', f'"amount": {written}')
    text = text.replace('PerSupplier": 8', f'PerSupplier": {written}')
    notice = read(None, text)
    assert (notice.lots[0].value, notice.most_awarded) == (None, None)


def test_a_value_with_vat_alone_is_none() -> None:
    given = lot("1", None, value={"amountGross": 1_440_000})
    assert read(release(given)).lots[0].value is None


@pytest.mark.parametrize("written", ["1e-99999999999999999999", "-1e99999999999999999999"])
def test_numbers_beyond_all_bounds_do_no_harm(written: str) -> None:
    text = json.dumps(release(lot("1", 7))).replace('"amount": 7', f'"amount": {written}')
    assert read(None, text).lots[0].value == (0 if "e-" in written else None)


@pytest.mark.parametrize("gross", [1_200_000, 1_260_000, 1_440_000, None])
def test_values_are_those_without_vat_whatever_the_rate(gross: int | None) -> None:
    """Some services are exempt and some are taxed in part: nothing is multiplied by 1.2."""
    given = {"amount": 1_200_000} | ({} if gross is None else {"amountGross": gross})
    assert read(release(lot("1", None, value=given))).lots[0].value == 120_000_000


def test_a_value_may_stand_on_the_award_or_the_contract() -> None:
    awards = [
        {"id": "a", "status": "active", "relatedLots": ["1"], "value": {"amount": 10.25}},
        {"id": "b", "status": "active", "relatedLots": ["2"]},
        {"id": "c", "status": "active", "relatedLots": ["3", "4"], "value": {"amount": 99}},
    ]
    contracts = [{"id": "k", "awardID": "b", "value": {"amount": 20}}]
    lots = [lot(str(each), None) for each in (1, 2, 3, 4)]
    notice = read(release(*lots, awards=awards, contracts=contracts))
    assert [each.value for each in notice.lots] == [1_025, 2_000, None, None]
    assert "notice.json, lot 1: its value is that of its award or contract." in notice.remarks


def test_lots_that_were_cancelled_are_left_out_unless_they_were_let() -> None:
    let = [{"id": "a", "status": "active", "relatedLots": ["2"]}]
    lots = [lot("1", status="cancelled"), lot("2", status="cancelled"), lot("3")]
    notice = read(release(*lots, awards=let))
    assert [each.id for each in notice.lots] == ["2", "3"]
    assert "notice.json, lot 1: is cancelled and was left out." in notice.remarks


def test_lots_called_cancelled_were_let_where_a_contract_says_so() -> None:
    """Old award notices call the lots cancelled, and some say no status of the award."""
    awards = [{"id": "a", "relatedLots": ["1"]}, {"id": "b", "relatedLots": "2"}]
    contracts = [{"id": "k", "awardID": "a"}]
    lots = [lot("1", status="cancelled"), lot("2", status="cancelled")]
    notice = read(release(*lots, awards=awards, contracts=contracts))
    assert [each.id for each in notice.lots] == ["1"]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ([], "notice.json: is no notice"),
        ({"tender": {}}, "notice.json: names no lot"),
        (release(lot("1"), lot("1")), "notice.json, lot 1: this id stands twice"),
        (release(lot("")), "notice.json, lot 1: has no id"),
        (
            {"releases": [release(lot("1")), release(lot("1"), ocid="other")]},
            "notice.json: holds 2 procurements; give one",
        ),
    ],
)
def test_what_is_no_notice_is_told(body: Any, said: str) -> None:
    assert faults_of(body)[0].startswith(said)


@pytest.mark.parametrize("text", ["{", '{"tender": {"x": NaN}}', '{"a":' * 50_000])
def test_what_is_no_json_is_told(text: str) -> None:
    (found,) = faults_of(None, text)
    assert "is not JSON" in found or "nested too deeply" in found


def bring_in(folder: Path, body: Any, decided: dict[str, Any] | None = None, **files: Any) -> Any:
    notice, map_path = folder / "notice.json", folder / "map.toml"
    notice.write_text(json.dumps(body), encoding="utf-8")
    map_path.write_text(write_map_file(DECIDED | (decided or {})), encoding="utf-8")
    return ld.import_files(folder / "made", notice=notice, decisions=map_path, **files)


def test_the_lots_of_a_notice_are_units_and_an_option(tmp_path: Path) -> None:
    items = [{"id": "1", "relatedLot": "1", "classification": {"scheme": "CPV", "id": "85312"}}]
    bring_in(tmp_path, release(lot("1"), lot("2", 600_000), tender={"items": items}))
    scenario = ld.load(tmp_path / "made")
    assert [(u.id, u.name, u.service, u.budget, u.cpv) for u in scenario.units] == [
        ("lot-1", "Area 1", "home_care", 40_000_000, "85312"),
        ("lot-2", "Area 2", "home_care", 20_000_000, ""),
    ]
    assert (scenario.term.initial, scenario.term.extensions) == (3, (2,))
    assert scenario.authority.first_year == "2026-27"
    assert scenario.options[0].lots == (("lot-1",), ("lot-2",))
    assert scenario.basis["term.initial"] == "source: the notice of 2026-03-27"
    assert scenario.basis["money.procurement"].startswith("assumption")


@pytest.mark.parametrize(
    ("what", "pounds"), [("yearly", 1_200_000), ("initial", 400_000), ("with_extensions", 240_000)]
)
def test_what_a_value_is_of_is_asked(tmp_path: Path, what: str, pounds: int) -> None:
    body = release(lot("1"))
    with pytest.raises(InputFaults, match=r"notice.value: decide: the values in notice.json"):
        bring_in(tmp_path, body, {"notice": {}})
    bring_in(tmp_path, body, {"notice": {"value": what}})
    assert ld.load(tmp_path / "made").units[0].budget == pounds * 100


def test_a_lot_without_a_value_is_asked_about_and_never_worth_nothing(tmp_path: Path) -> None:
    body = release(lot("1"), lot("2", None))
    with pytest.raises(InputFaults, match="no budget was found for 1 unit: Area 2"):
        bring_in(tmp_path, body)
    bring_in(tmp_path, body, {"units": {"budgets": {"lot-2": 5}}})
    assert [unit.budget for unit in ld.load(tmp_path / "made").units] == [40_000_000, 500]


def test_a_notice_without_values_leaves_blanks_and_writes_no_zeros(tmp_path: Path) -> None:
    (tmp_path / "notice.json").write_text(json.dumps(release(lot("1", None), lot("2", None))))
    asked = tmp_path / "map.toml"
    with pytest.raises(InputFaults, match="no budget was found for 2 units: Area 1 and Area 2"):
        ld.import_files(tmp_path / "made", notice=tmp_path / "notice.json", decisions=asked)
    assert 'without_budget = "?"' in asked.read_text(encoding="utf-8")
    assert not (tmp_path / "made").exists()


def test_the_sample_of_the_service_reads_as_it_says() -> None:
    """Winter and summer time, values with VAT beside, a cap on bids and on awards."""
    text = (ROOT / "tests" / "notices" / "sample-uk4-release.json").read_text(encoding="utf-8")
    notice = read(None, text)
    assert (notice.buyer, notice.title) == ("Example Borough Council", "Home care")
    assert (notice.published, notice.most_bid, notice.most_awarded) == (date(2026, 3, 27), 2, 1)
    assert [(e.id, e.title, e.value, e.years, e.start, e.cpv, e.parts) for e in notice.lots] == [
        (short, title, value, (Decimal(3), Decimal(5)), date(2026, 10, 1), "85000000", ())
        for short, title, value in (("1", "North", 120_000_000), ("2", "South", 80_000_000))
    ]
    assert find_release_faults(json.loads(text)["releases"][0]) == []


def test_what_a_person_decides_stands_above_the_notice(tmp_path: Path) -> None:
    bring_in(tmp_path, release(lot("1")), {"term": {"initial": 4}, "authority": {"name": "Us"}})
    scenario = ld.load(tmp_path / "made")
    assert (scenario.term.initial, scenario.authority.name) == (4, "Us")
    assert scenario.basis["term.initial"] == "assumption: decided at the import"


def test_a_cap_on_awards_is_a_rule_where_providers_are_known(tmp_path: Path) -> None:
    caps = {"lotDetails": {"maximumLotsAwardedPerSupplier": 1, "maximumLotsBidPerSupplier": 2}}
    body = release(lot("1"), lot("2"), tender=caps)
    listed = tmp_path / "providers.csv"
    row = {"name": "P", "kind": "sme", "services": "*", "localities": "*", "turnover": ""}
    listed.write_bytes(write_rows([row]))
    bring_in(tmp_path, body, providers=listed)
    scenario = ld.load(tmp_path / "made")
    (rule,) = scenario.rules
    assert (rule.kind, rule.id) == ("award", "lots-won")
    assert scenario.notice.max_lots_bid == 2
    record = (tmp_path / "made" / "import.md").read_text(encoding="utf-8")
    assert "one bidder may bid for 2 lots at most" in record


def test_beside_units_a_notice_gives_the_figures_alone(tmp_path: Path) -> None:
    units = tmp_path / "units.csv"
    units.write_bytes(write_rows([{"name": "Hub", "service": "hub", "budget": "5000"}]))
    bring_in(tmp_path, release(lot("1")), {"notice": {}}, units=units)
    scenario = ld.load(tmp_path / "made")
    assert [unit.id for unit in scenario.units] == ["hub"]
    assert scenario.term.initial == 3
    assert scenario.options == ()


def test_neither_units_nor_a_notice_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="give the units, --units FILE, or a notice"):
        ld.import_files(tmp_path / "made")
