"""From budgets to gross value: need, uplift, promised savings, dividing."""

from fractions import Fraction
from itertools import pairwise
from pathlib import Path

from lotdesign.input.load import load
from lotdesign.pence import Pence
from lotdesign.scenario.scenario import Scenario
from lotdesign.scenario.yearly_budgets import uplift_budget
from lotdesign.scenario.years import YearSpan

SERVICES = {
    "centres": 1_520_000,
    "grants": 160_000,
    "youth": 189_000,
    "outreach": 55_000,
    "contact": 300_000,
}
"""Yearly budgets of the Central Bedfordshire paper, in pounds."""

PAPER = """
[[money.promised]]
service = "youth"
first_year = 1
annual = 20000
[[money.promised]]
service = "youth"
first_year = 2
annual = 59000
"""


def scenario(folder: Path, units: list[dict[str, object]], rest: str, years: int = 1) -> Scenario:
    """A scenario of these units, in one TOML file."""
    rows = "".join(
        "[[units]]\n" + "".join(f"{key} = {cell!r}\n" for key, cell in unit.items())
        for unit in units
    )
    file = folder / "town.toml"
    file.write_text(f"schema = 1\n[term]\ninitial = {years}\n{rest}\n{rows}")
    return load(file)


def unit(name: str, budget: object, **cells: object) -> dict[str, object]:
    """A unit's row; its service is `s` unless told otherwise."""
    return {"id": name, "name": name, "service": "s", "annual_budget": budget} | cells


def test_the_central_bedfordshire_paper_comes_to_its_total(tmp_path: Path) -> None:
    """Seven years of 2,224,000 minus 20,000 and six times 79,000: the paper's £15.07M."""
    units = [unit(name, budget, service=name) for name, budget in SERVICES.items()]
    paper = scenario(tmp_path, units, PAPER, years=7)
    yearly = [sum(u.gross[year] for u in paper.units) for year in range(paper.years)]
    assert yearly == [2_204_000_00] + [2_145_000_00] * 6
    assert sum(yearly) == 15_074_000_00


def test_savings_that_the_design_must_find_leave_the_units_their_money(tmp_path: Path) -> None:
    """`found_by = "design"` cuts no unit; what is promised is known all the same."""
    units = [unit(name, budget, service=name) for name, budget in SERVICES.items()]
    by_design = PAPER.replace("annual =", 'found_by = "design"\nannual =')
    paper = scenario(tmp_path, units, by_design, years=7)
    assert {u.gross for u in paper.units if u.service == "youth"} == {(Pence(189_000_00),) * 7}
    assert [paper.sum_promised("youth", year) for year in (1, 2, 7)] == [20_000_00] + [
        79_000_00
    ] * 2


def test_a_promise_for_once_counts_in_its_year_alone(tmp_path: Path) -> None:
    """`once = true` is not repeated."""
    once = '[[money.promised]]\nservice = "s"\nfirst_year = 2\nannual = 10\nonce = true'
    assert scenario(tmp_path, [unit("a", 100)], once, years=3).units[0].gross == (
        100_00,
        90_00,
        100_00,
    )


def test_a_share_is_of_the_service_s_uplifted_budgets_rounded_once(tmp_path: Path) -> None:
    """£100.01 and £200.04 make £300.05, of which 10% is £30.01; in year 2 £309.05, and £30.91."""
    cut = (
        '[money]\nuplift = "3%"\n[[money.promised]]\nservice = "s"\nfirst_year = 1\nannual = "10%"'
    )
    units = [unit("a", "100.01"), unit("b", "200.04"), unit("other", 50, service="t")]
    town = scenario(tmp_path, units, cut, years=2)
    assert [town.sum_promised("s", year) for year in (1, 2)] == [30_01, 30_91]
    assert [u.gross_before_savings for u in town.units[:2]] == [(100_01, 103_01), (200_04, 206_04)]
    assert [sum(u.gross[year] for u in town.units[:2]) for year in (0, 1)] == [270_04, 278_14]
    assert town.units[2].gross == (50_00, 51_50)
    assert town.sum_promised("t", 1) == 0


