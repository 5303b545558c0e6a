"""The split of a total among those who cause it."""

from fractions import Fraction
from itertools import permutations

from solver.rule_cost.shapley import round_by_largest_remainder, split_by_shapley

COSTS = {
    frozenset(): 0,
    frozenset("a"): 10,
    frozenset("b"): 4,
    frozenset("c"): 0,
    frozenset("ab"): 11,
    frozenset("ac"): 10,
    frozenset("bc"): 7,
    frozenset("abc"): 20,
}


def test_a_share_is_the_average_over_all_orders() -> None:
    shares = split_by_shapley("abc", COSTS.__getitem__)
    orders = list(permutations("abc"))
    for player, share in shares.items():
        gains = [
            COSTS[frozenset(order[: order.index(player) + 1])]
            - COSTS[frozenset(order[: order.index(player)])]
            for order in orders
        ]
        assert share == Fraction(sum(gains), len(orders))
    assert sum(shares.values()) == 20


def test_whoever_adds_nothing_pays_nothing() -> None:
    shares = split_by_shapley("ab", lambda group: 7 * ("a" in group))
    assert shares == {"a": 7, "b": 0}


def test_rounded_parts_add_up() -> None:
    third = Fraction(100, 3)
    assert round_by_largest_remainder([third, third, third]) == (34, 33, 33)
    assert round_by_largest_remainder([Fraction(-5, 2), Fraction(7, 2)]) == (-2, 3)
    assert round_by_largest_remainder([]) == ()
