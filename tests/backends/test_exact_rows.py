"""Rows written for floating point allow just what the model's rows allow."""

from itertools import product

import pytest

from solver.backends.exact_feasibility import is_feasible
from solver.backends.exact_rows import LARGEST_COEFFICIENT, ExactRows
from tests.backends.models import drawn


def carries_fit(source: ExactRows, values: list[int]) -> bool:
    """Whether helpers exist with which the values keep every written row.

    A carry stands last in a pair of rows: its low digits bound it from below, its high digits
    from above; of an equal pair both say just what it is.
    """
    known = dict(enumerate(values))
    for row in source.rows:
        *_, last = row.columns
        if last < len(source.kept) or last in known:
            continue
        rest = sum(
            c * known[column]
            for column, c in zip(row.columns[:-1], row.coefficients[:-1], strict=True)
        )
        unit = -row.coefficients[-1]
        known[last] = -((row.bound - rest) // unit)
    return all(
        total == row.bound if row.is_equality else total <= row.bound
        for row in source.rows
        for total in [sum(c * known[v] for v, c in zip(row.columns, row.coefficients, strict=True))]
    )


@pytest.mark.parametrize("size", ["small", "pence"])
def test_written_rows_are_the_models_rows(size: str) -> None:
    """Big M, shared divisors and carries are exact; no number is large."""
    for seed in range(60):
        case = drawn(seed, size)
        source = ExactRows(case.model, case.allowed)
        assert all(abs(c) < LARGEST_COEFFICIENT for row in source.rows for c in row.coefficients)
        ranges = [range(low, high + 1) for low, high in source.bounds[: len(source.kept)]]
        written = set()
        if not source.is_infeasible:
            written = {values for values in product(*ranges) if carries_fit(source, list(values))}
        assert written == {tuple(each[source.kept].tolist()) for each in case.solutions()}, seed


def test_exact_verification_minds_bounds_and_forbidden_candidates() -> None:
    """A solution that chooses what is not allowed does not stand."""
    case = drawn(1, "small")
    for solution in case.solutions():
        assert is_feasible(case.model, solution, case.allowed)
        beyond = solution.copy()
        beyond[0] = 2
        assert not is_feasible(case.model, beyond, case.allowed)
