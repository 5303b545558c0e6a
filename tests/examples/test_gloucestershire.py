"""Gloucestershire: pairs of districts, two lots at most to one provider, a lot without takers."""

from pathlib import Path

import lotdesign as ld
from lotdesign.result.model import Result

FOLDER = Path(__file__).parents[2] / "examples" / "gloucestershire"
AFTER = FOLDER / "lot-1-finds-nobody.toml"
NOTICE = [
    ("gloucester", "forest"),
    ("stroud", "cotswold"),
    ("cheltenham", "tewkesbury"),
]
STANDS = 'rule.stands={kind = "withdrawal", providers = ["any"]}'


def solved(*settings: str) -> Result:
    """The tender as it was, with some settings changed; proved and worked out again."""
    result = ld.solve(ld.load(FOLDER, settings), context=False).result
    assert result.status == "optimal"
    assert result.verification.ok
    return result


def cost(result: Result) -> int:
    """Whole-life cost in pence."""
    return int(result.measures["whole_life_cost"] or 0)


def test_the_best_pairs_are_the_notices() -> None:
    result = solved()
    assert [lot.units for lot in result.lots] == NOTICE
    assert cost(result) == 2_980_204_432
    assert [len(lot.eligible) for lot in result.lots] == [2, 3, 3]
    assert not result.lots[0].eligible_small


def test_any_one_provider_may_stay_away() -> None:
    assert [lot.units for lot in solved(STANDS).lots] == NOTICE
    assert cost(solved(STANDS)) == cost(solved())


def test_at_most_two_lots_go_to_one_provider() -> None:
    """With national A alone the cap, and nothing else, forbids the award of all three."""
    others = [
        f"providers.{row.id}.capacity=1"
        for row in ld.load(FOLDER).providers or ()
        if row.id != "national-a"
    ]
    capped = ld.solve(ld.load(FOLDER, others), context=False).result
    assert capped.status == "infeasible"
    freed = solved(*others, "cap.max_lots=3")
    assert {lot.award for lot in freed.lots} == {"national-a"}


def test_when_one_lot_finds_nobody_its_pair_has_to_be_divided() -> None:
    """The answer in one command: impossible, and the one repair that no provider has a part in.

    Or one who covers the other two pairs would have to cover both districts.
    """
    judged = ld.evaluate(ld.load(AFTER), option="notice").result
    assert [len(lot.eligible) for lot in judged.lots] == [0, 2, 2]
    why = ld.explain(ld.load(AFTER))
    assert why.status == "infeasible"
    assert why.told.proved_by
    assert why.told.complete
    assert why.told.conflicts == (("pairs", "cap"),)
    repair, wider = why.told.repairs
    (added,) = wider.changes
    assert (added.row, added.parameter, wider.least) == ("national-b", "localities", True)
    assert added.to == f"{added.origin};gloucester;forest"
    assert [change.setting for change in repair.changes] == ["--set pairs.min=1"]
    assert repair.least
    divided = repair.result
    assert divided is not None
    assert divided.status == "optimal"
    assert [lot.units for lot in divided.lots] == [("gloucester",), ("forest",), *NOTICE[1:]]
    assert all(lot.eligible_small for lot in divided.lots)
    assert cost(divided) - cost(solved()) == 29_423_408


def test_no_other_pairs_would_have_found_everybody() -> None:
    run = ld.solve(ld.load(AFTER, off=["let-2", "let-3"]), context=False)
    assert run.result.status == "infeasible"


def test_every_figure_is_marked_and_the_notices_are_named() -> None:
    scenario = ld.load(FOLDER)
    rows = (*scenario.units, *(scenario.providers or ()))
    assert all(row.basis == "assumption" and row.source for row in rows)
    sources = {rule.id: rule.source for rule in scenario.rules}
    assert "at most two lots" in sources["cap"]
    assert scenario.basis["term.initial"].startswith("source: Gloucestershire 2024")
