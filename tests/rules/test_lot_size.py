"""`lot_size`."""

import pytest

from lotdesign.scenario.rule import RuleFinding
from tests.rules.office import DIVIDED, Row, faults, idle, judged, rule, sentence


def size(**parameters: object) -> Row:
    """The rule."""
    return rule("lot_size", **parameters)


@pytest.mark.parametrize(
    ("parameters", "text"),
    [
        ({"min": 2, "max": 3}, "Every lot holds between 2 and 3 units."),
        ({"min": 2, "max": 2}, "Every lot holds exactly 2 units."),
        ({"max": 1}, "Every lot holds at most 1 unit."),
        ({"min": 2}, "Every lot holds at least 2 units."),
    ],
)
def test_it_reads_as_a_sentence(parameters: Row, text: str) -> None:
    """The band stands in the sentence."""
    assert sentence(size(**parameters)) == text


@pytest.mark.parametrize(
    ("lots", "found"),
    [
        (("a b", "c y w"), RuleFinding(True, 2, 2, 0, "units", "the lot of A")),
        (("a", "b c", "y w"), RuleFinding(False, 1, 2, -1, "units", "the lot of A")),
        (("a b c y", "w"), RuleFinding(False, 4, 3, -1, "units", "the lot of A")),
        (("a b c y w",), RuleFinding(False, 5, 3, -2, "units", "the lot of A")),
        (("a b c", "y w"), RuleFinding(True, 3, 3, 0, "units", "the lot of A")),
    ],
)
def test_every_lot_lies_in_the_band(lots: tuple[str, ...], found: RuleFinding) -> None:
    """Both ends are allowed; the first lot with the least room is named."""
    assert judged(size(min=2, max=3), *lots) == found


def test_parts_of_a_divided_unit_count_singly() -> None:
    """A lot with all three parts of W holds three units."""
    found = judged(size(max=2), "a b", "c y", "w", divide=DIVIDED)
    assert found == RuleFinding(False, 3, 2, -1, "units", "the lot of W, Ash")


@pytest.mark.parametrize(
    ("parameters", "why"),
    [
        ({}, "give min, max or both"),
        ({"min": 3, "max": 2}, "min must not be above max"),
        ({"min": 0}, "must be at least 1"),
        ({"max": 0}, "must be at least 1"),
    ],
)
def test_a_band_that_cannot_be_is_refused(parameters: Row, why: str) -> None:
    """An empty, missing or impossible band is an input error."""
    assert why in faults(size(**parameters))


@pytest.mark.parametrize(
    ("parameters", "never"),
    [({"min": 1}, True), ({"max": 5}, True), ({"max": 4}, False), ({"min": 2}, False)],
)
def test_it_is_idle_when_every_size_will_do(parameters: Row, never: bool) -> None:
    """A lot holds from one unit to all five."""
    assert idle(size(**parameters)) is never


def test_a_divided_unit_can_wake_an_idle_rule() -> None:
    """With W in three parts a lot may hold seven units."""
    assert not idle(size(max=5), divide=DIVIDED)
    assert idle(size(max=7), divide=DIVIDED)
