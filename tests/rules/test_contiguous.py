"""`contiguous`."""

import pytest

from lotdesign.scenario.rule import RuleFinding
from tests.rules.office import DIVIDED, PLACES, Row, faults, idle, judged, rule, sentence, unit

RULE = rule("contiguous")


def test_it_reads_as_a_sentence() -> None:
    """With services it speaks of the lots that hold any of them."""
    assert sentence(RULE) == "Every lot is one connected area."
    youth = rule("contiguous", services=["youth", "contact"])
    assert sentence(youth) == "Every lot with youth or contact is one connected area."


@pytest.mark.parametrize(
    ("lots", "found"),
    [
        (("a b c y w",), RuleFinding(True)),  # Bree joins Ash and Combe
        (("a y", "b", "c w"), RuleFinding(True)),  # one locality; W is left out of the test
        (("a c", "b y w"), RuleFinding(False, where="the lot of A")),
        (("a b", "c y w"), RuleFinding(False, where="the lot of C")),  # W joins nothing
    ],
)
def test_the_local_units_of_a_lot_connect(lots: tuple[str, ...], found: RuleFinding) -> None:
    """Units touch in one locality or in neighbouring ones; authority-wide ones join nothing."""
    assert judged(RULE, *lots) == found


def test_all_parts_of_a_unit_count_as_authority_wide() -> None:
    """A lot with W in Ash, Bree and Combe and nothing else between A and C is not connected."""
    assert judged(RULE, "a c w", "b y", divide=DIVIDED) == RuleFinding(False, where="the lot of A")


def test_a_part_connects_like_any_unit() -> None:
    """A, C and W in Bree connect; W in Ash and in Combe do not."""
    assert judged(RULE, "a c w@bree", "b", "y", "w@ash", "w@combe", divide=DIVIDED).met
    apart = judged(RULE, "a", "b", "c", "y", "w@ash w@combe", "w@bree", divide=DIVIDED)
    assert apart == RuleFinding(False, where="the lot of W, Ash")


def test_services_select_the_lots_tested() -> None:
    """A and C may lie apart where only lots with youth work are looked at."""
    assert judged(rule("contiguous", services=["youth"]), "a c", "b y", "w").met
    assert not judged(rule("contiguous", services=["youth"]), "c y", "a b", "w").met


def test_an_unknown_service_is_refused() -> None:
    """The fault names the services that there are."""
    assert "known are centre, contact, youth" in faults(rule("contiguous", services=["school"]))


def test_it_is_idle_when_all_places_with_units_touch() -> None:
    """Ash and Combe do not touch; without C's unit in Combe all that is left does."""
    assert not idle(RULE)
    units: list[Row] = [
        unit("a", "centre", 1, "ash"),
        unit("b", "centre", 1, "bree"),
        unit("w", "contact", 1),
    ]
    assert idle(RULE, units=units)
    assert not idle(RULE, units=units, neighbours=[{"a": "bree", "b": "combe"}])
    assert not idle(RULE, units=units, divide=[{"units": ["w"], "by": "equal"}])
    assert idle(RULE, units=units[2:], localities=PLACES)


EMPTY_BREE: list[Row] = [unit("a", "centre", 1, "ash"), unit("c", "centre", 1, "combe")]


def test_a_locality_without_units_is_no_gap() -> None:
    """Nothing lies in Bree, which joins Ash and Combe; with a unit there it parts them."""
    assert judged(RULE, "a c", units=EMPTY_BREE).met
    assert idle(RULE, units=EMPTY_BREE)
    held = [*EMPTY_BREE, unit("b", "centre", 1, "bree")]
    assert judged(RULE, "a c", "b", units=held) == RuleFinding(False, where="the lot of A")


def test_a_chain_of_empty_localities_is_no_gap_and_an_island_is() -> None:
    """Ash, Dene, Eden, Combe in a row; Dene and Eden are empty. Nothing leads to Fell."""
    places: list[Row] = [{"id": name, "name": name} for name in ("ash", "combe", "dene", "eden")]
    fell: Row = {"id": "fell", "name": "fell"}
    row = [{"a": "ash", "b": "dene"}, {"a": "dene", "b": "eden"}, {"a": "eden", "b": "combe"}]
    town: Row = {"units": EMPTY_BREE, "localities": places}
    assert judged(RULE, "a c", **town, neighbours=row).met
    assert not judged(RULE, "a c", **town, neighbours=row[:2]).met
    island = [*EMPTY_BREE, unit("f", "centre", 1, "fell")]
    assert not judged(RULE, "a c f", units=island, localities=[*places, fell], neighbours=row).met


def test_parts_of_divided_units_fill_no_gap_and_close_none() -> None:
    """Of all units only a part of W lies in Bree, so that Bree is empty still."""
    units = [*EMPTY_BREE, unit("w", "contact", 3)]
    assert judged(RULE, "a c", "w", units=units, divide=DIVIDED).met
    assert judged(RULE, "a c w@ash", "w@bree", "w@combe", units=units, divide=DIVIDED).met
    assert judged(RULE, "a w@combe", "c", "w@ash", "w@bree", units=units, divide=DIVIDED).met


@pytest.mark.parametrize(
    ("tables", "refused"),
    [
        ({"neighbours": None}, True),
        ({"neighbours": None, "units": EMPTY_BREE}, True),
        ({"neighbours": None, "divide": DIVIDED, "units": [unit("w", "contact", 3)]}, True),
        ({"neighbours": None, "units": [unit("a", "centre", 1, "ash")]}, False),
        ({"neighbours": []}, False),
    ],
)
def test_it_needs_a_table_of_neighbours_where_units_lie_apart(tables: Row, refused: bool) -> None:
    """An empty table says that nothing touches; none says nothing."""
    assert ("needs a table of neighbours" in faults(RULE, **tables)) == refused
    assert not faults(RULE | {"status": "off"}, **tables)
