"""`mix`."""

import pytest

from lotdesign.scenario.rule import RuleFinding
from tests.rules.office import UNITS, Row, faults, idle, judged, rule, sentence

RULE = rule("mix", allowed=[["centre", "youth"]])


@pytest.mark.parametrize(
    ("allowed", "text"),
    [
        ([], "No lot joins two services."),
        ([["centre", "youth"]], "A lot holds one service, or joins only centre and youth."),
        (
            [["centre", "youth"], ["centre", "contact"]],
            "A lot holds one service, or joins only centre and youth or centre and contact.",
        ),
    ],
)
def test_it_reads_as_a_sentence(allowed: list[list[str]], text: str) -> None:
    """Every combination stands in the sentence."""
    assert sentence(rule("mix", allowed=allowed)) == text


@pytest.mark.parametrize(
    ("lots", "found"),
    [
        (("a", "b", "c", "y", "w"), RuleFinding(True)),
        (("a b c y", "w"), RuleFinding(True)),
        (("a b c", "y w"), RuleFinding(False, where="the lot of Y")),
        (("a b c y w",), RuleFinding(False, where="the lot of A")),
    ],
)
def test_services_mix_only_as_listed(lots: tuple[str, ...], found: RuleFinding) -> None:
    """One service is always allowed, two only within a combination."""
    assert judged(RULE, *lots) == found


def test_some_of_a_combination_may_mix() -> None:
    """Youth work and contact are a subset of all three."""
    everything = rule("mix", allowed=[["centre", "youth", "contact"]])
    assert judged(everything, "a b c", "y w").met


def test_two_combinations_do_not_add_up() -> None:
    """Centre with youth and youth with contact do not allow all three."""
    two = rule("mix", allowed=[["centre", "youth"], ["youth", "contact"]])
    assert judged(two, "a b c", "y w").met
    assert not judged(two, "a b c y w").met


def test_no_combination_keeps_services_alone() -> None:
    """An empty list allows single services."""
    alone = rule("mix", allowed=[])
    assert judged(alone, "a b c", "y", "w").met
    assert judged(alone, "a b", "c y", "w") == RuleFinding(False, where="the lot of C")


@pytest.mark.parametrize(
    ("parameters", "why"),
    [
        ({"allowed": [["centre", "school"]]}, "known are centre, contact, youth"),
        ({"allowed": [[]]}, "write at least one name"),
        ({}, "missing"),
    ],
)
def test_it_needs_combinations_of_known_services(parameters: Row, why: str) -> None:
    """Unknown services and empty combinations are input errors."""
    assert why in faults(rule("mix", **parameters))


def test_it_is_idle_when_everything_may_mix() -> None:
    """A combination of all services, or a single service, leaves nothing to break."""
    assert not idle(RULE)
    assert idle(rule("mix", allowed=[["centre", "youth", "contact"]]))
    assert idle(rule("mix", allowed=[]), units=UNITS[:3])
