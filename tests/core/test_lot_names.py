"""What a lot is called."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotdesign.scenario.lot_names import (
    build_lot_ids,
    build_lot_name,
    build_lot_names,
    build_short_lot_name,
)
from lotdesign.scenario.scenario import Scenario
from tests.rules.office import PLACES, UNITS, Row, design, office, unit
from tests.solve.loading import Doc, examples, loaded
from tests.strategies import scenarios


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


@pytest.mark.parametrize(
    ("places", "name"), [("klmnopq", "S, 4 localities"), ("klmnopqr", "S, 4 localities (UK)")]
)
def test_counted_places_are_told_apart_where_as_many_are_left(places: str, name: str) -> None:
    """Three more cannot make up another lot of four localities, four more can."""
    rows: list[Row] = [{"id": place, "name": place} for place in places]
    units = [unit(f"u{place}", "s", 1, place) for place in places]
    scenario = office(units=units, localities=rows, neighbours=None)
    assert build_lot_name(scenario, (0, 1, 2, 3)) == name


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


def test_a_name_does_not_depend_on_the_other_lots() -> None:
    """A and C have the mark that tells them from B and D also where these are no lot."""
    units = [unit(name, "centre", 1, "ash") for name in "abcd"]
    scenario = office(units=units)
    apart = build_lot_names(scenario, groups(scenario, "a c", "b", "d"))
    assert apart == ("Centre, Ash (A)", "B", "D")
    whole = build_lot_names(scenario, groups(scenario, "a b c d"))
    assert whole == ("Centre, Ash",)


@pytest.mark.parametrize(
    ("lot", "name"),
    [
        ("a b c y", "Centre and youth, whole authority"),
        ("a b c", "Centre, whole authority"),
        ("a y w", "Centre, youth and contact, Ash and authority-wide"),  # not B and C
        ("b c w", "Centre and contact, Bree, Combe and authority-wide"),  # not A
    ],
)
def test_the_whole_authority_is_said_where_nothing_is_left_out(lot: str, name: str) -> None:
    """Of the services that the lot holds."""
    scenario = office()
    assert build_lot_name(scenario, tuple(sorted(scenario.find_positions(lot.split())))) == name


def test_a_lot_in_every_locality_that_leaves_a_unit_out_is_not_the_whole_authority() -> None:
    """Three localities, and Y2 in Ash stays outside; with it the lot is whole."""
    units = [*UNITS[:4], unit("y2", "youth", 1, "ash")]
    scenario = office(units=units)
    held = tuple(sorted(scenario.find_positions(["a", "b", "c", "y"])))
    assert build_lot_name(scenario, held) == "Centre and youth, Ash, Bree and Combe"
    assert build_lot_name(scenario, (*held, 4)) == "Centre and youth, whole authority"


def test_authority_wide_units_of_which_one_is_left_out() -> None:
    """Two of three contact services: not the whole authority, and told from the other pairs."""
    units = [unit(name, "contact", 1) for name in ("v", "w", "x", "z")]
    scenario = office(units=units)
    assert build_lot_name(scenario, (0, 1)) == "Contact, authority-wide (V)"
    assert build_lot_name(scenario, (0, 1, 2)) == "Contact, authority-wide (V)"
    assert build_lot_name(scenario, (0, 1, 2, 3)) == "Contact, whole authority"


@examples(150)
@given(scenarios(kinds=(), max_units=7, areas=None), st.lists(st.integers(0, 2), min_size=7))
def test_lots_of_a_design_have_different_names(doc: Doc, labels: list[int]) -> None:
    """Whatever the design, and though all units and localities have one name."""
    for row in (*doc["units"], *doc.get("localities", [])):
        row["name"] = "Same"
    scenario = loaded(doc)
    numbers = [labels[u % len(labels)] for u in range(len(scenario.units))]
    lots = [
        tuple(u for u, number in enumerate(numbers) if number == k) for k in sorted(set(numbers))
    ]
    names = build_lot_names(scenario, lots)
    assert len(set(names)) == len(lots)
    assert names == tuple(build_lot_name(scenario, lot) for lot in lots)


def test_a_unit_called_like_a_lot_has_the_name_for_itself() -> None:
    """C in Bree is called what the lot of A and B would be, though nothing is left out of that."""
    units = [unit(name, "centre", 1, "ash") for name in "ab"]
    scenario = office(units=[*units, unit("c", "youth", 1, "bree") | {"name": "Centre, Ash"}])
    assert build_lot_names(scenario, [(0, 1), (2,)]) == ("Centre, Ash (A)", "Centre, Ash")


def test_a_short_name_has_the_places_first() -> None:
    """The same words, for few columns."""
    scenario = office()
    assert build_short_lot_name(scenario, (0, 1)) == "Ash; Bree: centre"
    assert (
        build_short_lot_name(scenario, (0, 3, 4))
        == "Ash; authority-wide: centre, youth and contact"
    )
    assert build_short_lot_name(scenario, (0, 1, 2)) == "Centre, whole authority"
    assert build_short_lot_name(scenario, (0,)) == "A"
    crowded = office(units=[unit(name, "centre", 1, "ash") for name in "abcd"])
    assert build_short_lot_name(crowded, (1, 3)) == "Ash: centre (B)"


def test_units_and_localities_of_one_name_are_told_apart_everywhere() -> None:
    """By their ids, in the scenario itself, so that every page and screen says so."""
    units = [
        unit(id_, "hub", 1, place) | {"name": "Hub"} for id_, place in (("h1", "p"), ("h2", "q"))
    ]
    places: list[Row] = [{"id": "p", "name": "Port"}, {"id": "q", "name": "Port"}]
    wide = unit("w", "youth", 2)
    scenario = office(
        units=[*units, wide],
        localities=places,
        neighbours=None,
        divide=[{"units": ["w"], "by": "equal"}],
    )
    assert [each.name for each in scenario.units] == [
        *("Hub (h1)", "Hub (h2)"),
        *("W, Port (p)", "W, Port (q)"),
    ]
    assert [place.name for place in scenario.localities] == ["Port (p)", "Port (q)"]
    assert build_lot_name(scenario, (0, 2)) == "Hub and youth, Port (p)"


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
