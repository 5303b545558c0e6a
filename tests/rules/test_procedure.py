"""`procedure`."""

import pytest

from lotdesign.scenario.rule import RuleFinding
from tests.rules.office import UNITS, faults, idle, judged, rule, sentence, unit

RULE = rule("procedure")


def test_it_reads_as_a_sentence() -> None:
    """The sentence has no figures."""
    assert sentence(RULE) == "No lot mixes units that are procured by different procedures."


@pytest.mark.parametrize(
    ("lots", "found"),
    [
        (("a b c y", "w"), RuleFinding(True)),
        (("a", "b", "c", "y", "w"), RuleFinding(True)),
        (("a b", "c y w"), RuleFinding(False, where="the lot of C")),
    ],
)
def test_a_lot_has_one_procedure(lots: tuple[str, ...], found: RuleFinding) -> None:
    """Contact goes by open procedure, the rest by dialogue."""
    assert judged(RULE, *lots) == found


def test_a_blank_is_a_procedure_of_its_own() -> None:
    """A unit without one joins no unit that has one."""
    units = [unit("a", "s", 1, procedure="open"), unit("b", "s", 1), unit("c", "s", 1)]
    assert judged(RULE, "a", "b c", units=units).met
    assert not judged(RULE, "a b", "c", units=units).met


def test_it_takes_no_parameters() -> None:
    """A key that means nothing to it is refused."""
    assert "unknown key" in faults(rule("procedure", services=["centre"]))


def test_it_is_idle_where_there_is_one_procedure() -> None:
    """All open, all dialogue or all blank."""
    assert not idle(RULE)
    assert idle(RULE, units=UNITS[:4])
    assert idle(RULE, units=[unit("a", "s", 1), unit("b", "s", 1)])
