"""`apart`."""

import pytest

from lotdesign.scenario.rule import RuleFinding
from tests.rules.office import DIVIDED, Row, faults, idle, judged, rule, sentence

RULE = rule("apart", units=["a", "y", "w"])


def test_it_reads_as_a_sentence() -> None:
    """Units stand with their names."""
    assert sentence(RULE) == "No two of A, Y and W share a lot."


@pytest.mark.parametrize(
    ("lots", "found"),
    [
        (("a", "b", "c", "y", "w"), RuleFinding(True)),
        (("a b", "c y", "w"), RuleFinding(True)),
        (("a b", "c", "y w"), RuleFinding(False, where="the lot of Y")),
        (("a b c y w",), RuleFinding(False, where="the lot of A")),
    ],
)
def test_a_lot_holds_at_most_one_of_the_units(lots: tuple[str, ...], found: RuleFinding) -> None:
    """Any two of them in one lot break the rule."""
    assert judged(RULE, *lots) == found


def test_parts_of_one_divided_unit_may_share_a_lot() -> None:
    """W's parts may come together, but none of them with A or Y."""
    assert judged(RULE, "a b c", "y", "w", divide=DIVIDED).met
    assert judged(RULE, "a", "b w", "c", "y", divide=DIVIDED).met
    broken = judged(RULE, "a b c", "y w@ash", "w@bree w@combe", divide=DIVIDED)
    assert broken == RuleFinding(False, where="the lot of Y")


def test_named_parts_stay_apart() -> None:
    """Parts that are named one by one are units like any other."""
    parts = rule("apart", units=["w@ash", "w@bree"])
    assert not judged(parts, "a b c y", "w", divide=DIVIDED).met
    assert judged(parts, "a b c y w@ash", "w@bree w@combe", divide=DIVIDED).met


def test_a_unit_beside_its_own_part_is_refused_or_can_be_kept() -> None:
    """A part cannot be kept from the unit that it is a part of."""
    both = rule("apart", units=["w", "w@ash"])
    each = ("a", "b", "c", "y", "w@ash", "w@bree", "w@combe")
    assert faults(both, divide=DIVIDED) or judged(both, *each, divide=DIVIDED).met
    assert "'w@ash' is a part of 'w'; name the unit or its parts" in faults(both, divide=DIVIDED)


def test_a_unit_named_twice_is_refused() -> None:
    """Nothing is kept apart from itself; the fault is told once."""
    told = faults(rule("apart", units=["a", "y", "a"]))
    assert told.count("'a' stands twice; name a unit once") == 1


def test_an_unknown_unit_is_refused() -> None:
    """The fault names the units that there are."""
    assert "known are a, b, c, w, y" in faults(rule("apart", units=["a", "q"]))


@pytest.mark.parametrize(
    ("units", "tables", "never"),
    [
        (["a"], {}, True),
        (["w"], {"divide": DIVIDED}, True),
        (["a", "w"], {}, False),
        (["w@ash", "w@bree"], {"divide": DIVIDED}, False),
    ],
)
def test_it_is_idle_for_one_unit(units: list[str], tables: Row, never: bool) -> None:
    """One unit, whole or divided, has nobody to be kept from."""
    assert idle(rule("apart", units=units), **tables) is never
