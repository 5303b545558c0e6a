"""Rounding and sharing out."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotdesign.pence import round_away, share_out

WEIGHTS = st.lists(st.fractions(0, 50, max_denominator=12), min_size=1, max_size=6)


@pytest.mark.parametrize(
    ("amount", "rounded"),
    [
        (Fraction(5, 2), 3),
        (Fraction(-5, 2), -3),
        (Fraction(1, 2), 1),
        (Fraction(-1, 2), -1),
        (Fraction(249, 100), 2),
        (Fraction(-251, 100), -3),
        (Fraction(0), 0),
        (Fraction(7), 7),
    ],
)
def test_halves_are_rounded_away_from_zero(amount: Fraction, rounded: int) -> None:
    """An amount goes to its nearest penny, and a half to the one further from 0."""
    assert round_away(amount) == rounded


@given(st.fractions(max_denominator=1000))
def test_rounding_is_near_and_the_same_on_either_side_of_zero(amount: Fraction) -> None:
    """Nothing moves by more than half a penny, and a sign changes nothing else."""
    assert abs(round_away(amount) - amount) <= Fraction(1, 2)
    assert round_away(-amount) == -round_away(amount)


@pytest.mark.parametrize(
    ("total", "weights", "shares"),
    [
        (10, [1, 1, 1], (4, 3, 3)),  # 3⅓ each, one penny over: the first of three equals
        (11, [1, 1, 1], (4, 4, 3)),  # two pennies over: the first two
        (10, [1, 2, 3], (2, 3, 5)),  # 1⅔, 3⅓, 5: the penny to the largest remainder
        (1, [1, 5, 4], (0, 1, 0)),
        (-10, [1, 2, 3], (-2, -3, -5)),  # by the absolute value
        (-10, [1, 1, 1], (-4, -3, -3)),
        (7, [0, 0], (4, 3)),  # no weight at all: equally, ties in order
        (-7, [0, 0], (-4, -3)),
        (7, [0, 1, 0], (0, 7, 0)),
        (0, [3, 4], (0, 0)),
        (5, [Fraction(1, 2), Fraction(1, 2)], (3, 2)),
        (99, [8], (99,)),
    ],
)
def test_shares_go_by_largest_remainder(
    total: int, weights: list[Fraction | int], shares: tuple[int, ...]
) -> None:
    """Pennies left over go to the largest remainders, ties to the earlier share."""
    assert share_out(total, weights) == shares


@given(st.integers(-10_000, 10_000), WEIGHTS)
def test_shares_add_up_and_lie_within_a_penny_of_fair(total: int, weights: list[Fraction]) -> None:
    """Nothing is lost, and whoever is rounded up had no smaller remainder than those who are not.

    Of two equal remainders the earlier is served first.
    """
    shares = share_out(total, weights)
    whole = sum(weights)
    fair = [abs(total) * (w / whole if whole else Fraction(1, len(weights))) for w in weights]
    assert sum(shares) == total
    extra = [abs(share) - int(exact) for share, exact in zip(shares, fair, strict=True)]
    assert set(extra) <= {0, 1}
    left = [exact - int(exact) for exact in fair]
    served = [(-left[i], i) for i in range(len(fair)) if extra[i]]
    unserved = [(-left[i], i) for i in range(len(fair)) if not extra[i]]
    assert not served or not unserved or max(served) < min(unserved)


@given(st.integers(-10_000, 10_000), WEIGHTS)
def test_a_negative_total_is_shared_like_a_positive_one(
    total: int, weights: list[Fraction]
) -> None:
    """The sign of a total reaches its shares and changes nothing else."""
    assert share_out(-total, weights) == tuple(-share for share in share_out(total, weights))


@pytest.mark.parametrize(("weights", "why"), [([], "nothing"), ([1, -1], "negative")])
def test_what_cannot_be_shared_is_refused(weights: list[int], why: str) -> None:
    """Nobody to share with, or a negative weight, is an error."""
    with pytest.raises(ValueError, match=why):
        share_out(10, weights)
