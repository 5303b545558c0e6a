"""What is flagged, by hand, on the town: £35,000.50 a year, £1,000 off from year 2, three years."""

import json
from pathlib import Path

import pytest

from lotdesign.design import Design, Lot
from lotdesign.input.load import load
from lotdesign.law.flags import LawFlag, find_law_flags
from tests.cli.run import ROOT, run
from tests.scenario.town import write

GROSS = 3 * 35_000_50 - 2 * 1_000_00
"""£103,001.50 over the term; £123,601.80 with VAT."""


def raised(folder: Path, lots: list[list[str]] | None = None, *settings: str) -> dict[str, LawFlag]:
    """The flags of the town by id; `lots` are of unit ids."""
    scenario = load(write(folder), settings)
    at = {unit.id: i for i, unit in enumerate(scenario.units)}
    design = lots and Design(tuple(Lot(tuple(sorted(at[u] for u in lot))) for lot in lots))
    return {flag.id: flag for flag in find_law_flags(scenario, design or None)}


PARTS = ["work@uptown", "work@downtown"]
ONE = [["north", "south", *PARTS]]
TWO = [["north", "south"], PARTS]


def test_all_lots_are_valued_together_with_vat(tmp_path: Path) -> None:
    found = raised(tmp_path, TWO)["threshold"]
    assert "£123,601.80 with VAT over 3 years" in found.text
    assert "is below the light-touch threshold of £663,540 with VAT." in found.text
    assert found.level == "fact"


def with_law(folder: Path, *rows: tuple[str, str]) -> Path:
    lines = "".join(f"{name},2026-01-01,{value}\n" for name, value in rows)
    data = ("scenario.toml", "[data]\n", '[data]\nlaw = "law.csv"\n')
    return write(folder, data, law=f"parameter,from,value\n{lines}")


@pytest.mark.parametrize(
    ("limit", "said", "level"),
    [
        ("123601.80", "is not below", "look"),
        ("123601.81", "is below", "fact"),
    ],
)
def test_the_threshold_itself_is_not_below(
    limit: str, said: str, level: str, tmp_path: Path
) -> None:
    scenario = load(with_law(tmp_path, ("light_touch_threshold", limit)))
    (found,) = [flag for flag in find_law_flags(scenario) if flag.id == "threshold"]
    assert said in found.text
    assert found.level == level


def test_that_each_lot_alone_is_below_does_not_count(tmp_path: Path) -> None:
    scenario = load(with_law(tmp_path, ("light_touch_threshold", "110000")))
    two = Design((Lot((0, 1)), Lot((2, 3))))
    told = {flag.id: flag.text for flag in find_law_flags(scenario, two)}
    assert "each lot alone would be below it does not count" in told["threshold"]
    one = {flag.id: flag.text for flag in find_law_flags(scenario, Design((Lot((0, 1, 2, 3)),)))}
    assert "alone" not in one["threshold"]


def test_services_that_are_not_light_touch_have_a_lower_threshold(tmp_path: Path) -> None:
    scenario = load(with_law(tmp_path, ("services_threshold", "100000")))
    told = {flag.id: flag.text for flag in find_law_flags(scenario)}
    assert "not below the £100,000 of services that are not light-touch" in told["threshold"]


def test_the_lower_threshold_counts_where_the_other_is_not_reached(tmp_path: Path) -> None:
    """To the penny, and not beside one that is reached; nothing is alone without lots."""
    for limit, said in (("123601.80", True), ("123601.81", False)):
        (tmp_path / limit).mkdir()
        scenario = load(with_law(tmp_path / limit, ("services_threshold", limit)))
        told = {flag.id: flag.text for flag in find_law_flags(scenario)}["threshold"]
        assert ("not light-touch" in told) is said
    (tmp_path / "both").mkdir()
    rows = (("services_threshold", "1"), ("light_touch_threshold", "2"))
    scenario = load(with_law(tmp_path / "both", *rows))
    told = {flag.id: flag.text for flag in find_law_flags(scenario)}["threshold"]
    assert "not light-touch" not in told
    assert "alone" not in told


def test_before_2022_thresholds_are_without_vat(tmp_path: Path) -> None:
    found = raised(tmp_path, TWO, "authority.notice_date=2018-10-08")
    assert "£103,001.50 without VAT" in found["threshold"].text
    assert "2018-10-08 falls under the Public Contracts Regulations 2015" in found["regime"].text


def test_units_under_the_provider_selection_regime(tmp_path: Path) -> None:
    """They do not count towards the threshold, and a lot that mixes regimes is named.

    Half by need, the centre in the north has £21,250.19 a year: £63,750.57 of £103,001.50.
    """
    settings = ("units.north.regime=PSR",)
    found = raised(tmp_path, TWO, *settings)
    assert "£47,101.11 with VAT" in found["threshold"].text
    assert "are left out" in found["threshold"].text
    assert "mixes units under different regimes" in found["mixed_regimes"].text
    apart = raised(tmp_path, [["north"], ["south", *PARTS]], *settings)
    assert "mixed_regimes" not in apart
    assert "different regimes" in raised(tmp_path, None, *settings)["mixed_regimes"].text


