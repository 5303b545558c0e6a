"""Surrey: 21 contracts and 11, the tenth to the penny and what reversing it costs, uplift."""

from fractions import Fraction
from functools import cache
from pathlib import Path

import lotdesign as ld
from lotdesign.pence import round_away
from lotdesign.result.model import Result

FOLDER = Path(__file__).parents[2] / "examples" / "surrey"
BASE = 628_913_700
TENTH = 62_891_370
REVERSED = "money.promised.0.annual=0%"


@cache
def solved(*settings: str) -> Result:
    """The best design with some settings changed, proved and worked out again."""
    result = ld.solve(ld.load(FOLDER, settings), context=False).result
    assert result.status == "optimal"
    assert result.verification.ok
    return result


@cache
def judged(option: str, *settings: str) -> Result:
    """An option of the example."""
    return ld.evaluate(ld.load(FOLDER, settings), option=option).result


def cost(result: Result) -> int:
    """Whole-life cost in pence."""
    return int(result.measures["whole_life_cost"] or 0)


def test_21_centres_in_11_districts_under_21_contracts() -> None:
    scenario = ld.load(FOLDER)
    assert len(scenario.units) == len({unit.contract for unit in scenario.units}) == 21
    assert len(scenario.localities) == len({unit.locality for unit in scenario.units}) == 11
    assert {option.id: len(option.lots) for option in scenario.options} == {
        "today": 21,
        "proposed": 11,
    }


def test_ninety_per_cent_of_the_base_to_the_penny() -> None:
    """£6,289,137 less £628,913.70, every year, and in all lots together."""
    totals = solved().totals
    assert set(totals.budget_pence) == {BASE}
    assert set(totals.promised_pence) == {TENTH}
    assert set(totals.envelope_pence) == set(totals.gross_pence) == {566_022_330}
    assert BASE * 9 == 566_022_330 * 10


def test_each_centre_loses_its_tenth_but_for_a_penny() -> None:
    """Shared out by budgets, largest remainder first."""
    for unit in ld.load(FOLDER).units:
        assert abs(unit.gross[0] - Fraction(9, 10) * unit.gross_before_savings[0]) < 1


def test_what_the_cut_changes_and_what_reversing_it_costs() -> None:
    """Larger contracts are open to fewer small providers, so that more lots are needed."""
    cut, full = solved(), solved(REVERSED)
    assert [len(cut.lots), len(full.lots)] == [13, 16]
    assert [cost(cut), cost(full)] == [2_912_126_635, 3_249_491_660]
    assert cost(full) - cost(cut) - 5 * TENTH > 0
    assert [r.measures["fewest_small_bidders"] for r in (cut, full)] == [3, 2]


def test_the_best_designs_divide_districts_and_never_join_two() -> None:
    for result in (solved(), solved(REVERSED)):
        assert all(len(lot.localities) == 1 for lot in result.lots)


def test_11_contracts_instead_of_21() -> None:
    """Ten times five years of £12,000 and £15,000 once, and what larger lots save."""
    today, proposed = judged("today"), judged("proposed")
    assert [len(r.lots) for r in (today, proposed)] == [21, 11]
    assert cost(today) - cost(proposed) == 98_997_550
    own = [sum(r.totals.cost_pence) - sum(r.totals.paid_pence) for r in (today, proposed)]
    assert own[0] - own[1] == 10 * (5 * 12_000_00 + 15_000_00)
    assert cost(proposed) < cost(solved())


def test_the_proposed_11_leave_fewer_lots_open_to_small_providers() -> None:
    """10 of 11 with the cut, 7 without it; today's 21 are all open either way."""
    open_lots = {
        (option, settings): judged(option, *settings).measures["accessible_lots"]
        for option in ("today", "proposed")
        for settings in ((), (REVERSED,))
    }
    assert list(open_lots.values()) == [21, 21, 10, 7]
    broken = [r.id for r in judged("proposed").rules if r.status == "broken"]
    assert broken == ["access"]


def test_the_design_cannot_find_the_tenth() -> None:
    """Size saves 2% at most."""
    run = ld.solve(ld.load(FOLDER, ["money.promised.0.found_by=design"]), context=False)
    assert run.result.status == "infeasible"
    assert run.result.proved_by == ("pre-flight arithmetic",)


def test_partners_carry_together_what_neither_can_alone() -> None:
    lots = {lot.units[0]: lot for lot in judged("proposed").lots}
    reigate = lots["reigate-banstead-1"]
    assert "lead-reigate" in reigate.eligible_consortia
    assert not {"charity-reigate", "school-reigate"} & set(reigate.eligible)
    assert reigate.eligible_small == ("regional-south",)


def test_every_consortium_is_told_from_single_bidders() -> None:
    told = ld.who(ld.load(FOLDER), option="proposed").told
    for lot in told.lots:
        joined = {party.id for party in lot.parties if party.consortium}
        assert joined == {"lead-national", "lead-local", "lead-reigate"}


def test_uplift_year_by_year() -> None:
    """3% from year 2 on, for each centre to the penny; the cut stays a tenth of every year."""
    scenario = ld.load(FOLDER, ["money.uplift=3%", "envelope.uplift=3%"])
    yearly = [sum(unit.gross_before_savings[y] for unit in scenario.units) for y in range(5)]
    assert yearly == [628_913_700, 647_781_111, 667_214_543, 687_230_981, 707_847_909]
    for year, budget in enumerate(yearly):
        grown = [round_away(unit.budget * Fraction(103, 100) ** year) for unit in scenario.units]
        assert budget == sum(grown)
        kept = sum(unit.gross[year] for unit in scenario.units)
        assert kept == budget - round_away(Fraction(budget, 10))


def test_uplifts_need_money_in_the_envelope() -> None:
    """Granted with it, 16 lots; without it nothing is possible."""
    granted = solved("money.uplift=3%", "envelope.uplift=3%")
    assert (len(granted.lots), cost(granted)) == (16, 3_110_226_268)
    run = ld.solve(ld.load(FOLDER, ["money.uplift=3%"]), context=False)
    assert run.result.status == "infeasible"
    assert "In year 5" in run.result.preflight[0]


def test_every_figure_has_its_key_point_or_is_marked() -> None:
    scenario = ld.load(FOLDER)
    rows = (*scenario.units, *(scenario.providers or ()))
    assert all(row.basis == "assumption" and row.source for row in rows)
    assert all("key point" in each.source for each in (*scenario.rules, *scenario.options))
    assert scenario.basis["money.promised"].startswith("source: Surrey 2023, key points 10")
