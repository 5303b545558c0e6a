"""Kingston and Richmond: 16 cells, the two that are too small, and the least joining that helps."""

from pathlib import Path

import lotdesign as ld
from lotdesign.result.model import Result

FOLDER = Path(__file__).parents[2] / "examples" / "kingston-richmond"
NO_SUITABLE_BID = ["2b", "2d"]


def solved(*settings: str) -> Result:
    """The best design with some settings changed."""
    return ld.solve(ld.load(FOLDER, settings), context=False).result


def test_the_sums_of_the_record() -> None:
    scenario = ld.load(FOLDER)
    weekend = [unit.budget for unit in scenario.units if unit.service.startswith("weekend")]
    assert (len(weekend), sum(weekend)) == (4, 83_000_00)
    assert sum(solved().totals.gross_pence) == 1_772_840_00


def test_the_cells_that_are_too_small_are_those_without_a_suitable_bid() -> None:
    """Nobody is eligible, and four providers are kept out by nothing but the lot's value."""
    judged = ld.evaluate(ld.load(FOLDER), option="cells").result
    assert [lot.units[0] for lot in judged.lots if not lot.eligible] == NO_SUITABLE_BID
    lots = {lot.units[0]: lot.parties for lot in ld.who(ld.load(FOLDER), option="cells").told.lots}
    kept_out = [
        party.id
        for party in lots["2b"]
        if all("takes no lot under" in each for each in party.obstacles)
    ]
    assert kept_out == ["club-richmond", "disability", "leisure", "care"]


def test_a_lot_for_each_cell_is_impossible() -> None:
    """One command says so, with the rules that clash and the smallest change, both proved."""
    why = ld.explain(ld.load(FOLDER, ['rule.cells={kind = "lot_size", max = 1}']))
    assert why.status == "infeasible"
    assert ("somebody", "cells") in why.told.conflicts
    first = why.told.repairs[0]
    assert [change.setting for change in first.changes] == ["--set cells.max=2"]
    assert first.least


def test_joining_one_pair_is_the_least_that_helps() -> None:
    result = solved()
    assert result.status == "optimal"
    assert result.verification.ok
    assert all(aim.proved for aim in result.objective)
    assert [lot.units for lot in result.lots if len(lot.units) > 1] == [("2b", "2d")]
    assert (result.measures["changed_pairs"], len(result.lots)) == (1, 15)
    assert all(lot.eligible_small for lot in result.lots)


def test_two_bidders_for_every_lot_need_lots_of_more_than_one_activity() -> None:
    assert solved("somebody.min=2").status == "infeasible"
    scenario = ld.load(FOLDER, ["somebody.min=2"], ["one-activity"])
    result = ld.solve(scenario, context=False).result
    assert (result.status, len(result.lots)) == ("optimal", 13)
    assert min(len(lot.eligible) for lot in result.lots) == 2


def test_every_figure_is_marked() -> None:
    scenario = ld.load(FOLDER)
    rows = (*scenario.units, *(scenario.providers or ()))
    assert all(row.basis == "assumption" and row.source for row in rows)
    assert scenario.basis["term.extensions"].startswith("source: Kingston and Richmond 2025")