def test_reasons_are_asked_for_where_nothing_is_divided(tmp_path: Path) -> None:
    one, two = raised(tmp_path, ONE)["reasons"], raised(tmp_path, TWO)["reasons"]
    assert "asks for the reasons why it is not divided" in one.text
    assert "Divided into 2 lots" in two.text
    assert (one.level, two.level) == ("unsettled", "fact")
    assert "reasons" not in raised(tmp_path)


RESERVED = 'rule.kept={kind = "reserved", min = 1}'


@pytest.mark.parametrize(
    ("term", "level", "said"),
    [
        ((5, "[]"), "unsettled", "The term of 5 years can be reserved"),
        ((5, "[1, 1]"), "unsettled", "with extensions the term is 7 years"),
        ((6, "[]"), "unsettled", "A term of 6 years cannot be reserved"),
    ],
)
def test_a_reservation_against_the_term(
    term: tuple[int, str], level: str, said: str, tmp_path: Path
) -> None:
    years, extensions = term
    settings = (RESERVED, f"term.initial={years}", f"term.extensions={extensions}")
    found = raised(tmp_path, None, *settings)["reserved"]
    assert said in found.text
    assert found.level == level
    assert "reserved" not in raised(tmp_path)


def test_under_the_regulations_three_years(tmp_path: Path) -> None:
    dated = "authority.notice_date=2018-10-08"
    found = raised(tmp_path, None, RESERVED, dated, "term.initial=4")["reserved"]
    assert (found.level, found.source) == ("look", "PCR 2015, reg. 77")
    assert "at most 3 years" in found.text


def test_a_multiple_above_the_usual_one_and_a_cap(tmp_path: Path) -> None:
    found = raised(tmp_path, None, "market.turnover_multiple=2.5")
    assert "2.5 times the yearly value is more than the 2 times" in found["turnover"].text
    assert "turnover" not in raised(tmp_path)
    capped = 'rule.cap={kind = "award", max_share = "60%"}'
    assert "(cap)" in raised(tmp_path, None, capped)["caps"].text
    lots = 'rule.lots={kind = "award", max_lots = 2}'
    assert "(lots)" in raised(tmp_path, None, lots)["caps"].text
    assert "caps" not in raised(tmp_path)
    winners = 'rule.two={kind = "award", min_winners = 2}'
    assert "caps" not in raised(tmp_path, None, winners)


def test_indicators_are_over_the_limit_with_vat(tmp_path: Path) -> None:
    """North and south are three years of £30,000.50: £108,001.80 with VAT, £90,001.50 without."""
    lots = Design((Lot((0, 1)), Lot((2, 3))))
    for limit, said in (("108001.79", True), ("108001.80", False), ("100000", True)):
        (tmp_path / limit).mkdir()
        scenario = load(with_law(tmp_path / limit, ("kpi_threshold", limit)))
        assert ("indicators" in {flag.id for flag in find_law_flags(scenario, lots)}) is said


def test_lots_that_the_council_runs_are_no_part_of_it(tmp_path: Path) -> None:
    """Nothing is bought, so that nothing is valued and no reasons are asked."""
    scenario = load(write(tmp_path))
    own = Design((Lot((0, 1, 2, 3), "in_house"),))
    told = {flag.id: flag.text for flag in find_law_flags(scenario, own)}
    assert "come to £0 " in told["threshold"]
    assert "reasons" not in told


def test_indicators_are_to_be_checked_over_five_million(tmp_path: Path) -> None:
    found = raised(tmp_path, TWO, "units.south.annual_budget=2000000")
    assert found["indicators"].level == "unsettled"
    assert "over £5,000,000 with VAT" in found["indicators"].text
    assert "indicators" not in raised(tmp_path, TWO)


def test_the_paper_s_procurement_falls_under_the_regulations(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    said = run("check", ROOT / "examples" / "central-bedfordshire", "--format", "json")
    told = {each["id"]: each for each in json.loads(said.out)["law"]}
    assert "£15,074,000 without VAT over 7 years" in told["threshold"]["text"]
    assert "£615,278" in told["threshold"]["text"]
    assert "indicators" not in told


def test_a_result_carries_them_and_they_are_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    tiny = ROOT / "examples" / "tiny"
    out = tmp_path / "result.json"
    assert run("solve", tiny, "--quiet", "--out", out).code == 0
    body = json.loads(out.read_text(encoding="utf-8"))
    assert {"regime", "threshold", "reasons"} <= {each["id"] for each in body["law"]}
    assert run("verify", tiny, out).code == 0
    body["law"][0]["text"] = "No law applies."
    out.write_text(json.dumps(body), encoding="utf-8")
    assert run("verify", tiny, out).code == 7


def test_units_under_one_regime_raise_no_flag(tmp_path: Path) -> None:
    """Also before there is a design."""
    assert "mixed_regimes" not in raised(tmp_path)
    assert "mixed_regimes" not in raised(tmp_path, ONE)
