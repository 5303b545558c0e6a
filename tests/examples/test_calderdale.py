"""Calderdale: two areas in 2014, two services with terms of their own in 2025."""

from pathlib import Path

import lotdesign as ld
from lotdesign.result.model import Result

FOLDER = Path(__file__).parents[2] / "examples" / "calderdale"
SAME_TERM = ["term.service.1.initial=5", "term.service.1.extensions=[5]"]
EAST = ("core-north-east", "core-lower-valley", "day-north-east", "day-lower-valley")
CORE = ("core-north-east", "core-lower-valley", "core-central", "core-upper-valley")


def judged(option: str, *settings: str) -> Result:
    """An option of the example."""
    return ld.evaluate(ld.load(FOLDER, settings), option=option).result


def cost(result: Result) -> int:
    """Whole-life cost in pence."""
    return int(result.measures["whole_life_cost"] or 0)


def test_the_notices_value_with_all_extensions_to_the_penny() -> None:
    """Ten years of core and family support, five of day care."""
    result = judged("services")
    assert sum(result.totals.gross_pence) == 46_992_000_00
    core, day = result.lots
    assert [sum(1 for year in lot.gross_pence if year) for lot in (core, day)] == [10, 5]


def test_areas_are_cheaper_and_services_open_to_more_in_one_command() -> None:
    """The frontier has these two points, and it is proved that there are no others."""
    told = ld.frontier(ld.load(FOLDER)).told
    assert told.status == "optimal"
    assert told.complete
    assert told.proved_by
    areas, services = told.points
    assert areas.lots[0] == EAST
    assert services.lots[0] == CORE
    assert [point.values for point in told.points] == [(47_142_000_00, 1), (47_342_000_00, 2)]


def test_why_the_areas_are_cheaper() -> None:
    """Four localities save £15,000 for five years; day care's contract ends five years earlier."""
    areas, services = judged("areas"), judged("services")
    saved = sum(services.totals.paid_pence) - sum(areas.totals.paid_pence)
    assert saved == 4 * 5 * 15_000_00
    own = [sum(r.totals.cost_pence) - sum(r.totals.paid_pence) for r in (areas, services)]
    assert own[0] - own[1] == 5 * 20_000_00
    assert cost(services) - cost(areas) == saved - (own[0] - own[1])


def test_with_one_term_for_both_the_areas_gain_more() -> None:
    areas, services = judged("areas", *SAME_TERM), judged("services", *SAME_TERM)
    assert cost(services) - cost(areas) == 600_000_00


def test_a_lot_that_ends_as_one_leaves_two_services() -> None:
    scenario = ld.load(FOLDER, ["ends.end_within=0"])
    result = ld.solve(scenario, context=False).result
    assert result.status == "optimal"
    assert [lot.units[0] for lot in result.lots] == ["core-north-east", "day-north-east"]
    assert all(len(lot.services) == 1 for lot in result.lots)
    broken = [
        rule.id for rule in judged("areas", "ends.end_within=0").rules if rule.status == "broken"
    ]
    assert broken == ["ends"]


def test_both_options_keep_every_rule_as_it_stands() -> None:
    for option in ("areas", "services"):
        assert not [rule for rule in judged(option).rules if rule.status == "broken"]


def test_every_figure_is_marked_and_the_notices_are_named() -> None:
    scenario = ld.load(FOLDER)
    rows = (*scenario.units, *(scenario.providers or ()))
    assert all(row.basis == "assumption" and row.source for row in rows)
    assert all("Calderdale 20" in option.source for option in scenario.options)
    assert scenario.basis["term.service"].startswith("source: Calderdale 2025")
