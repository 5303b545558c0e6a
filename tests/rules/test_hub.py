"""`hub`."""

import pytest

from lotdesign.scenario.rule import RuleFinding
from tests.rules.office import DIVIDED, Row, faults, idle, judged, office, rule, sentence

RULE = rule("hub", units=["a", "w"])
IN_HOUSE: Row = {"in_house": {"annual_management": 1000}}


def test_it_reads_as_a_sentence() -> None:
    assert sentence(RULE) == "Every lot holds at least one of A and W."
    assert (
        sentence(rule("hub", units=["a", "b", "c"]))
        == "Every lot holds at least one of A, B and C."
    )
    assert sentence(rule("hub", units=["w", "w"])) == "Every lot holds W."


@pytest.mark.parametrize(
    ("lots", "found"),
    [
        (("a b c y w",), RuleFinding(True)),
        (("a b", "c y w"), RuleFinding(True)),
        (("a w", "b c y"), RuleFinding(False, where="the lot of B")),
        (("a", "w", "b c y"), RuleFinding(False, where="the lot of B")),
    ],
)
def test_every_lot_holds_one_of_the_units(lots: tuple[str, ...], found: RuleFinding) -> None:
    """What else a lot holds, and how many of them, does not matter."""
    assert judged(RULE, *lots) == found


def test_a_lot_by_any_route_needs_a_hub() -> None:
    assert judged(RULE, "a b/in_house", "c y w", routes=IN_HOUSE).met
    kept = judged(RULE, "a w", "b c y/in_house", routes=IN_HOUSE)
    assert kept == RuleFinding(False, where="the lot of B")


def test_a_divided_unit_is_a_hub_where_all_its_parts_are() -> None:
    """Two parts of W make none, and so does the last of them alone."""
    assert judged(RULE, "a b", "c y w", divide=DIVIDED).met
    split = judged(RULE, "a b w@ash", "c y w@bree w@combe", divide=DIVIDED)
    assert split == RuleFinding(False, where="the lot of C")


def test_a_part_named_alone_is_a_hub() -> None:
    part = rule("hub", units=["a", "w@ash"])
    assert judged(part, "a b c y w@bree", "w@ash w@combe", divide=DIVIDED).met
    assert not judged(part, "a w@ash b c y", "w@bree w@combe", divide=DIVIDED).met


@pytest.mark.parametrize(
    ("units", "most"), [(["a"], 1), (["a", "w"], 2), (["a", "a", "w"], 2), (["a", "b", "c"], 3)]
)
def test_there_are_at_most_as_many_lots_as_units_named(units: list[str], most: int) -> None:
    """A divided unit is one, and so is a unit that stands twice."""
    for tables in ({}, {"divide": DIVIDED}):
        scenario = office(rule("hub", units=units), **tables)
        assert scenario.rules[0].bound_lot_count(scenario) == (1, most)


@pytest.mark.parametrize(
    ("units", "tables", "never"),
    [
        (["a", "b", "c", "y", "w"], {}, True),
        (["a", "b", "c", "y"], {}, False),
        (["a", "b", "c", "y", "w"], {"divide": DIVIDED}, False),
        (["a", "b", "c", "y", "w@ash", "w@bree", "w@combe"], {"divide": DIVIDED}, True),
    ],
)
def test_it_is_idle_where_every_unit_is_a_hub(units: list[str], tables: Row, never: bool) -> None:
    """A lot of one part holds no hub where the whole unit is one."""
    assert idle(rule("hub", units=units), **tables) is never


def test_an_unknown_unit_is_refused() -> None:
    assert "known are a, b, c, w, y" in faults(rule("hub", units=["a", "q"]))
    assert "write at least one name" in faults(rule("hub", units=[]))
