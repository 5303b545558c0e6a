"""Recombination draws connected lots within their bands."""

from functools import reduce
from operator import or_
from random import Random

import pytest

from solver.bitsets import iterate_bits, pack_bits
from solver.candidates.adjacency import Adjacency
from solver.labelling.recombination import Recombination
from solver.labelling.requirements import LotBand

SIDE = 5
SQUARES = SIDE * SIDE


def build_grid() -> Adjacency:
    """A square of squares."""
    places = {(x, y): x * SIDE + y for x in range(SIDE) for y in range(SIDE)}
    return Adjacency(
        [
            pack_bits(
                places[near]
                for near in ((x - 1, y), (x + 1, y), (x, y - 1), (x, y + 1))
                if near in places
            )
            for x, y in places
        ]
    )


@pytest.mark.parametrize("lots", [1, 2, 3, 5])
@pytest.mark.parametrize("start", range(3))
def test_lots_are_connected_parts_within_their_bands(lots: int, start: int) -> None:
    """Two bands at once: of size, and of weights that differ."""
    weights = [1 + (7 * u) % 5 for u in range(SQUARES)]
    share = sum(weights) / lots
    bands = (
        LotBand((1,) * SQUARES, SQUARES // lots - 3, SQUARES // lots + 3),
        LotBand(weights, round(share * 0.8), round(share * 1.2)),
    )
    found = Recombination(build_grid(), bands, Random(start)).draw(lots)
    assert found is not None
    assert len(found) == lots
    assert reduce(or_, found) == (1 << SQUARES) - 1
    assert sum(lot.bit_count() for lot in found) == SQUARES
    assert [lot & -lot for lot in found] == sorted(lot & -lot for lot in found)
    for lot in found:
        assert build_grid().is_connected(lot)
        for band in bands:
            assert (
                (band.least or 0)
                <= sum(band.weights[u] for u in iterate_bits(lot))
                <= (band.most or 0)
            )


def test_pairs_of_lots_are_drawn_again_until_little_is_cut() -> None:
    """A square of 25 in five equal lots: five bars, which cut 20 pairs, are easily found."""
    adjacency = build_grid()
    found = Recombination(adjacency, (LotBand((1,) * SQUARES, 5, 5),), Random(1)).draw(5)
    assert found is not None
    cut = (
        sum((adjacency.touching[u] & ~lot).bit_count() for lot in found for u in iterate_bits(lot))
        // 2
    )
    assert cut <= 20


def test_what_cannot_be_drawn_is_not_there() -> None:
    """Lots heavier than everything together, and units that do not connect."""
    assert (
        Recombination(build_grid(), (LotBand((1,) * SQUARES, 20, 20),), Random(0)).draw(2) is None
    )
    assert Recombination(Adjacency([0, 0]), (), Random(0)).draw(1) is None
    assert Recombination(Adjacency([0, 0]), (), Random(0)).draw(2) is None
