"""Candidates of a region, by hand, where Small charges less and may win one lot."""

from random import Random

import numpy as np
import pytest

from lotdesign.design import Lot
from lotdesign.scenario.scenario import Scenario
from solver.candidate_listing import tabulate_lots
from solver.heuristics import regional_candidates
from solver.heuristics.incumbent_lots import IncumbentLot, list_incumbent_lots
from solver.heuristics.local_model import drop_full_winners
from solver.heuristics.regional_candidates import RegionalCandidates
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
