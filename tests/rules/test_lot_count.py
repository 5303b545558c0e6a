"""`lot_count`."""

import pytest

from lotdesign.scenario.rule import RuleFinding
from tests.rules.office import AREAS, DIVIDED, Row, faults, idle, judged, rule, sentence

EACH = ("a", "b", "c", "y", "w")


def count(**parameters: object) -> Row:
    """The rule."""
    return rule("lot_count", **parameters)


@pytest.mark.parametrize(
    ("parameters", "text"),
    [
        ({"min": 2, "max": 3}, "There are between 2 and 3 lots."),
        ({"min": 2, "max": 2}, "There are exactly 2 lots."),
        ({"min": 1}, "There is at least 1 lot."),
        ({"max": 1, "services": ["youth"]}, "There is at most 1 lot with youth."),
        (
            {"min": 2, "services": ["youth", "centre"]},
            "There are at least 2 lots with youth or centre.",
        ),
    ],
)
def test_it_reads_as_a_sentence(parameters: Row, text: str) -> None:
    """The band and the services stand in the sentence."""
    assert sentence(count(**parameters)) == text


@pytest.mark.parametrize(
    ("lots", "found"),
    [
        (("a b c y w",), RuleFinding(False, 1, 2, -1, "lots")),
        (("a b c", "y w"), RuleFinding(True, 2, 2, 0, "lots")),
        (("a b", "c", "y w"), RuleFinding(True, 3, 2, 1, "lots")),
        (("a", "b", "c", "y w"), RuleFinding(True, 4, 4, 0, "lots")),
        (EACH, RuleFinding(False, 5, 4, -1, "lots")),
    ],
)
def test_the_nearer_end_of_the_band_is_reported(lots: tuple[str, ...], found: RuleFinding) -> None:
    """Both ends belong to the band, and the end with less room is the limit."""
    assert judged(count(min=2, max=4), *lots) == found


def test_services_select_the_lots_that_hold_any_of_them() -> None:
    """Two lots hold centres or youth work; the third is not counted."""
    counted = count(max=2, services=["centre", "youth"])
    assert judged(counted, "a b c", "y", "w") == RuleFinding(True, 2, 2, 0, "lots")
    assert judged(counted, "a b", "c", "y", "w") == RuleFinding(False, 3, 2, -1, "lots")


@pytest.mark.parametrize(
    ("parameters", "why"),
    [
        ({}, "give min, max or both"),
        ({"min": 3, "max": 2}, "min must not be above max"),
        ({"min": -1}, "must be at least 0"),
        ({"min": 1.5}, "whole number"),
        ({"max": 1, "services": ["school"]}, "known are centre, contact, youth"),
    ],
)
def test_a_band_that_cannot_be_is_refused(parameters: Row, why: str) -> None:
    """An empty, missing or broken band and an unknown service are input errors."""
    assert why in faults(count(**parameters))


@pytest.mark.parametrize(
    ("parameters", "never"),
    [
        ({"min": 1, "max": 5}, True),
        ({"min": 2}, False),
        ({"max": 4}, False),
        ({"max": 3, "services": ["centre"]}, True),
        ({"max": 2, "services": ["centre"]}, False),
        ({"min": 1, "services": ["youth"]}, True),
    ],
)
def test_it_is_idle_when_every_number_of_lots_will_do(parameters: Row, never: bool) -> None:
    """From one lot to one a unit is possible, and no other number."""
    assert idle(count(**parameters)) is never


WEST: Row = {"by": "unitary", "area": "West"}


@pytest.mark.parametrize(
    ("parameters", "text"),
    [
        ({"max": 2}, "There are at most 2 lots that reach into West."),
        (
            {"min": 1, "max": 1, "services": ["youth"]},
            "There is exactly 1 lot with youth that reaches into West.",
        ),
        (
            {"max": 1, "by": "locality", "area": "ash"},
            "There is at most 1 lot that reaches into Ash.",
        ),
    ],
)
def test_an_area_stands_in_the_sentence(parameters: Row, text: str) -> None:
    """A locality by its name."""
    assert sentence(count(**WEST | parameters), **AREAS) == text


@pytest.mark.parametrize(
    ("parameters", "lots", "counted"),
    [
        ({}, ("a b y", "c", "w"), 1),  # authority-wide W lies in no area
        ({}, ("a c", "b y w"), 2),
        ({"services": ["youth", "contact"]}, ("a y", "b", "c w"), 1),
        ({"services": ["youth", "contact"]}, ("a w", "b", "c y"), 2),  # any of each, not the same
        ({"by": "locality", "area": "bree"}, ("a", "b c", "y", "w"), 1),
    ],
)
def test_lots_that_hold_a_unit_of_an_area_are_counted(
    parameters: Row, lots: tuple[str, ...], counted: int
) -> None:
    """With services any unit of these and any unit of the area."""
    assert judged(count(max=5, **WEST | parameters), *lots, **AREAS).measured == counted


def test_parts_count_where_they_lie() -> None:
    """All parts of W in one lot still lie in West."""
    lots = ("a b y", "c", "w")
    assert judged(count(max=5, **WEST), *lots, divide=DIVIDED, **AREAS).measured == 2


@pytest.mark.parametrize(
    ("parameters", "why"),
    [
        ({"by": "unitary"}, "give by and area together, or neither"),
        ({"area": "West"}, "give by and area together, or neither"),
        ({"by": "unitry", "area": "West"}, "did you mean 'unitary'?"),
        ({"by": "unitary", "area": "Wst"}, "did you mean 'West'?"),
        ({"by": "locality", "area": "West"}, "known are ash, bree, combe"),
    ],
)
def test_areas_that_are_not_known_are_refused(parameters: Row, why: str) -> None:
    """The fault names the columns or the areas that there are."""
    assert why in faults(count(max=1, **parameters), **AREAS)


def test_it_is_idle_in_an_area_where_it_can_not_bite() -> None:
    """West holds three units, so at most three lots; one lot at least reaches into it."""
    assert idle(count(min=1, max=3, **WEST), **AREAS)
    assert not idle(count(max=2, **WEST), **AREAS)
    assert not idle(count(min=2, **WEST), **AREAS)
    assert idle(count(min=1, max=1, services=["youth"], **WEST), **AREAS)
    assert not idle(count(min=1, services=["contact"], **WEST), **AREAS)  # W lies elsewhere
