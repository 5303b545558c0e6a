"""Lots around a start are drawn side by side."""

from random import Random

import pytest

from lotdesign.design import Lot
from solver.candidates.adjacency import Adjacency
from solver.heuristics.adjacent_lots import AdjacentLots, draw_adjacent_lots
from solver.heuristics.heuristic_state import IncumbentDesign
from solver.heuristics.incumbent_lots import IncumbentLot
from solver.heuristics.large_neighbourhood_search import RepairOutcome

PATH = Adjacency((0b00010, 0b00101, 0b01010, 0b10100, 0b01000))
"""Five units in a row."""


@pytest.mark.parametrize("seed", range(5))
def test_lots_are_drawn_one_beside_the_other(seed: int) -> None:
    """From the first of five in a row there is one way to go; then any that is left."""
    lots = [IncumbentLot(Lot((u,)), None) for u in range(5)]
    assert draw_adjacent_lots(lots, 0b1, 4, PATH, Random(seed)) == [1, 2, 3, 4]
    assert sorted(draw_adjacent_lots(lots, 0b1, 9, PATH, Random(seed))) == [0, 1, 2, 3, 4]


@pytest.mark.parametrize("seed", range(5))
def test_the_lot_to_start_from_is_freed_once(seed: int) -> None:
    """Of three lots, however many are asked for."""
    incumbent = IncumbentDesign(tuple(IncumbentLot(Lot((u,)), None) for u in range(3)))
    selector = AdjacentLots(PATH, Random(seed))
    outcome = RepairOutcome(incumbent, False, True, False)
    sizes = []
    while (found := selector.propose(incumbent)) is not None:
        assert len(set(found)) == len(found)
        sizes.append(len(found))
        selector.record(found, outcome, 0.0)
    assert sizes[:5] == [2, 3, 3, 3, 3]
