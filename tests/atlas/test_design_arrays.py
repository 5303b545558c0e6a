"""Designs as flat arrays: sums that would wrap, and where a design stands."""

import numpy as np

from solver.enumeration.atlas import Atlas
from solver.enumeration.design_arrays import DesignList
from tests.atlas.towns import rule, scenario


def test_sums_beyond_a_machine_word_are_exact() -> None:
    """Each weight fits, and so do two of them; five do not."""
    designs = DesignList(np.array([0, 1, 0, 1, 2, 3, 4]), np.array([0, 2, 7]))
    weights = np.array([2**61, 2**61 + 1, 2**61 - 7, 2**61, 2**61])
    assert [int(total) for total in designs.sums(weights)] == [2**62 + 1, 5 * 2**61 - 6]


def test_every_design_is_found_where_it_stands() -> None:
    """One that shares lots with others too; one that breaks a structural rule is nowhere."""
    atlas = Atlas.of(scenario(5, rule("apart", units=["u0", "u1"])))
    answer = atlas.answer()
    assert [atlas.find_position(answer.design(i)) for i in range(len(atlas))] == [
        *range(len(atlas))
    ]
    free = Atlas.of(scenario(5)).answer()
    positions = [atlas.find_position(free.design(i)) for i in range(len(free.measured))]
    assert sorted(p for p in positions if p is not None) == [*range(len(atlas))]
    assert positions.count(None) == len(free.measured) - len(atlas)