def test_a_share_that_the_design_must_find_leaves_the_units_their_money(tmp_path: Path) -> None:
    """Only what is promised is a tenth."""
    cut = '[[money.promised]]\nservice = "s"\nfirst_year = 1\nannual = "10%"\nfound_by = "design"'
    town = scenario(tmp_path, [unit("a", 100)], cut)
    assert town.units[0].gross == (100_00,)
    assert town.sum_promised("s", 1) == 10_00


def test_a_cut_is_shared_out_by_budget_to_the_penny(tmp_path: Path) -> None:
    """One penny more goes to the largest remainder, ties to the earlier unit."""
    cut = '[[money.promised]]\nservice = "s"\nfirst_year = 1\nannual = "0.04"'
    units = [unit("a", 100), unit("b", 100), unit("c", 100)]
    town = scenario(tmp_path, units, cut)
    assert [u.gross[0] for u in town.units] == [99_98, 99_99, 99_99]
    assert [u.gross_before_savings[0] for u in town.units] == [100_00] * 3
    unequal = scenario(tmp_path, [unit("a", 100), unit("b", 300)], cut)
    assert [u.gross[0] for u in unequal.units] == [99_99, 299_97]


def test_need_led_funding_moves_money_and_keeps_the_total(tmp_path: Path) -> None:
    """At pace 0 budgets stand, at 1 they follow need, halfway they lie between."""
    units = [unit("a", 300, need=1), unit("b", 100, need=1), unit("other", 7, service="t")]
    for pace, expected in (("0%", (300, 100)), ("50%", (250, 150)), ("100%", (200, 200))):
        led = f'[[money.need_led]]\nservice = "s"\npace = "{pace}"'
        town = scenario(tmp_path, units, led)
        assert [u.budget for u in town.units] == [100 * pounds for pounds in (*expected, 7)]


def test_need_led_funding_without_any_need_leaves_budgets_until_need_alone_counts(
    tmp_path: Path,
) -> None:
    """Needs that are all 0 weigh nothing; weights that are all 0 share alike."""
    units = [unit("a", 300, need=0), unit("b", 100, need=0)]
    for pace, expected in (("50%", [300_00, 100_00]), ("100%", [200_00, 200_00])):
        led = f'[[money.need_led]]\nservice = "s"\npace = "{pace}"'
        assert [u.budget for u in scenario(tmp_path, units, led).units] == expected


def test_uplift_compounds_and_rounds_each_year_once() -> None:
    """Every year is rounded from the exact power, halves away from zero."""
    assert uplift_budget(Pence(50), Fraction(1, 100), 3, YearSpan(1, 3)) == (50, 51, 51)
    assert uplift_budget(Pence(100_00), Fraction(-1, 10), 3, YearSpan(1, 3)) == (
        100_00,
        90_00,
        81_00,
    )
    rising = uplift_budget(Pence(1_520_000_00), Fraction(2, 100), 7, YearSpan(1, 7))
    assert all(later > earlier for earlier, later in pairwise(rising))
    assert rising[6] == 171_176_688


def test_a_divided_unit_becomes_parts_that_add_up(tmp_path: Path) -> None:
    """Parts stand in the unit's place, in the localities' order, by need or population."""
    places = "".join(
        f'[[localities]]\nid = "{name}"\nname = ""\nneed = {need}\npopulation = {people}\n'
        for name, need, people in (("l", 1, 0), ("m", 2, 0))
    )
    units = [unit("a", 1), unit("b", 100, need=3, tupe_fte=6, building_rent=100), unit("c", 1)]
    for by, shares, staff in (
        ("need", (33_33, 66_67), (2, 4)),
        ("population", (50_00, 50_00), (3, 3)),
        ("equal", (50_00, 50_00), (3, 3)),
    ):
        rest = f'[[divide]]\nunits = ["b"]\nby = "{by}"\n{places}'
        town = scenario(tmp_path, units, rest)
        assert [u.id for u in town.units] == ["a", "b@l", "b@m", "c"]
        assert [u.gross[0] for u in town.units[1:3]] == list(shares)
        assert [u.rent for u in town.units[1:3]] == list(shares)
        assert [u.gross_before_savings[0] for u in town.units[1:3]] == list(shares)
        assert [u.tupe_fte for u in town.units[1:3]] == list(staff)
        assert sum(u.need or 0 for u in town.units) == 3
        assert town.divided == {"b": {1, 2}}
