"""Exact columns against Python's fractions."""

from fractions import Fraction

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from solver.enumeration.measure_columns import ExactColumn
from tests.solve.loading import examples

AMOUNTS = st.integers(-(2**61), 2**61)
LIMITS = st.fractions(-(10**20), 10**20)


@examples(200)
@given(st.lists(st.tuples(AMOUNTS, st.integers(1, 2**61)), min_size=1, max_size=6), LIMITS)
def test_ratios_compare_exactly(pairs: list[tuple[int, int]], limit: Fraction) -> None:
    """One denominator a design, with differences far too small for floats."""
    parts, over = (np.array(each, dtype=np.int64) for each in zip(*pairs, strict=True))
    column = ExactColumn(parts, over)
    exact = [Fraction(p, o) for p, o in pairs]
    for bound in (limit, exact[0]):
        signs = np.sign(column.compare_with(bound)).tolist()
        assert signs == [(value > bound) - (value < bound) for value in exact]
    assert (column.find_optimum(1), column.find_optimum(-1)) == (min(exact), max(exact))
    assert [column[i] for i in range(len(exact))] == exact
    ranks = column.rank_values().tolist()
    assert all(
        (ranks[i] < ranks[j]) == (exact[i] < exact[j])
        for i in range(len(exact))
        for j in range(len(exact))
    )


@examples(100)
@given(st.lists(AMOUNTS, min_size=1, max_size=6), st.integers(1, 2**61), LIMITS)
def test_one_denominator_for_all(parts: list[int], over: int, limit: Fraction) -> None:
    column = ExactColumn(np.array(parts, dtype=np.int64), over)
    exact = [Fraction(part, over) for part in parts]
    signs = np.sign(column.compare_with(limit)).tolist()
    assert signs == [(value > limit) - (value < limit) for value in exact]
    assert column.find_optimum(-1) == max(exact)
