"""Candidates of a region, by hand, where Small charges less and may win one lot."""

from random import Random

import numpy as np
import pytest

from lotdesign.design import Lot
from lotdesign.scenario.scenario import Scenario
from solver.candidate_listing import tabulate_lots
from solver.candidates.table import CandidateTable
from solver.heuristics import regional_candidates
from solver.heuristics.heuristic_state import IncumbentDesign
from solver.heuristics.incumbent_lots import IncumbentLot, list_incumbent_lots, thin_candidates
from solver.heuristics.local_model import drop_full_winners
from solver.heuristics.regional_candidates import RegionalCandidates
from solver.heuristics.regional_repair import _FreedRegion as FreedRegion
from tests.rules.office import PROVIDERS, office

BIG, SMALL, TINY = range(3)
A, B, C, Y, W = range(5)


def build_office() -> Scenario:
    """Small and Tiny may win one lot each."""
    prices = ("100", "90", "95")
    rows = [row | {"price": price} for row, price in zip(PROVIDERS, prices, strict=True)]
    limited = [row | {"max_lots": "" if row["id"] == "big" else 1} for row in rows]
    return office(providers=limited)


def list_region(own: list[Lot], kept: list[IncumbentLot], local: bool) -> set[IncumbentLot]:
    """The candidates of A and B beside kept lots."""
    region = RegionalCandidates(build_office(), Random(1))
    lots = [IncumbentLot(lot, BIG) for lot in own]
    table = region.list_candidates(frozenset([A, B]), lots, kept, local)
    return set(list_incumbent_lots(table, range(len(table))))


def test_own_lots_are_there_also_where_none_are_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(regional_candidates, "MAX_LISTED_LOTS", 0)
    monkeypatch.setattr(regional_candidates, "RANDOM_TREES", 0)
    found = list_region([Lot((A, B))], [], local=False)
    assert {each.lot for each in found} == {Lot((A, B))}


def test_kept_lots_matter_by_their_winners() -> None:
    """By their own alone; where only capacities connect lots, if it could win A or B too."""
    kept = [IncumbentLot(Lot((C,)), SMALL), IncumbentLot(Lot((Y,)), BIG)]
    inside = {
        IncumbentLot(Lot(units), winner)
        for units in ((A,), (B,), (A, B))
        for winner in (BIG, SMALL, TINY)
    }
    assert list_region([], kept, local=False) == inside | set(kept)
    assert list_region([], kept, local=True) == inside | set(kept)
    contact = IncumbentLot(Lot((W,)), BIG)
    assert list_region([], [contact], local=True) == inside | {contact}


def test_who_is_full_outside_wins_nothing_inside() -> None:
    """Small has its one lot."""
    scenario = build_office()
    table = tabulate_lots(scenario, [((u,), "external") for u in (A, B, C)])
    lots = list_incumbent_lots(table, range(len(table)))
    outside = IncumbentLot(Lot((C,)), SMALL)
    kept = np.array([each.lot.units != (C,) or each == outside for each in lots])
    table = table.filter(kept)
    left = drop_full_winners(table, frozenset([A, B]))
    found = set(list_incumbent_lots(left, range(len(left))))
    assert found == {
        outside,
        *(IncumbentLot(Lot((u,)), winner) for u in (A, B) for winner in (BIG, TINY)),
    }


def list_office_lots() -> CandidateTable:
    """A, B and both together by every winner, and C by Big."""
    region = RegionalCandidates(build_office(), Random(1))
    return region.list_candidates(
        frozenset([A, B]), [], [IncumbentLot(Lot((C,)), BIG)], local=False
    )


@pytest.mark.parametrize("own", range(9))
def test_of_few_candidates_the_incumbents_own_and_all_outside_stay(own: int) -> None:
    """However dear they are: one for each unit is kept else."""
    table = list_office_lots()
    kept = np.arange(len(table)) == own
    few = thin_candidates(table, frozenset([A, B]), Random(2), kept, most=2)
    left = set(list_incumbent_lots(few, range(len(few))))
    assert len(left) < len(table)
    assert {*list_incumbent_lots(table, [own]), IncumbentLot(Lot((C,)), BIG)} <= left


def test_what_is_chosen_in_a_region_stands_beside_what_was_fixed() -> None:
    """A design is whole again."""
    table, fixed = list_office_lots(), (IncumbentLot(Lot((C,)), BIG),)
    names = list_incumbent_lots(table, range(len(table)))
    chosen = names.index(IncumbentLot(Lot((A, B)), SMALL))
    region = FreedRegion(IncumbentDesign(()), frozenset([A, B]), fixed, table)
    solution = (np.arange(len(table)) == chosen).astype(np.int64)
    assert region.replace_lots(solution) == (*fixed, names[chosen])
