"""Lots and winners chosen at once out of the lots of many cheap partitions."""

from dataclasses import replace
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given

from solver.arrays import Flags
from solver.exact.branch_and_cut import primal_heuristics as heuristics
from solver.exact.branch_and_cut.gap_enumeration import build_gap_enumeration
from solver.exact.branch_and_cut.incumbent import Incumbent
from solver.exact.branch_and_cut.node import BranchNode, NodeFactory
from solver.exact.branch_and_cut.primal_heuristics import choose_from_pools
from tests.exact.models import SmallModel, dense, partition, partitions
from tests.solve.loading import examples


class Bid(NamedTuple):
    """Units of a lot, who carries it, and at what cost."""

    units: tuple[int, ...]
    winner: str
    cost: int


BIDS = (
    Bid((0, 1), "Ash", 10),
    Bid((0, 1), "Bree", 90),
    Bid((2, 3), "Ash", 10),
    Bid((2, 3), "Bree", 95),
    Bid((0, 2), "Ash", 15),
    Bid((0, 2), "Bree", 30),
    Bid((1, 3), "Ash", 25),
    Bid((1, 3), "Bree", 20),
)
"""The cheapest lots are both Ash's, who can win one."""


def build_market(places: tuple[int, ...] = (0, 1, 2, 3)) -> SmallModel:
    """Two ways to cut four units in two, and two providers who win one lot each.

    `places` are the numbers of the units, so that the one or the other way is listed first.
    """
    lots = tuple(tuple(sorted(places[unit] for unit in bid.units)) for bid in BIDS)
    model = partition(lots)
    for winner in ("Ash", "Bree"):
        won = dense([int(bid.winner == winner) for bid in BIDS])
        model.add_row(f"lots of {winner}", won, None, 1)
    return SmallModel(lots, model, dense([bid.cost for bid in BIDS], 500_000))


def open_node(small: SmallModel) -> tuple[NodeFactory, BranchNode] | None:
    """The node of two lots; None where its relaxation has no solution."""
    factory = NodeFactory(Incumbent(small.search(), small.objective, lambda value, bound: None))
    every: Flags = np.ones(factory.candidates, dtype=np.bool_)
    opened = factory.open_nodes(2, 2, every, None)
    return (factory, opened[0]) if opened else None


def widen(patch: pytest.MonkeyPatch) -> None:
    """Pools of all partitions that cost anything like the cheapest."""
    patch.setattr(heuristics, "BEAM_GAP_FRACTION", 1)
    patch.setattr(heuristics, "FIRST_POOL_SLACK", 1)


@pytest.mark.parametrize("places", [(0, 1, 2, 3), (0, 2, 1, 3)])
@pytest.mark.parametrize(
    ("sizes", "value"), [((1,), 500_100), ((1, 50), 500_035), ((50,), 500_035)]
)
def test_lots_and_winners_are_chosen_at_once_out_of_several_partitions(
    monkeypatch: pytest.MonkeyPatch, sizes: tuple[int, ...], value: int, places: tuple[int, ...]
) -> None:
    """By duals of 5 a unit alone the partition of Ash's lots is cheapest, and dear to award."""
    opened = open_node(build_market(places))
    assert opened is not None
    factory, node = opened
    duals = np.array([5.0 if row.kind == "unit" else 0.0 for row in node.rows])
    widen(monkeypatch)
    monkeypatch.setattr(heuristics, "POOL_PARTITIONS", sizes)
    choose_from_pools(factory, replace(node, duals=duals))
    assert factory.incumbent.value == value


def test_the_cheapest_candidates_of_a_pool_are_taken() -> None:
    opened = open_node(build_market())
    assert opened is not None
    enumeration = build_gap_enumeration(*opened)
    assert enumeration is not None
    pool = np.unique(enumeration.bitsets.bitset_of_candidate[[0, 2]])
    costs = enumeration.window.reduced_costs
    for most in range(6):
        taken = np.flatnonzero(enumeration.mark_cheapest(pool, most))
        assert len(taken) == min(most, 4)
        assert sorted(costs[taken]) == sorted(costs[:4])[: len(taken)]


@examples(60)
@given(partitions())
def test_what_pools_find_keeps_the_rows_and_is_no_better_than_the_best(small: SmallModel) -> None:
    opened = open_node(small)
    if opened is None:
        return
    with pytest.MonkeyPatch.context() as patch:
        widen(patch)
        choose_from_pools(*opened)
    incumbent, best = opened[0].incumbent, small.best()
    if incumbent.solution is not None:
        assert small.allows(incumbent.solution)
        assert best is not None
        assert incumbent.value == small.objective.evaluate(incumbent.solution) >= best
