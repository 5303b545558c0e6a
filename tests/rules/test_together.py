"""`together`."""

import pytest

from lotdesign.scenario.rule import RuleFinding
from tests.rules.office import DIVIDED, Row, faults, idle, judged, rule, sentence

RULE = rule("together", units=["a", "w"])


def test_it_reads_as_a_sentence() -> None:
    """Units stand with their names."""
    assert sentence(RULE) == "A and W share a lot."
    assert sentence(rule("together", units=["a", "b", "c"])) == "A, B and C share a lot."
    assert sentence(rule("together", units=["a"])) == "A stays in one lot."


@pytest.mark.parametrize(
    ("lots", "found"),
    [
        (("a b c y w",), RuleFinding(True)),
        (("a w", "b c y"), RuleFinding(True)),
        (("a", "b c y w"), RuleFinding(False, where="the lot of A")),
    ],
)
def test_a_lot_holds_all_of_the_units_or_none(lots: tuple[str, ...], found: RuleFinding) -> None:
    """What else the lot holds does not matter."""
    assert judged(RULE, *lots) == found


def test_a_divided_unit_stands_for_all_its_parts() -> None:
    """Every part of W must come along with A."""
    assert judged(RULE, "a w", "b c y", divide=DIVIDED).met
    split = judged(RULE, "a w@ash w@bree", "b c y w@combe", divide=DIVIDED)
    assert split == RuleFinding(False, where="the lot of A")


def test_a_part_may_be_named_alone() -> None:
    """W in Ash goes with A, the other parts where they like."""
    part = rule("together", units=["a", "w@ash"])
    assert judged(part, "a w@ash", "b c y w@bree w@combe", divide=DIVIDED).met
    assert not judged(part, "a", "b c y w", divide=DIVIDED).met


@pytest.mark.parametrize(
    ("unknown", "right"), [("q", "known are a, b, c, w, y"), ("w@ash", "known are a, b, c, w, y")]
)
def test_an_unknown_unit_is_refused(unknown: str, right: str) -> None:
    """So is a part of a unit that is not divided."""
    assert right in faults(rule("together", units=["a", unknown]))


def test_no_units_at_all_are_refused() -> None:
    """The rule needs a name."""
    assert "write at least one name" in faults(rule("together", units=[]))


@pytest.mark.parametrize(
    ("units", "tables", "never"),
    [
        (["w"], {}, True),
        (["w"], {"divide": DIVIDED}, False),
        (["a", "w"], {}, False),
    ],
)
def test_it_is_idle_for_one_unit(units: list[str], tables: Row, never: bool) -> None:
    """One unit is always together, unless it is divided."""
    assert idle(rule("together", units=units), **tables) is never
