"""`alignment`."""

import pytest

from lotdesign.scenario.rule import RuleFinding
from tests.rules.office import (
    AREAS,
    DIVIDED,
    PLACES,
    Row,
    faults,
    idle,
    judged,
    rule,
    sentence,
    unit,
)

WITHIN = rule("alignment", mode="within")
WHOLE = rule("alignment", mode="whole")


@pytest.mark.parametrize(
    ("tested", "text"),
    [
        (WITHIN, "Every lot stays within one locality."),
        (WITHIN | {"services": ["youth"]}, "Every lot with youth stays within one locality."),
        (WHOLE, "The units of all services in one locality share a lot."),
        (
            WHOLE | {"services": ["centre", "youth"]},
            "The units of centre and youth in one locality share a lot.",
        ),
    ],
)
def test_it_reads_as_a_sentence(tested: Row, text: str) -> None:
    """Each mode has its sentence, with the services that it speaks of."""
    assert sentence(tested) == text


@pytest.mark.parametrize(
    ("lots", "found"),
    [
        (("a y", "b", "c", "w"), RuleFinding(True)),
        (("a b", "c", "y", "w"), RuleFinding(False, where="the lot of A")),
        (("a", "b", "c w", "y"), RuleFinding(False, where="the lot of C")),
    ],
)
def test_within_keeps_a_lot_in_one_place(lots: tuple[str, ...], found: RuleFinding) -> None:
    """Authority-wide is a place of its own: W joins no local unit."""
    assert judged(WITHIN, *lots) == found


def test_within_reads_a_whole_divided_unit_as_authority_wide() -> None:
    """W's three parts are one lot in one place; two of them lie in two places."""
    locals_ = ("a y", "b", "c")
    assert judged(WITHIN, *locals_, "w", divide=DIVIDED).met
    assert not judged(WITHIN, *locals_, "w@ash w@bree", "w@combe", divide=DIVIDED).met
    assert judged(WITHIN, "a y w@ash", "b w@bree", "c w@combe", divide=DIVIDED).met
    assert not judged(WITHIN, "a y", "b", "c w", divide=DIVIDED).met


def test_within_with_services_selects_whole_lots() -> None:
    """A and B may share a lot where only lots with youth work must stay in place."""
    youth = WITHIN | {"services": ["youth"]}
    assert judged(youth, "a b", "c", "y", "w").met
    assert judged(youth, "a", "b y", "c", "w") == RuleFinding(False, where="the lot of B")


@pytest.mark.parametrize(
    ("lots", "found"),
    [
        (("a y", "b c", "w"), RuleFinding(True)),
        (("a b y w", "c"), RuleFinding(True)),
        (("a", "b y", "c", "w"), RuleFinding(False, where="the lot of A")),
    ],
)
def test_whole_keeps_a_locality_together(lots: tuple[str, ...], found: RuleFinding) -> None:
    """A and Y, both in Ash, share a lot; what else it holds does not matter."""
    assert judged(WHOLE, *lots) == found


def test_whole_with_services_binds_their_units_alone() -> None:
    """Centres of a locality share a lot; Ash has but one, so nothing is asked of Y."""
    assert judged(WHOLE | {"services": ["centre"]}, "a", "b", "c", "y", "w").met
    assert not judged(WHOLE | {"services": ["centre", "youth"]}, "a", "b", "c", "y", "w").met


def test_whole_reads_the_parts_of_a_divided_unit() -> None:
    """W in Ash belongs to Ash's units, so W as one lot of its own splits Ash."""
    assert judged(WHOLE, "a y w@ash", "b w@bree", "c w@combe", divide=DIVIDED).met
    assert not judged(WHOLE, "a y", "b", "c", "w", divide=DIVIDED).met
    assert judged(WHOLE, "a b c y w", divide=DIVIDED).met


