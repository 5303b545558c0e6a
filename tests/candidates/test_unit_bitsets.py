"""Unit sets as one-word bit sets, up to a word's length."""

import numpy as np
import pytest

from solver.candidates.unit_bitsets import WORD_BITS, build_unit_bitsets


@pytest.mark.parametrize(("units", "fits"), [(WORD_BITS, True), (WORD_BITS + 1, False)])
def test_a_lot_that_is_longer_than_a_word_does_not_fit(units: int, fits: bool) -> None:
    """All units in one lot, and each in its own."""
    members = [np.array([0, 1 + unit]) for unit in range(units)]
    found = build_unit_bitsets(members, 1 + units)
    assert (found is not None) == fits
    if found is not None:
        assert found.sizes[found.bitset_of_candidate].tolist() == [units] + [1] * units


def test_a_candidate_without_units_does_not_fit() -> None:
    assert build_unit_bitsets([np.array([0]), np.array([0])], 2) is None
