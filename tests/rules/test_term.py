"""`term`: the units of a lot start together and end together, within so many years."""

from typing import Any

import pytest

from lotdesign.scenario.rule import RuleFinding
from tests.rules.office import DIVIDED, UNITS, Row, faults, idle, judged, rule, sentence

YEARS: dict[str, Row] = {"a": {}, "b": {"first_year": 2}, "c": {"first_year": 3}}
STAGGERED: list[Row] = [row | YEARS.get(row["id"], {}) for row in UNITS]
TABLES: Row = {
    "units": STAGGERED,
    "term": {"initial": 4, "service": [{"services": ["youth"], "initial": 2, "first_year": 2}]},
}
"""A and W: years 1 to 4. B: 2 to 4. C: 3 to 4. Y: 2 to 3."""


@pytest.mark.parametrize(
    ("keys", "text"),
    [
        ({}, "start in the same year and end in the same year"),
        ({"start_within": 1}, "start within 1 year of each other and end in the same year"),
        ({"end_within": 2}, "start in the same year and end within 2 years of each other"),
    ],
)
def test_it_reads_as_a_sentence(keys: Row, text: str) -> None:
    assert sentence(rule("term", **keys)) == f"In every lot the units {text}."


@pytest.mark.parametrize(
    ("keys", "lots", "found"),
    [
        ({}, ("a w", "b", "c", "y"), RuleFinding(True, 0, 0, 0, "years", "first")),
        ({}, ("a b", "c", "y", "w"), RuleFinding(False, 1, 0, -1, "years", "first")),
        ({"start_within": 1}, ("a b", "c", "y", "w"), RuleFinding(True, 1, 1, 0, "years", "first")),
        ({"start_within": 1}, ("a c", "b", "y w"), RuleFinding(False, 2, 1, -1, "years", "first")),
        ({"start_within": 2}, ("a c", "b", "y", "w"), RuleFinding(True, 2, 2, 0, "years", "first")),
        ({}, ("a", "b y", "c", "w"), RuleFinding(False, 1, 0, -1, "years", "last")),
        ({"end_within": 1}, ("a", "b y", "c", "w"), RuleFinding(True, 0, 0, 0, "years", "first")),
        (
            {"start_within": 3, "end_within": 0},
            ("a b", "c y", "w"),
            RuleFinding(False, 1, 0, -1, "years", "last"),
        ),
    ],
)
def test_first_and_last_years_lie_within_their_bounds(
    keys: Row, lots: tuple[str, ...], found: RuleFinding
) -> None:
    """The figures are of the lot and the end with the least room."""
    judgement = judged(rule("term", **keys), *lots, **TABLES)
    assert judgement.where.endswith(f", {found.where} years")
    assert (judgement.met, judgement.measured, judgement.limit, judgement.slack) == (
        found.met,
        found.measured,
        found.limit,
        found.slack,
    )
    assert judgement.unit == "years"


def test_a_lot_by_any_route_is_looked_at() -> None:
    routes: Row = {"in_house": {"annual_management": 1000}}
    found = judged(rule("term"), "a b/in_house", "c", "y", "w", routes=routes, **TABLES)
    assert not found.met
    assert found.where == "the lot of A, first years"


def test_parts_are_bought_in_the_years_of_their_unit() -> None:
    found = judged(
        rule("term"), "a w@ash", "b", "c", "y", "w@bree w@combe", divide=DIVIDED, **TABLES
    )
    assert found.met


@pytest.mark.parametrize(
    ("keys", "never"),
    [({"start_within": 2, "end_within": 1}, True), ({"start_within": 1, "end_within": 1}, False)],
)
def test_it_is_idle_where_all_units_together_keep_it(keys: Row, never: bool) -> None:
    assert idle(rule("term", **keys), **TABLES) is never
    assert idle(rule("term"))


@pytest.mark.parametrize(("keys", "why"), [(-1, "at least 0"), ("soon", "whole number")])
def test_a_number_of_years_that_cannot_be_is_refused(keys: Any, why: str) -> None:
    assert why in faults(rule("term", start_within=keys))
    assert why in faults(rule("term", end_within=keys))
