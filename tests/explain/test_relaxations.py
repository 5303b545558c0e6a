"""Steps by which a parameter is relaxed, by hand, and the order in which points are tried."""

from fractions import Fraction

import pytest

from solver.infeasibility.monotone_search import LevelVector, find_cheapest_point
from solver.infeasibility.relaxations import ParameterRelaxation, list_relaxations
from tests.rules.office import Row, office, rule


def find_relaxation(row: Row, name: str) -> ParameterRelaxation:
    """That of a parameter of the rule."""
    scenario = office(row)
    (found,) = [
        each
        for each in list_relaxations(scenario.active_rules[0], scenario)
        if each.parameter.name == name
    ]
    return found


@pytest.mark.parametrize(
    ("row", "name", "values"),
    [
        (rule("lot_value", max=60_000), "max", [60_000_00, 60_000_01, 60_000_02]),
        (rule("lot_value", min=60_000), "min", [60_000_00, 59_999_99, 59_999_98]),
        (rule("lot_count", max=2), "max", [2, 3, 4]),
        (rule("lot_count", min=2), "min", [2, 1, 0]),
        (
            rule("award", max_share="40.005%"),
            "max_share",
            [Fraction(40005, 10**5), Fraction(4001, 10**4), Fraction(4002, 10**4)],
        ),
    ],
)
def test_a_step_is_the_smallest_that_people_write(
    row: Row, name: str, values: list[int | Fraction]
) -> None:
    """On the looser side, from the last whole step that was passed."""
    relaxation = find_relaxation(row, name)
    assert [relaxation.value_at(level) for level in range(3)] == values


def test_a_share_ends_at_the_whole() -> None:
    assert find_relaxation(rule("award", max_share="40%"), "max_share").top == 6000


@pytest.mark.parametrize("dear", [0, 1])
def test_the_cheaper_of_two_points_is_tried_first(dear: int) -> None:
    """Whichever dimension costs more; one step in either of the two is enough."""
    found, is_proved = find_cheapest_point(
        (0, 0),
        [lambda level: 1 if level < 1 else -1] * 2,
        any,
        lambda point, at: 0,
        lambda point: (point[dear] + sum(point), 0, Fraction(0)),
    )
    cheap: LevelVector = (0, 1) if dear == 0 else (1, 0)
    assert (found, is_proved) == (cheap, True)
