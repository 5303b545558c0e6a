"""Designs by hand: divided units side by side, awards that turn down the first, unknown lots."""

from typing import Any

import numpy as np

from lotdesign.design import Lot, build_external_design
from lotdesign.scenario.scenario import Scenario
from solver.enumeration.atlas import Atlas
from solver.enumeration.measure_columns import compute_column
from tests.atlas.test_brute import check
from tests.atlas.towns import rule, scenario
from tests.solve.loading import Doc, loaded

TWO_DIVIDED: Doc = {
    "schema": 1,
    "term": {"initial": 1},
    "units": [
        {"id": "a", "name": "A", "service": "centre", "locality": "north", "annual_budget": 100},
        {"id": "b", "name": "B", "service": "centre", "locality": "south", "annual_budget": 200},
        {"id": "youth", "name": "Youth", "service": "youth", "annual_budget": 400},
        {"id": "contact", "name": "Contact", "service": "contact", "annual_budget": 600},
    ],
    "localities": [{"id": "north", "name": "North"}, {"id": "south", "name": "South"}],
    "neighbours": [{"a": "north", "b": "south"}],
    "divide": [{"units": ["youth", "contact"], "by": "equal"}],
    "objective": [{"measure": "cut_neighbours"}],
}
"""Youth and contact have a part in either locality: six units in all."""


def list_providers(**capacities: int) -> list[Doc]:
    """Providers of everything, each with one lot at most and so much a year."""
    return [
        {"id": name, "name": name, "kind": "vcse", "services": "*", "localities": "*"}
        | {"annual_turnover": 100_000, "max_lots": 1, "capacity": capacity}
        for name, capacity in capacities.items()
    ]


def test_lots_of_two_divided_units_side_by_side_count_their_border_once() -> None:
    """Whole youth beside whole contact, with the centres in either, or in a third lot."""
    check(TWO_DIVIDED, loaded(TWO_DIVIDED))
    atlas = Atlas.of(loaded(TWO_DIVIDED))
    figures = compute_column(atlas.measured, "cut_neighbours")
    assert len({figures[i] for i in range(len(atlas))}) > 3


def find_best(town: Scenario) -> list[tuple[int, ...]] | None:
    """The units of each lot of the best design, before all designs are judged."""
    answer = Atlas.of(town).answer()
    assert not answer.settled
    if answer.best is None:
        return None
    return [lot.units for lot in answer.design(answer.best.design).lots]


def write_town(capacities: dict[str, int], **tables: Any) -> Scenario:
    """Three units of 100, 200 and 300 in two lots, for these providers."""
    rules = rule("lot_count", min=2, max=2), rule("award", max_lots=1)
    return scenario(3, *rules, providers=list_providers(**capacities), **tables)


def test_of_designs_that_are_equally_good_the_first_that_can_be_awarded_is_best() -> None:
    """300 and 300 are both for A alone, who may win one; 400 and 200 are for A and B."""
    number = {"objective": [{"measure": "lots"}]}
    assert find_best(write_town({"a": 450, "b": 250}, **number)) == [(0, 2), (1,)]
    assert find_best(write_town({"a": 450, "b": 350}, **number)) == [(0, 1), (2,)]
    assert find_best(write_town({"a": 450, "b": 150}, **number)) is None


def test_where_the_best_value_cannot_be_awarded_the_next_is_sought() -> None:
    """The least spread is that of 300 and 300."""
    spread = {"objective": [{"measure": "value_spread"}]}
    assert find_best(write_town({"a": 450, "b": 250}, **spread)) == [(0, 2), (1,)]


def test_certificates_of_other_award_rules_are_sought_anew() -> None:
    """Of the same list: first one lot each, then as many as each likes."""
    strict = scenario(
        3,
        rule("award", max_lots=1),
        providers=[each | {"max_lots": ""} for each in list_providers(a=1000, b=250)],
    )
    loose = scenario(
        3,
        rule("award", max_lots=3),
        providers=[each | {"max_lots": ""} for each in list_providers(a=1000, b=250)],
    )
    atlas = Atlas.of(strict)
    first = atlas.answer().settle().admissible
    second = atlas.at(loose).answer().settle().admissible
    assert np.array_equal(second, Atlas.of(loose).answer().settle().admissible)
    assert first.sum() < second.sum()


def test_two_rules_of_a_kind_are_judged_each_by_itself() -> None:
    """Of the 15 designs of four units 8 have at most two lots, and 14 at most three."""
    few, some = rule("lot_count", max=2), rule("lot_count", max=3) | {"id": "some"}
    answer = Atlas.of(scenario(4, few, some)).answer()
    assert answer.broken == {"lot_count": 7, "some": 1}


def test_a_design_with_a_lot_that_is_not_listed_has_no_position() -> None:
    """Units 0 and 1 share no lot; that of the third unit is known."""
    atlas = Atlas.of(scenario(3, rule("apart", units=["u0", "u1"])))
    parted = build_external_design([(0, 2), (1,)])
    position = atlas.find_position(parted)
    assert position is not None
    assert atlas.answer().design(position).lots == (Lot((0, 2)), Lot((1,)))
    assert atlas.find_position(build_external_design([(0, 1), (2,)])) is None
