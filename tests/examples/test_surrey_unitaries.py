"""Surrey before two new councils: what it costs that no contract lies across the two."""

from pathlib import Path

import lotdesign as ld
from lotdesign.result.model import Result

FOLDER = Path(__file__).parents[2] / "examples" / "surrey-unitaries"
EAST = {"elmbridge", "epsom-ewell", "mole-valley", "reigate-banstead", "tandridge"}
NOT_CROSSING = 264_310_30


def solved(*off: str) -> Result:
    """The best design without some rules, proved and worked out again."""
    result = ld.solve(ld.load(FOLDER, off=off), context=False).result
    assert result.status == "optimal"
    assert result.verification.ok
    return result


def cost(result: Result) -> int:
    """Whole-life cost in pence."""
    return int(result.measures["whole_life_cost"] or 0)


def crossing(result: Result) -> list[tuple[str, ...]]:
    """The lots with districts of both councils."""
    return [lot.units for lot in result.lots if EAST & set(lot.units) and set(lot.units) - EAST]


def test_what_not_crossing_costs_in_one_command() -> None:
    told = ld.price(ld.load(FOLDER), split=False).told
    alone = {rule.rule: rule.alone for rule in told.rules}
    assert alone["no-crossing"] == NOT_CROSSING
    assert cost(solved()) - cost(solved("no-crossing")) == NOT_CROSSING


def test_no_lot_crosses_and_without_the_rule_two_do() -> None:
    held, free = solved(), solved("no-crossing")
    assert [len(r.lots) for r in (held, free)] == [5, 4]
    assert crossing(held) == []
    assert crossing(free) == [
        ("elmbridge", "runnymede", "spelthorne"),
        ("guildford", "mole-valley", "waverley"),
    ]


def test_one_contract_more_is_most_of_it() -> None:
    """Five years of £30,000 and £20,000 once; the rest is saved by size."""
    held, free = solved(), solved("no-crossing")
    own = [sum(r.totals.cost_pence) - sum(r.totals.paid_pence) for r in (held, free)]
    assert own[0] - own[1] == 5 * 30_000_00 + 20_000_00
    assert sum(held.totals.paid_pence) - sum(free.totals.paid_pence) == NOT_CROSSING - 170_000_00


def test_each_council_has_what_its_districts_cost() -> None:
    """A hundredth less than the budgets, for its own districts alone."""
    held = solved()
    for area, districts in (("east", EAST), ("west", None)):
        lots = [lot for lot in held.lots if (lot.units[0] in EAST) == (districts is EAST)]
        (rule,) = [rule for rule in held.rules if rule.id == f"{area}-money"]
        assert rule.status == "met"
        gross = sum(lot.gross_pence[0] for lot in lots)
        assert sum(lot.paid_pence[0] for lot in lots) <= gross * 99 // 100


def test_each_council_has_two_contracts_at_least() -> None:
    held = solved()
    reach = [bool(EAST & set(lot.units)) for lot in held.lots]
    assert (reach.count(True), reach.count(False)) == (2, 3)


def test_every_figure_is_marked() -> None:
    scenario = ld.load(FOLDER)
    rows = (*scenario.units, *(scenario.providers or ()))
    assert all(row.basis == "assumption" and row.source for row in rows)
    assert all(rule.source for rule in scenario.rules)
    assert len({unit.locality for unit in scenario.units}) == len(scenario.localities) == 11
