"""Published notices judged: ten in the shape of real ones, and small ones against brute force."""

import csv
import io
import json
from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import lotdesign as ld
from lotdesign.faults import InputFaults
from lotdesign.importing.notice_designs import BacktestAssumptions, read_assumptions
from lotdesign.notices.release_checks import find_release_faults
from lotdesign.result.backtest import BacktestAnswer, BacktestRow
from tests.cli.run import ROOT, run
from tests.importing.test_notices import lot, release

RELEASES = ROOT / "tests" / "notices" / "releases"
COUNCIL = ROOT / "examples" / "central-bedfordshire"
YEARLY = ("--values", "durham.json=yearly", "--values", "surrey.json=yearly")
KINDS = ("--values", "with_extensions", *YEARLY)
UNTOLD = ("--progress", "none")
CONTRACT = 8_000_00, 15_000_00
"""Pence a year and once, of a contract, in that scenario."""
REACH = 5_000_000_00


@pytest.fixture(scope="module")
def ten() -> dict[str, BacktestRow]:
    said = run("backtest", RELEASES, *KINDS, "--scenario", COUNCIL, "--format", "json", *UNTOLD)
    assert (said.code, said.err) == (0, "")
    answer = BacktestAnswer.model_validate_json(said.out)
    return {Path(row.file).stem: row for row in answer.notices}


def test_eight_of_ten_are_judged_and_two_say_why_not(ten: dict[str, BacktestRow]) -> None:
    assert len(ten) == 10
    assert {name: row.reason for name, row in ten.items() if row.findings is None} == {
        "norfolk": "4 lots have no value without VAT, such as Mid Norfolk",
        "nottinghamshire": "it has one lot, and lists no items or places by which to divide it",
    }
    judged = [row.findings for row in ten.values() if row.findings is not None]
    assert all(each.proved and each.verified for each in judged)


def test_values_terms_and_caps_are_those_of_the_notices(ten: dict[str, BacktestRow]) -> None:
    """By hand from the table of sources."""
    sums = {
        "bournemouth": 36_403_442,
        "calderdale": 46_992_000,
        "coventry": 135_888_000,
        "durham": 1_280_000 * 5,
        "kingston-richmond": 1_772_840,
        "plymouth": 31_600_000,
        "surrey": 5_662_000 * 5,
        "tower-hamlets": 15_408_279 + 3 * 7_704_139,
    }
    for name, pounds in sums.items():
        found = ten[name].findings
        assert found is not None
        pennies = found.unit_count * 10  # a value is divided by its years, to a penny a year
        assert abs(found.value_pence - pounds * 100) <= pennies
    assert {name: row.lots for name, row in ten.items()} == {
        "bournemouth": 8,
        "calderdale": 2,
        "coventry": 9,
        "durham": 4,
        "kingston-richmond": 4,
        "norfolk": 4,
        "nottinghamshire": 1,
        "plymouth": 4,
        "surrey": 11,
        "tower-hamlets": 4,
    }
    caps = {name: row.most_awarded for name, row in ten.items() if row.most_awarded is not None}
    assert caps == {"durham": 2, "norfolk": 1}
    assert ten["calderdale"].years == (("5.00", "10.00"), ("3.00", "5.00"))


def test_what_holds_merging_up_is_told(ten: dict[str, BacktestRow]) -> None:
    """Size, the cap, and other terms; the fewest lots by arithmetic."""
    fewest = {
        name: len(r.findings.best.lots) for name, r in ten.items() if r.findings and r.findings.best
    }
    assert fewest == {
        "bournemouth": 1,  # 4.55 million a year
        "calderdale": 2,  # two terms
        "coventry": 5,  # two of nine fit below five million
        "durham": 2,  # nobody wins more than two of four
        "kingston-richmond": 1,
        "plymouth": 1,
        "surrey": 2,  # 5.66 million a year
        "tower-hamlets": 4,  # one beyond five million, three of 3.85
    }
    kingston = ten["kingston-richmond"].findings
    assert kingston is not None
    assert (kingston.units, kingston.unit_count) == ("parts", 16)
    for row in ten.values():
        if row.findings is not None and row.findings.best is not None:
            best = row.findings.best
            assert best.keeps
            named = sorted(name for each in best.lots for name in each)
            assert named == sorted(name for each in row.findings.published.lots for name in each)


@pytest.mark.parametrize("path", sorted(RELEASES.glob("*.json")), ids=lambda path: path.stem)
def test_the_ten_have_the_shape_that_the_service_declares(path: Path) -> None:
    """All but the number that means no limit, which the schema has no word for."""
    body = json.loads(path.read_text(encoding="utf-8").replace("1e9999", "2"))
    releases = body.get("releases") or body["records"][0]["releases"]
    assert [fault for each in releases for fault in find_release_faults(each)] == []


