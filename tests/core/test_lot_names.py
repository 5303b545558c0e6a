"""What a lot is called."""

import pytest

from lotdesign.scenario.lot_names import build_lot_ids, build_lot_name, build_lot_names
from lotdesign.scenario.scenario import Scenario
from tests.rules.office import PLACES, UNITS, Row, design, office, unit


def groups(scenario: Scenario, *lots: str) -> list[tuple[int, ...]]:
    """The units of a design's lots."""
    return [lot.units for lot in design(scenario, *lots).lots]


def test_an_id_is_the_first_unit_and_how_many_come_with_it() -> None:
    """A with two more, Y alone."""
    scenario = office()
    assert build_lot_ids(scenario, groups(scenario, "c a b", "y", "w")) == ("a+2", "y", "w")


@pytest.mark.parametrize(
    ("lot", "name"),
    [
        ("a", "A"),  # a single unit by its name
        ("a b", "Centre, Ash and Bree"),
        ("a y", "Centre and youth, Ash"),
        ("b y", "Centre and youth, Ash and Bree"),
        ("a b c", "Centre, whole authority"),
        ("y w", "Youth and contact, Ash and whole authority"),
        ("a b c y w", "Centre, youth and contact, whole authority"),
    ],
)
def test_a_name_tells_the_services_and_where(lot: str, name: str) -> None:
    """Services in the scenario's order, then localities in theirs."""
    scenario = office()
    (held,) = (each for each in groups(scenario, *_all(lot)) if _same(scenario, each, lot))
    assert build_lot_name(scenario, held) == name


def _all(lot: str) -> list[str]:
    rest = [unit for unit in "abcyw" if unit not in lot]
    return [lot, *rest]


def _same(scenario: Scenario, held: tuple[int, ...], lot: str) -> bool:
    return {scenario.units[u].id for u in held} == set(lot.split())


def test_underscores_read_as_blanks_and_unnamed_places_by_their_id() -> None:
    """A service's id becomes words, the first letter a capital."""
    units = [unit(name, "children_centre", 1, "l") for name in ("a", "b")]
    places: list[Row] = [{"id": "l", "name": ""}, {"id": "m", "name": "M"}]
    scenario = office(units=units, localities=places, neighbours=None)
    assert build_lot_name(scenario, (0, 1)) == "Children centre, l"


def test_many_places_are_counted() -> None:
    """Four of five localities are too many for a name."""
    places: list[Row] = [{"id": name, "name": name} for name in "klmno"]
    units = [unit(f"u{place}", "s", 1, place) for place in "klmno"]
    scenario = office(units=units, localities=places, neighbours=None)
    assert build_lot_name(scenario, (0, 1, 2, 3)) == "S, 4 localities"
    assert build_lot_name(scenario, (0, 1, 2)) == "S, k, l and m"


def test_authority_wide_units_are_everywhere() -> None:
    """Two of them need no localities at all."""
    units = [UNITS[4], UNITS[4] | {"id": "v"}]
    assert (
        build_lot_name(office(units=units, localities=PLACES), (0, 1)) == "Contact, whole authority"
    )


def test_lots_that_would_share_a_name_add_their_first_unit() -> None:
    """Two lots of centres in Ash, each of two."""
    units = [unit(name, "centre", 1, "ash") for name in "abcd"]
    scenario = office(units=units)
    names = build_lot_names(scenario, groups(scenario, "a c", "b d"))
    assert names == ("Centre, Ash (A)", "Centre, Ash (B)")


def test_names_are_unique_even_where_units_are_not() -> None:
    """Units may have one name between them, lots of a design may not."""
    scenario = office(units=[unit(id_, "s", 1) | {"name": "Youth"} for id_ in "ab"])
    names = build_lot_names(scenario, groups(scenario, "a", "b"))
    assert len(set(names)) == 2
    assert names == ("Youth (a)", "Youth (b)")


def test_names_are_unique_even_beside_a_unit_called_like_one() -> None:
    """The third is called what the first becomes."""
    called = {"a": "Youth", "b": "Youth", "c": "Youth (a)"}
    scenario = office(units=[unit(id_, "s", 1) | {"name": name} for id_, name in called.items()])
    names = build_lot_names(scenario, groups(scenario, *called))
    assert names == ("Youth (a) (a)", "Youth (b)", "Youth (a) (c)")


@pytest.mark.parametrize(
    ("places", "name"),
    [
        (("Leighton and Linslade", "Dunstable"), "S, Leighton and Linslade; Dunstable"),
        (("Leighton, Linslade", "Dunstable"), "S, Leighton, Linslade; Dunstable"),
        (("Leighton and Linslade",), "S, Leighton and Linslade"),
        (("Sandy", "Wandon"), "S, Sandy and Wandon"),
    ],
)
def test_places_that_hold_an_and_are_told_apart(places: tuple[str, ...], name: str) -> None:
    """Another "and" between them would read as one more place."""
    rows: list[Row] = [{"id": each, "name": each} for each in (*places, "z")]
    units = [unit(f"{each}{i}", "s", 1, each) for each in places for i in (1, 2)]
    scenario = office(units=units, localities=rows, neighbours=None)
    assert build_lot_name(scenario, tuple(range(len(units)))) == name


def test_ids_are_unique_even_beside_a_unit_called_like_one() -> None:
    """A unit's own id may look like that of a lot."""
    scenario = office(units=[unit(name, "s", 1) for name in ("a", "b", "a+1")])
    ids = build_lot_ids(scenario, groups(scenario, "a b", "a+1"))
    assert len(set(ids)) == 2
    assert ids == ("a+1", "a+1+0")
