"""`separate`."""

import pytest

from lotdesign.scenario.rule import RuleFinding
from tests.rules.office import UNITS, faults, idle, judged, rule, sentence

RULE = rule("separate", service="centre")


def test_it_reads_as_a_sentence() -> None:
    """The service stands as words."""
    assert sentence(RULE) == "No lot joins centre with another service."


@pytest.mark.parametrize(
    ("lots", "found"),
    [
        (("a b c", "y w"), RuleFinding(True)),
        (("a", "b c", "y", "w"), RuleFinding(True)),
        (("a b", "c w", "y"), RuleFinding(False, where="the lot of C")),
        (("a b c y w",), RuleFinding(False, where="the lot of A")),
    ],
)
def test_the_service_shares_lots_with_no_other(lots: tuple[str, ...], found: RuleFinding) -> None:
    """Other services may share lots among themselves."""
    assert judged(RULE, *lots) == found


@pytest.mark.parametrize(
    ("parameters", "why"),
    [
        ({"service": "school"}, "known are centre, contact, youth"),
        ({"service": ""}, "write a name"),
        ({}, "missing"),
        ({"services": ["centre"]}, "unknown key"),
    ],
)
def test_it_needs_one_known_service(parameters: dict[str, object], why: str) -> None:
    """An unknown, empty or missing service is an input error."""
    assert why in faults(rule("separate", **parameters))


def test_it_is_idle_where_there_is_one_service() -> None:
    """Nothing is left to join."""
    assert not idle(RULE)
    assert idle(RULE, units=UNITS[:3])
