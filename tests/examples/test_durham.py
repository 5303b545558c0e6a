"""Durham: 32 units in four areas, at most two to one provider, and whether four is right."""

from functools import cache
from itertools import pairwise
from pathlib import Path

import lotdesign as ld
from lotdesign.result.model import Result

FOLDER = Path(__file__).parents[2] / "examples" / "durham"
BEST = 6_905_492_07


@cache
def solved() -> Result:
    """The best design with its numbers of lots."""
    return ld.solve(ld.load(FOLDER)).result


def test_four_areas_are_proved_best_and_worked_out_again() -> None:
    result = solved()
    assert (result.status, len(result.lots)) == ("optimal", 4)
    assert result.measures["whole_life_cost"] == result.objective[0].bound == BEST
    assert result.tie_proved
    assert result.verification.ok
    assert result.candidates == 0  # not all lots were listed


def test_every_number_of_lots_is_proved() -> None:
    """Three lots and fewer are impossible, and each area more costs more."""
    ladder = solved().ladder
    assert [rung.lots for rung in ladder] == list(range(1, 33))
    found = [rung for rung in ladder if rung.design]
    assert [rung.lots for rung in found] == [4, 5, 6, 7, 8]
    assert {rung.status for rung in found} == {"optimal"}
    assert {rung.status for rung in ladder if not rung.design} == {"infeasible"}
    costs = [int(rung.measures["whole_life_cost"] or 0) for rung in found]
    assert all(108_000_00 < more - less < 130_000_00 for less, more in pairwise(costs))


def test_three_areas_are_impossible_by_arithmetic_alone() -> None:
    """No engine is asked."""
    result = ld.solve(ld.load(FOLDER, ["number.max=3"])).result
    assert (result.status, result.proved_by) == ("infeasible", ("pre-flight arithmetic",))
    assert "access asks for at least 4 lots" in result.preflight[0]


def test_the_cap_costs_nothing_and_small_providers_cost_an_area() -> None:
    """Without the cap the same areas are best; without small providers three are."""
    free = ld.solve(ld.load(FOLDER, off=["cap"]), context=False).result
    assert [lot.units for lot in free.lots] == [lot.units for lot in solved().lots]
    few = ld.solve(ld.load(FOLDER, off=["access"]), context=False).result
    assert (few.status, len(few.lots)) == ("optimal", 3)
    assert 160_000_00 < BEST - int(few.measures["whole_life_cost"] or 0) < 162_000_00
    assert few.measures["fewest_small_bidders"] == 0


def test_no_provider_has_more_than_two_areas_and_areas_are_like_and_near() -> None:
    lots = solved().lots
    awards = [lot.award for lot in lots]
    assert max(map(awards.count, awards)) <= 2
    values = [lot.market_value_pence for lot in lots]
    assert all(3 * sum(values) <= 16 * value <= 5 * sum(values) for value in values)
    assert all(rule.status == "met" for rule in solved().rules)


def test_every_figure_is_marked() -> None:
    scenario = ld.load(FOLDER)
    rows = (*scenario.units, *(scenario.providers or ()))
    assert all(row.basis == "assumption" and row.source for row in rows)
    assert all(rule.source for rule in scenario.rules)
    assert len({unit.locality for unit in scenario.units}) == len(scenario.localities) == 32
