"""`lotdesign who`, both ways round."""

import json
from itertools import combinations

import pytest
from hypothesis import given

import lotdesign as ld
from lotdesign.market.eligibility import find_eligible_parties
from lotdesign.money.lot_cost import compute_lot_account
from solver.enumeration.all_designs import keep_structural_rules
from tests.candidates.naive import alone, is_about_lots, keeps
from tests.cli.run import ROOT, run
from tests.solve.loading import DRAWABLE, Doc, examples, loaded
from tests.strategies import scenarios

TINY = ROOT / "examples" / "tiny"
PAPER = ROOT / "examples" / "central-bedfordshire"


def flat(text: str) -> str:
    """The text without its line ends."""
    return " ".join(text.split())


@examples(80)
@given(scenarios(kinds=DRAWABLE, max_units=5, with_providers=True, prices=None, consortia=None))
def test_the_largest_lots_hold_all_that_can_be_bid_for(doc: Doc) -> None:
    """Every set of units, judged by the rules' own measures and the plain test of eligibility."""
    scenario = loaded(doc)
    bones = keep_structural_rules(scenario)
    units = range(len(scenario.units))
    possible = [
        lot
        for size in range(1, len(units) + 1)
        for lot in combinations(units, size)
        if all(keeps(rule, alone(bones, lot)) for rule in bones.rules if is_about_lots(rule))
    ]
    for p, party in enumerate(scenario.parties):
        told = ld.reach(scenario, party.id).told
        can = [
            lot
            for lot in possible
            if p in find_eligible_parties(scenario, lot, compute_lot_account(scenario, lot).value)
        ]
        largest = [lot for lot in can if not any(set(lot) < set(other) for other in can)]
        assert (told.possible, told.can) == (len(possible), len(can))
        named = {tuple(sorted(scenario.find_positions(lot.units))) for lot in told.largest}
        assert named == set(largest)
        values = [lot.market_value_pence for lot in told.largest]
        assert values == sorted(values, reverse=True)


def test_rules_that_a_largest_lot_breaks_are_told() -> None:
    """The mutual could carry the centres of the south, but no lot mixes too many."""
    told = ld.reach(
        ld.load(TINY, settings=['rule.two={kind = "lot_size", max = 2}']), "upland"
    ).told
    (lot,) = told.largest
    assert lot.units == ("centre-west", "centre-hill", "youth-west", "youth-hill")
    assert lot.broken == ("two",)
    assert (told.possible, told.can) == (54, 15)


def test_the_page_of_a_lot() -> None:
    said = run("who", TINY, "--units", "centre-west; youth-west")
    assert said.code == 0
    assert "It stays open to small providers (2 small providers needed) up to £300,000" in flat(
        said.out
    )
    assert "does not cover West: East and Hill charity" in said.out
    assert "will bid" not in said.out


def test_years_are_shown_where_one_is_too_much() -> None:
    grown = ("--set", "money.uplift=10%", "--set", "units.centre-west.annual_budget=190000")
    said = run("who", TINY, "--units", "centre-west;youth-west", *grown, "--set", "term.initial=4")
    assert "Year 3" in said.out
    assert "It is not open to small providers" in flat(said.out)
    assert "a lot of up to £300,000 would be" in flat(said.out)


def test_a_ladder_for_every_lot_of_a_design() -> None:
    body = json.loads(run("who", PAPER, "--option", "council", "--format", "json").out)
    assert len(body["lots"]) == 7
    assert all(len(lot["parties"]) == 21 for lot in body["lots"])
    for lot in body["lots"]:
        can = [p for p in lot["parties"] if p["eligible"] and p["small"]]
        assert lot["accessible"] == (len(can) >= body["needed"] == 3)
    sheet = run("who", PAPER, "--option", "council", "--format", "csv").out.splitlines()
    assert len(sheet) == 1 + 7 * 21
    assert sheet[0].startswith("lot,value,provider,small,eligible,carries_up_to")


def test_from_python() -> None:
    scenario = ld.load(PAPER)
    frame = ld.who(scenario, option="council").parties
    assert len(frame) == 7 * 21
    assert ld.reach(scenario, "charity-leighton").largest["market_value_pence"].max() <= 45_000_000
    design = [[unit.id] for unit in scenario.units]
    assert len(ld.who(scenario, design=design).told.lots) == len(scenario.units)


@pytest.mark.parametrize(
    ("flags", "code", "said"),
    [
        ((), 2, "give one of"),
        (("--units", "centre-west", "--provider", "town"), 2, "give one of"),
        (("--units", "centre-wets"), 3, "did you mean 'centre-west'?"),
        (("--units", ""), 3, "--units"),
        (("--provider", "twon"), 3, "did you mean 'town'?"),
        (("--option", "x"), 3, "--option"),
    ],
)
def test_wrong_usage(flags: tuple[str, ...], code: int, said: str) -> None:
    answer = run("who", TINY, *flags)
    assert (answer.code, answer.out) == (code, "")
    assert said in answer.err


def test_the_formats_of_the_largest_lots() -> None:
    page = run("who", TINY, "--provider", "upland")
    assert "is eligible for 15 of the 54 lots" in page.out
    body = json.loads(run("who", TINY, "--provider", "upland", "--format", "json").out)
    assert (body["schema"], body["can"]) == (1, 15)
    sheet = run("who", TINY, "--provider", "upland", "--format", "csv").out.splitlines()
    assert sheet[1].endswith(",270000.00,3,2,")
    assert run("who", TINY, "--provider", "upland", "--format", "md").out.startswith(
        "West and Hill"
    )