def partitions(items: Sequence[int]) -> Iterator[list[list[int]]]:
    if not items:
        yield []
        return
    first, *rest = items
    for found in partitions(rest):
        yield [[first], *found]
        for place, block in enumerate(found):
            yield [*found[:place], [first, *block], *found[place + 1 :]]


@settings(max_examples=15, deadline=None)
@given(
    values=st.lists(st.integers(1, 60), min_size=2, max_size=5),
    terms=st.lists(st.sampled_from([(2028, 2028), (2028, 2030)]), min_size=5, max_size=5),
    cap=st.none() | st.integers(1, 3),
)
def test_the_fewest_lots_are_those_of_brute_force(
    tmp_path_factory: pytest.TempPathFactory,
    values: list[int],
    terms: list[tuple[int, int]],
    cap: int | None,
) -> None:
    """Without savings by size each lot less saves a contract, so that sizes alone decide."""
    folder = tmp_path_factory.mktemp("drawn")
    lots = []
    for number, value in enumerate(values):
        first, last = terms[number]
        period = {"startDate": "2026-04-01", "endDate": f"{first}-03-31"}
        period["maxExtentDate"] = f"{last}-03-31"
        lots.append(lot(f"{number}", value * 100_000, contractPeriod=period))
    details = {"lotDetails": {"maximumLotsAwardedPerSupplier": cap}} if cap else {}
    file = folder / "n.json"
    file.write_text(json.dumps(release(*lots, tender=details)), encoding="utf-8")
    plain = ld.load(COUNCIL, ["money.scale=[]"])
    (row,) = ld.backtest([file], values="yearly", scenario=plain).notices
    found = row.findings
    assert found is not None
    assert found.best is not None
    assert found.proved
    assert found.verified

    def allowed(block: list[int]) -> bool:
        same = len({terms[i] for i in block}) == 1
        return same and (len(block) == 1 or sum(values[i] for i in block) <= 50)

    def cost(blocks: list[list[int]]) -> int:
        annual, once = CONTRACT
        return sum(once + annual * (terms[block[0]][1] - 2026) for block in blocks)

    least = 1 if cap is None else -(-len(values) // cap)
    costs = [
        cost(each)
        for each in partitions(range(len(values)))
        if len(each) >= least and all(map(allowed, each))
    ]
    paid = sum(v * 100_000_00 * (terms[i][1] - 2026) for i, v in enumerate(values))
    assert found.value_pence == paid
    assert found.published.cost_pence - paid == cost([[i] for i in range(len(values))])
    assert found.best.cost_pence - paid == min(costs)
    assert found.saving_pence == found.published.cost_pence - found.best.cost_pence


def judge(folder: Path, body: Any, *flags: str) -> tuple[int, str]:
    (folder / "n.json").write_text(json.dumps(body), encoding="utf-8")
    said = run("backtest", folder / "n.json", "--scenario", COUNCIL, *flags, "--format", "csv")
    (row,) = csv.DictReader(io.StringIO(said.out))
    return said.code, row["reason"]


def test_one_lot_can_be_divided_where_places_are_listed(tmp_path: Path) -> None:
    """Twelve million a year in four places: three are too large together for five million."""
    places = [{"locality": name} for name in ("North", "East", "South", "West")]
    items = [{"id": "1", "deliveryAddresses": places}]
    file = tmp_path / "n.json"
    file.write_text(json.dumps(release(lot("1", 12_000_000), tender={"items": items})))
    scenario = ld.load(COUNCIL, ["money.scale=[]"])
    (row,) = ld.backtest([file], values="yearly", scenario=scenario).notices
    found = row.findings
    assert found is not None
    assert found.best is not None
    assert (found.units, found.unit_count, found.published.within_reach) == ("parts", 4, 0)
    assert sorted(found.best.lots) == [("East",), ("North",), ("South",), ("West",)]
    assert found.saving_pence == -3 * (15_000_00 + 5 * 8_000_00)
    said = run(
        "backtest", file, "--values", "yearly", "--scenario", COUNCIL, "--set", "money.scale=[]"
    )
    words = " ".join(said.out.split())
    assert "4 lots would keep each" in words


@pytest.mark.parametrize(
    ("body", "flags", "reason"),
    [
        (release(lot("1"), lot("2")), (), "its values may be of a year, of the first term or"),
        (release(lot("1"), lot("2", None)), ("--values", "yearly"), "1 lot has no value without"),
        (
            release(lot("1", contractPeriod={}), lot("2")),
            ("--values", "yearly"),
            "no dates say how long its contracts run",
        ),
        (
            release(
                lot("1", contractPeriod={"startDate": "2025-11-01", "endDate": "2028-03-31"}),
                lot("2"),
            ),
            ("--values", "yearly"),
            "a contract of 2.41 years: only whole years can be judged",
        ),
        (release(lot("1")), ("--values", "yearly"), "it has one lot, and lists no items"),
    ],
)
def test_what_cannot_be_judged_says_why(
    body: Any, flags: tuple[str, ...], reason: str, tmp_path: Path
) -> None:
    code, said = judge(tmp_path, body, *flags)
    assert code == 0
    assert said.startswith(reason)


@pytest.mark.parametrize(("what", "pounds"), [("yearly", 1200), ("initial", 400)])
def test_what_values_are_of_changes_what_is_judged(tmp_path: Path, what: Any, pounds: int) -> None:
    file = tmp_path / "n.json"
    file.write_text(json.dumps(release(lot("1", 1200), lot("2", 600))))
    (row,) = ld.backtest([file], values={str(file): what}).notices
    assert row.findings is not None
    assert row.findings.published.largest_pence == pounds * 100


def test_without_a_scenario_nothing_is_made_up(tmp_path: Path) -> None:
    file = tmp_path / "n.json"
    file.write_text(json.dumps(release(lot("1"), lot("2"))))
    answer = ld.backtest([file], values="yearly")
    (row,) = answer.notices
    assert row.findings is not None
    assert row.findings.published.cost_pence == row.findings.value_pence
    assert row.findings.published.within_reach is None
    assert row.findings.saving_pence == 0
    texts = " ".join(note.text for note in answer.assumptions)
    assert "A contract costs the council nothing, as nothing was given" in texts


def test_size_is_a_turnover_divided_by_what_is_asked() -> None:
    scenario = ld.load(
        COUNCIL, ["market.turnover_multiple=3", "market.small.max_turnover=10000000"]
    )
    assert read_assumptions(scenario).reach == int(Fraction(10_000_000_00, 3))
    assert read_assumptions(ld.load(COUNCIL)) == BacktestAssumptions(
        *CONTRACT, ld.load(COUNCIL).money.scale, REACH
    )


def test_every_form_has_every_notice() -> None:
    given = (RELEASES / "norfolk.json", RELEASES / "calderdale.json", "--values", "with_extensions")
    for form in ("table", "md", "csv", "json"):
        said = run("backtest", *given, "--format", form)
        assert said.code == 0
        words = " ".join(said.out.replace("|", " ").split())
        assert "Norfolk" in words
        assert "Calderdale" in words


def test_wrong_files_are_named_together(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("{")
    (tmp_path / "b.json").write_text("[]")
    said = run("backtest", tmp_path)
    assert (said.code, said.out) == (3, "")
    assert [line.partition(":")[0] for line in said.faults] == ["a.json, line 1", "b.json"]
    with pytest.raises(InputFaults):
        ld.backtest([tmp_path / "a.json"])


@pytest.mark.parametrize(
    ("flags", "right"),
    [
        (("--values", "annual"), "--values 'annual': known are initial, with_extensions, yearly"),
        (("--values", "b.json=yearly"), "--values 'b.json=yearly': "),
        (("--set", "money.procurement=1"), "--set and --off change the scenario of --scenario"),
    ],
)
def test_what_cannot_be_meant(flags: tuple[str, ...], right: str) -> None:
    said = run("backtest", RELEASES / "norfolk.json", *flags)
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith(f"lotdesign: {right}")


def test_more_lots_than_can_be_searched_are_told_at_once(tmp_path: Path) -> None:
    lots = [lot(str(number)) for number in range(20_000)]
    assert judge(tmp_path, release(*lots), "--values", "yearly") == (
        0,
        "it has more than 60 lots and parts",
    )


def test_a_folder_without_notices_is_told(tmp_path: Path) -> None:
    said = run("backtest", tmp_path)
    assert said.code == 2
    assert "this folder has no .json files" in said.err


def test_a_notice_comes_from_stdin_and_a_limit_is_kept() -> None:
    text = (RELEASES / "coventry.json").read_text(encoding="utf-8")
    flags = ("--values", "with_extensions", "--scenario", COUNCIL, "--time-limit", "0.000001")
    said = run("backtest", "-", *flags, "--format", "json", stdin=text)
    assert said.code == 0
    (row,) = BacktestAnswer.model_validate_json(said.out).notices
    assert row.findings is not None
    assert not row.findings.proved
    sheet = run("backtest", "-", *flags, "--format", "csv", stdin=text).out
    (told,) = csv.DictReader(io.StringIO(sheet))
    assert (told["judged"], told["proved"]) == ("yes", "no")


def test_text_of_a_notice_is_data(tmp_path: Path) -> None:
    hostile = "=1+1\x1b[31m\n\u202e"
    body = release(lot("1", title=hostile), lot("2"), tender={"title": hostile})
    body["buyer"]["name"] = hostile
    (tmp_path / "n.json").write_text(json.dumps(body))
    for form in ("table", "md", "csv"):
        said = run("backtest", tmp_path / "n.json", "--values", "yearly", "--format", form)
        assert said.code == 0
        assert all(line.isprintable() for line in said.out.splitlines())
        assert ",=" not in said.out
