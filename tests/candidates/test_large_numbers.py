"""Amounts near the largest that a scenario may hold, where 64 bits no longer do."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from solver.arrays import SAFE_INT64, divide_rounded, multiply_exactly, scale_to_integers
from solver.candidates.service_shares import share_out
from tests.candidates.tables import every_lot
from tests.candidates.test_money import check_money, check_shares
from tests.solve.loading import Doc, examples, loaded

LARGEST = 999_999_999_999
WHOLE = st.integers(-(10**17), 10**17)


def county(basis: str = "peak", **money: object) -> Doc:
    """Three units near the largest budget, with odd pence and odd needs."""
    rows = (("a", "x", "99"), ("b", "y", "97"), ("c", "x", "13"))
    return {
        "schema": 1,
        "term": {"initial": 5},
        "market": {"value_basis": basis},
        "money": {"uplift": "3.7%", **money},
        "units": [
            {
                "id": name,
                "name": name,
                "service": service,
                "annual_budget": f"{LARGEST - at}.{pence}",
                "need": f"{LARGEST}.123457",
                "building_rent": LARGEST,
            }
            for at, (name, service, pence) in enumerate(rows)
        ],
    }


@pytest.mark.parametrize("basis", ["peak", "first_year", "mean"])
@pytest.mark.parametrize("savings", [("0%", "1%", "2%"), ("0.1234567%", "1.1%", "1.9876543%")])
def test_the_largest_amounts_come_out_to_the_penny(basis: str, savings: tuple[str, ...]) -> None:
    """Scale savings multiply value, gross and a share of nine digits: far beyond 2^62."""
    corners = (0, 2 * 10**11, LARGEST)
    curve = [{"value": v, "saving": s} for v, s in zip(corners, savings, strict=True)]
    accounts = check_money(loaded(county(basis, scale=curve)))
    assert min(a.value * a.gross[0] for a in accounts) > 2**63


def test_a_steep_curve_beyond_every_lot_is_no_matter() -> None:
    """A segment that no lot lies in has a slope whose parts alone pass 64 bits."""
    curve = [
        {"value": f"{LARGEST - 1}.01", "saving": "0.123456789%"},
        {"value": LARGEST, "saving": "1.987654321%"},
    ]
    doc = county(scale=curve)
    for row in doc["units"]:
        row["annual_budget"] = 10
    check_money(loaded(doc))


def test_a_nearly_flat_curve_over_a_long_way_is_exact() -> None:
    """The slope's denominator alone passes 64 bits."""
    curve = [
        {"value": 0, "saving": "1.23456789%"},
        {"value": f"{LARGEST}.99", "saving": "1.23456790%"},
    ]
    check_money(loaded(county(scale=curve)))


def test_the_largest_amounts_are_shared_out_to_the_penny() -> None:
    """Amount times weight is near 10^30."""
    check_shares(loaded(county(contract_management=LARGEST)))


def test_the_largest_needs_add_up() -> None:
    """Needs of eighteen digits in parts of a millionth stay exact."""
    scenario = loaded(county())
    candidates, lots = every_lot(scenario)
    needs = [sum((scenario.units[u].need or 0) for u in lot) for lot in lots]
    assert candidates.need.tolist() == [need * candidates.need_scale for need in needs]


@examples(200)
@given(st.lists(WHOLE, max_size=5), st.integers(1, 10**20))
def test_quotients_are_rounded_half_away_from_zero(numbers: list[int], denominator: int) -> None:
    """As fractions would be, at any size that comes back in 64 bits."""
    found = divide_rounded(np.array(numbers, dtype=np.int64), denominator).tolist()
    for number, quotient in zip(numbers, found, strict=True):
        twice = abs(2 * number)
        assert quotient == (1 if number > 0 else -1) * ((twice + denominator) // (2 * denominator))


@examples(200)
@given(st.lists(WHOLE, min_size=1, max_size=5), WHOLE)
def test_products_never_wrap(numbers: list[int], factor: int) -> None:
    """Past 2^62 they are Python's integers."""
    found = multiply_exactly(np.array(numbers, dtype=np.int64), np.array([factor]))
    assert found.tolist() == [number * factor for number in numbers]
    if max(map(abs, numbers)) * abs(factor) >= SAFE_INT64:
        assert found.dtype == object


@examples(200)
@given(
    st.lists(st.tuples(*[st.integers(0, 10**15)] * 3), min_size=1, max_size=4),
    st.integers(-(10**17), 10**17),
)
def test_shares_add_up_whatever_their_size(weights: list[tuple[int, ...]], amount: int) -> None:
    """No penny is lost or made, and nobody without weight is given any."""
    rows = np.array(weights, dtype=np.int64)
    amounts = np.full((len(weights), 1), amount)
    found = share_out(amounts, rows[:, None, :], np.ones_like(rows))
    assert found.sum(axis=2).tolist() == amounts.tolist()
    for row, shares in zip(weights, found[:, 0, :].tolist(), strict=True):
        assert all(w or not any(row) or not share for w, share in zip(row, shares, strict=True))


@examples(100)
@given(st.lists(st.fractions(max_denominator=10**9), max_size=5))
def test_scaled_amounts_are_exact(amounts: list[Fraction]) -> None:
    """Whole numbers over one denominator."""
    parts, denominator = scale_to_integers(amounts)
    assert [Fraction(part, denominator) for part in parts] == amounts
