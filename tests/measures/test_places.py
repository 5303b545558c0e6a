"""Measures of distance, neighbours and change, by hand."""

import pytest

from lotdesign.measures.base import MeasureValue
from lotdesign.measures.registry import MEASURES
from tests.rules.office import DIVIDED, PLACES, UNITS, Row, evaluate, office, unit

EACH = ("a", "b", "c", "y", "w")
CONTRACTS = {"a": "k", "b": "k", "c": "l", "y": "l"}
TODAY: list[Row] = [row | {"contract": CONTRACTS.get(row["id"], "")} for row in UNITS]
"""Today A with B, C with Y, and W alone."""


def measured(name: str, *lots: str, **tables: object) -> MeasureValue:
    """A measure of a design of the office."""
    return MEASURES[name].evaluate(evaluate(office(**tables), *lots))


@pytest.mark.parametrize(
    ("lots", "metres"),
    [
        (EACH, 0),
        (("a y", "b", "c", "w"), 0),
        (("a b", "c", "y w"), 5000),
        (("a c", "b", "y", "w"), 10_000),
        (("a b c", "y", "w"), 10_000),  # from Bree, 5 km either way
        (("a b c y w",), 15_000),  # from Bree: 5 + 5 + 5; from Ash 0 + 5 + 10
        (("a c y", "b w"), 10_000),  # from Ash, where two of three are
    ],
)
def test_travel_is_measured_from_the_unit_in_the_middle(lots: tuple[str, ...], metres: int) -> None:
    """Ash, Bree and Combe lie 5 km apart in a line; W is skipped."""
    assert measured("travel", *lots) == metres


def test_travel_reads_the_parts_of_a_divided_unit() -> None:
    """W's parts lie in their localities even when a lot holds all of them."""
    assert measured("travel", "a", "b", "c", "y", "w", divide=DIVIDED) == 10_000


def test_travel_skips_authority_wide_units_wherever_they_are() -> None:
    """W has a place far away and serves all places."""
    far = [*UNITS[:4], UNITS[4] | {"x": 500, "y": 500}]
    assert measured("travel", "a y w", "b", "c", units=far) == 0


def test_a_units_own_place_comes_before_its_localitys() -> None:
    """A lies 1,414.2 m from B, and each distance is rounded before it is added."""
    units = [
        unit("a", "s", 1, "ash", x=1, y=1),
        unit("b", "s", 1, "ash"),
        unit("c", "s", 1, "ash", x=-1, y=-1),
    ]
    assert measured("travel", "a b c", units=units) == 2 * 1414


def test_travel_on_the_globe_follows_great_circles() -> None:
    """One degree of longitude on the equator."""
    places = [
        {"id": "p", "name": "P", "lat": 0, "lon": 0},
        {"id": "q", "name": "Q", "lat": 0, "lon": 1},
    ]
    units = [unit("a", "s", 1, "p"), unit("b", "s", 1, "q")]
    assert measured("travel", "a b", units=units, localities=places, neighbours=None) == 111_195


@pytest.mark.parametrize(
    ("lots", "pairs"),
    [
        (("a b c y w",), 0),
        (EACH, 4),  # A–Y in Ash, A–B, Y–B, B–C
        (("a y", "b", "c", "w"), 3),
        (("a b c", "y", "w"), 2),
        (("a c", "b", "y", "w"), 4),
    ],
)
def test_touching_units_in_different_lots_are_counted(lots: tuple[str, ...], pairs: int) -> None:
    """A and C do not touch, and W touches nobody."""
    assert measured("cut_neighbours", *lots) == pairs


@pytest.mark.parametrize(
    ("lots", "pairs"),
    [
        (("a", "b", "c", "y", "w"), 4),  # as without W
        (("a b c w", "y"), 2),
        # Y from A, B, W@ash and W@bree; W@combe from B, C and W@bree.
        (("a b c w@ash w@bree", "y w@combe"), 7),
    ],
)
def test_a_unit_held_whole_is_left_out_of_cut_neighbours(lots: tuple[str, ...], pairs: int) -> None:
    """All parts in one lot are authority-wide; some of them touch like any unit."""
    assert measured("cut_neighbours", *lots, divide=DIVIDED) == pairs


@pytest.mark.parametrize(
    ("lots", "pairs"),
    [
        (("a b", "c y", "w"), 0),
        (EACH, 2),  # two pairs split
        (("a b c y w",), 8),  # ten pairs, two of them together today
        (("a y", "b c", "w"), 4),  # two split, two joined
        (("a b w", "c y"), 2),
    ],
)
def test_changed_pairs_are_joined_or_split(lots: tuple[str, ...], pairs: int) -> None:
    """Today A–B and C–Y are together."""
    assert measured("changed_pairs", *lots, units=TODAY) == pairs


@pytest.mark.parametrize(
    ("lots", "moved"),
    [
        (("a b", "c y", "w"), 0),
        (EACH, 2),  # one unit of each pair keeps the contract
        (("a b c y w",), 3),  # two stay with their contract
        (("a y", "b c", "w"), 2),
        (("a b w", "c y"), 1),
    ],
)
def test_units_moved_follow_the_best_matching(lots: tuple[str, ...], moved: int) -> None:
    """Each contract of today goes on as at most one lot."""
    assert measured("units_moved", *lots, units=TODAY) == moved


def test_parts_are_together_today() -> None:
    """Splitting W into three lots parts three pairs and moves two units."""
    lots = ("a", "b", "c", "y", "w@ash", "w@bree", "w@combe")
    assert measured("changed_pairs", *lots, divide=DIVIDED) == 3
    assert measured("units_moved", *lots, divide=DIVIDED) == 2


def test_a_scenario_without_places_travels_nowhere() -> None:
    """Units without a locality have no distance."""
    bare = [{key: cell for key, cell in row.items() if key != "locality"} for row in UNITS]
    assert measured("travel", "a b c y w", units=bare, localities=PLACES) == 0
