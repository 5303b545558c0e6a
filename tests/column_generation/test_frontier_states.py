"""Orders of units with narrow frontiers, and what coarse sums lose."""

from itertools import pairwise
from random import Random

import pytest

from solver.column_generation.frontier_states import (
    COMPLETE_STATE,
    FrontierTooWide,
    build_transitions,
    order_units,
)
from solver.column_generation.frontier_sums import SumRange, coarsen_range, tighten_band
from solver.column_generation.requirements import LotBand
from tests.column_generation.maps import subsets


def ladder(length: int) -> list[int]:
    """Two rows of units side by side, numbered at random."""
    number = Random(length).sample(range(2 * length), 2 * length)
    touching = [(2 * i, 2 * i + 1) for i in range(length)]
    touching += [(a, a + 2) for a in range(2 * length - 2)]
    adjacency = [0] * (2 * length)
    for a, b in touching:
        adjacency[number[a]] |= 1 << number[b]
        adjacency[number[b]] |= 1 << number[a]
    return adjacency


def test_a_ladder_is_passed_rung_by_rung() -> None:
    """Each unit once, and never more than three in the frontier."""
    adjacency = ladder(12)
    order = order_units(adjacency, (1 << 24) - 1)
    assert sorted(order) == list(range(24))
    gone = 0
    for unit in order:
        gone |= 1 << unit
        assert sum(bool(adjacency[u] & ~gone) for u in order if gone >> u & 1) <= 3


def test_units_without_a_locality_come_first() -> None:
    """Then units that touch nothing, and parts of the map that do not touch each other."""
    adjacency = [0, 1 << 3, 0, 1 << 1, 1 << 5, 1 << 4]
    order = order_units(adjacency, 0b111011)
    assert order[:2] == [2, 0]
    assert sorted(order) == list(range(6))
    assert order_units([0, 0], 0) == [0, 1]


def test_a_frontier_that_is_too_wide_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where everything touches everything, no unit leaves it."""
    adjacency = [(1 << 12) - 1 & ~(1 << u) for u in range(12)]
    assert len(build_transitions(range(12), adjacency, adjacency, (1 << 12) - 1, True)) == 12
    monkeypatch.setattr("solver.column_generation.frontier_states.MAX_STATES", 1_000)
    with pytest.raises(FrontierTooWide):
        build_transitions(range(12), adjacency, adjacency, (1 << 12) - 1, True)


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("parts", [3, 10, 1_000])
def test_coarse_sums_keep_every_lot(seed: int, parts: int) -> None:
    """Lots within the range are within the coarse one; with fine parts few others are."""
    random = Random(seed)
    weights = tuple(
        random.choice((0, random.randint(1, 9), random.randint(1, 900))) for _ in range(9)
    )
    ends = sorted(random.randint(0, sum(weights)) for _ in range(2))
    rough = coarsen_range(SumRange(weights, ends[0], ends[1]), parts)
    for some in subsets(range(9)):
        total = sum(weights[u] for u in some)
        inside = rough.least <= sum(rough.parts[u] for u in some) <= rough.most
        if ends[0] <= total <= ends[1]:
            assert inside
        elif ends[1] <= parts:
            assert not inside


def test_a_lot_whose_dearest_unit_fits_in_part_only_is_kept() -> None:
    """Of errors 3, 4 and 4 the bound takes the first two and a part of the third.

    A lot of the last two alone has more than the first two have.
    """
    rough = coarsen_range(SumRange((3, 4, 14), 18, 20), 2)
    assert rough.parts == (0, 0, 1)
    assert (rough.least, rough.most) == (1, 2)


@pytest.mark.parametrize("seed", range(20))
def test_others_narrow_the_band_of_a_lot(seed: int) -> None:
    """Every lot of a division within the band lies within what is left of it."""
    random = Random(seed)
    cuts = [0, *sorted(random.randint(0, 30) for _ in range(3)), 30]
    sums = [after - before for before, after in pairwise(cuts)]
    least = random.choice((None, random.randint(0, min(sums))))
    most = random.choice((None, random.randint(max(sums), 30)))
    left = tighten_band(LotBand((1,) * 30, least, most), range(3, 6))
    assert all(left.least <= total <= left.most for total in sums)
    assert (least or 0) <= left.least
    assert left.most <= (30 if most is None else most)


def test_units_join_across_a_gap_without_touching() -> None:
    """Two units on either side of an empty locality may be one lot, which cuts no pair."""
    first, second = build_transitions(range(2), [0b10, 0b01], [0, 0], 0b11, True)
    taken = first.state_if_taken[0]
    assert taken >= 0
    assert second.state_if_taken[taken] == COMPLETE_STATE
    assert second.cuts_if_taken[taken] == 0
