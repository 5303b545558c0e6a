"""`travel`: Ash, Bree and Combe lie in a row, 5 km from one to the next."""

import pytest

from lotdesign.scenario.rule import RuleFinding
from tests.rules.office import DIVIDED, PLACES, UNITS, Row, faults, idle, judged, rule, sentence


def travel(most: object) -> Row:
    """The rule."""
    return rule("travel", max_km=most)


@pytest.mark.parametrize(
    ("most", "text"), [(5, "5 km"), (7.25, "7.25 km"), ("1,200", "1,200 km"), (0, "0 km")]
)
def test_it_reads_as_a_sentence(most: object, text: str) -> None:
    """In kilometres, as it was written."""
    assert sentence(travel(most)) == f"No two units of a lot lie more than {text} apart."


@pytest.mark.parametrize(
    ("most", "lots", "found"),
    [
        (5, ("a b y", "c", "w"), RuleFinding(True, 5000, 5000, 0, "metres", "the lot of A")),
        (5, ("a y", "b c w"), RuleFinding(True, 5000, 5000, 0, "metres", "the lot of B")),
        (4.999, ("a y", "b c w"), RuleFinding(False, 5000, 4999, -1, "metres", "the lot of B")),
        (
            9.5,
            ("a c", "b", "y w"),
            RuleFinding(False, 10_000, 9500, -500, "metres", "the lot of A"),
        ),
        (10, ("a b c y w",), RuleFinding(True, 10_000, 10_000, 0, "metres", "the lot of A")),
        (0, ("a y w", "b", "c"), RuleFinding(True, 0, 0, 0, "metres", "the lot of A")),
    ],
)
def test_the_longest_distance_within_a_lot_decides(
    most: object, lots: tuple[str, ...], found: RuleFinding
) -> None:
    """Between any two units, not from one to the next; the bound is inclusive."""
    assert judged(travel(most), *lots) == found


def test_distances_are_rounded_to_the_metre_before_they_are_compared() -> None:
    """The root of 2 km is 1,414 m and a little, which 1.414 km allows; 1,413.9 m is 1,413."""
    here = [PLACES[0], PLACES[1] | {"x": 1, "y": 1}, PLACES[2] | {"x": 1, "y": 1}]
    assert judged(travel(1.414), "a b c y w", localities=here).is_binding
    found = judged(travel("1.4139"), "a b c y w", localities=here)
    assert found == RuleFinding(False, 1414, 1413, -1, "metres", "the lot of A")


def test_a_unit_has_a_place_of_its_own_or_its_localitys() -> None:
    """B moves to Combe's place, so it is 10 km from A and none from C."""
    moved = [UNITS[0], UNITS[1] | {"x": 6, "y": 8}, *UNITS[2:]]
    assert judged(travel(1), "a y", "b c", "w", units=moved).met
    assert judged(travel(9), "a b", "c", "y", "w", units=moved).measured == 10_000


def test_authority_wide_units_are_skipped_even_with_a_place() -> None:
    """W lies far away, for the whole authority."""
    far = [*UNITS[:4], UNITS[4] | {"x": 500, "y": 500}]
    assert judged(travel(0), "a y w", "b", "c", units=far).measured == 0
    assert idle(travel(10), units=far)


def test_all_parts_of_a_unit_are_still_read_as_parts() -> None:
    """W in Ash and W in Combe are 10 km apart, held whole or not."""
    assert judged(travel(9), "a", "b", "c", "y", "w", divide=DIVIDED).measured == 10_000
    assert judged(travel(5), "a w@ash w@bree", "b", "c w@combe", "y", divide=DIVIDED).met


def test_on_the_globe_it_follows_great_circles() -> None:
    """One degree of latitude is 111,195 m."""
    places = [
        {"id": place["id"], "name": place["name"], "lat": lat, "lon": 0}
        for place, lat in zip(PLACES, (51, 52, 51), strict=True)
    ]
    found = judged(travel("111.195"), "a b c y w", localities=places)
    assert (found.measured, found.is_binding) == (111_195, True)


@pytest.mark.parametrize(
    ("most", "why"), [(-1, "must be at least 0"), ("far", "write kilometres, for example 7.5")]
)
def test_a_distance_that_cannot_be_is_refused(most: object, why: str) -> None:
    """Only numbers from 0."""
    assert why in faults(travel(most))


def test_it_needs_places() -> None:
    """Without coordinates of a unit or its locality nothing can be measured."""
    blank = [{"id": place["id"], "name": place["name"]} for place in PLACES]
    assert "rule travel needs x and y (or lat and lon)" in faults(travel(5), localities=blank)
    assert not faults(travel(5) | {"status": "off"}, localities=blank)


def test_it_is_idle_when_everything_lies_within_the_distance() -> None:
    """Ash and Combe are 10 km apart."""
    assert idle(travel(10))
    assert not idle(travel("9.999"))
