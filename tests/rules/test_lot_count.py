"""`lot_count`."""

import pytest

from lotdesign.scenario.rule import RuleFinding
from tests.rules.office import Row, faults, idle, judged, rule, sentence

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