@pytest.mark.parametrize(
    ("parameters", "why"),
    [
        ({}, "mode"),
        ({"mode": "across"}, "known are whole, within"),
        ({"mode": "whole", "services": ["school"]}, "known are centre, contact, youth"),
    ],
)
def test_unknown_modes_and_services_are_refused(parameters: Row, why: str) -> None:
    """A mode is needed, and one of two."""
    assert why in faults(rule("alignment", **parameters))


def test_it_is_idle_where_nothing_can_be_split_or_joined() -> None:
    """One place for `within`, one unit of the services a locality for `whole`."""
    assert not idle(WITHIN)
    ash: list[Row] = [unit("a", "centre", 1, "ash"), unit("b", "centre", 1, "ash")]
    assert idle(WITHIN, units=ash)
    assert not idle(
        WITHIN,
        units=[ash[0], unit("w", "contact", 1)],
        divide=DIVIDED,
        localities=PLACES[:1],
        neighbours=None,
        providers=None,
    )
    assert not idle(WHOLE)
    assert idle(WHOLE | {"services": ["centre"]})


WITHIN_AREA = WITHIN | {"by": "unitary"}
WHOLE_AREA = WHOLE | {"by": "unitary"}


def test_it_reads_as_a_sentence_by_areas_too() -> None:
    """The column stands in place of the locality."""
    assert sentence(WITHIN_AREA, **AREAS) == "Every lot stays within one unitary."
    assert (
        sentence(WHOLE_AREA | {"services": ["centre"]}, **AREAS)
        == "The units of centre in one unitary share a lot."
    )
    assert sentence(WITHIN | {"by": "locality"}) == "Every lot stays within one locality."


@pytest.mark.parametrize(
    ("lots", "met"),
    [
        (("a b y", "c", "w"), True),  # Ash and Bree are West, Combe is East
        (("a", "b c", "y", "w"), False),
        (("a b y w", "c"), False),  # W is authority-wide, which is a place of its own
    ],
)
def test_within_keeps_a_lot_in_one_area(lots: tuple[str, ...], met: bool) -> None:
    """West holds two localities, so a lot of both is in one area."""
    assert judged(WITHIN_AREA, *lots, **AREAS).met == met


def test_within_an_area_reads_a_whole_divided_unit_as_authority_wide() -> None:
    """Two parts of W in West are in one area; all three are authority-wide."""
    assert judged(WITHIN_AREA, "a b y w@ash w@bree", "c w@combe", divide=DIVIDED, **AREAS).met
    assert judged(WITHIN_AREA, "a b y", "c", "w", divide=DIVIDED, **AREAS).met
    assert not judged(WITHIN_AREA, "a b y", "c w", divide=DIVIDED, **AREAS).met


def test_whole_keeps_an_area_together() -> None:
    """A, B and Y lie in West; parts of W count where they lie."""
    assert judged(WHOLE_AREA, "a b y", "c", "w", **AREAS).met
    assert judged(WHOLE_AREA, "a y", "b", "c", "w", **AREAS) == RuleFinding(
        False, where="the lot of A"
    )
    assert judged(WHOLE_AREA | {"services": ["youth"]}, "a", "b", "c", "y", "w", **AREAS).met
    assert not judged(WHOLE_AREA, "a b y", "c", "w", divide=DIVIDED, **AREAS).met
    assert judged(WHOLE_AREA, "a b y w@ash w@bree", "c w@combe", divide=DIVIDED, **AREAS).met


def test_an_area_that_is_no_column_is_refused() -> None:
    """The fault names the columns that there are, and locality."""
    assert "known are locality, unitary" in faults(WITHIN | {"by": "parish"}, **AREAS)


def test_it_is_idle_in_one_area_alone() -> None:
    """Without C and W everything lies in West."""
    west: list[Row] = [unit("a", "centre", 1, "ash"), unit("b", "centre", 1, "bree")]
    assert idle(WITHIN_AREA, units=west, **AREAS)
    assert not idle(WITHIN, units=west)
    assert not idle(WHOLE_AREA, units=west, **AREAS)
