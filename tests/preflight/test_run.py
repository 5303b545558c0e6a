"""All checks together, and rules that never affect the answer."""

import pytest

from lotdesign.preflight.finding import PreflightFinding
from lotdesign.preflight.run import find_idle_rules, run_preflight
from lotdesign.rules.registry import RULE_KINDS
from lotdesign.scenario.rule import Rule
from tests.rules.office import PROVIDERS, UNITS, Row, office, rule, unit

ASH: list[Row] = [unit("a", "centre", 1, "ash"), unit("b", "centre", 1, "ash")]
IDLE: dict[str, tuple[Row, Row]] = {
    "alignment": ({"mode": "within"}, {"units": ASH}),
    "apart": ({"units": ["a"]}, {}),
    "balance": ({"measure": "value", "tolerance": "400%"}, {}),
    "bidders": ({"min": 0}, {}),
    "change": ({"max_pairs": 10}, {}),
    "contiguous": ({}, {"units": ASH}),
    "envelope": ({"annual": 150_001}, {}),
    "hub": ({"units": ["a", "b", "c", "y", "w"]}, {}),
    "lot_count": ({"min": 1, "max": 5}, {}),
    "lot_size": ({"max": 5}, {}),
    "lot_value": ({"max": 150_000}, {}),
    "mix": ({"allowed": [["centre", "youth", "contact"]]}, {}),
    "procedure": ({}, {"units": ASH}),
    "reserved": ({"min": 0}, {}),
    "route": ({"units": ["a"], "route": "external"}, {}),
    "separate": ({"service": "centre"}, {"units": ASH}),
    "small_bidders": ({"share": "0%"}, {}),
    "term": ({}, {}),
    "together": ({"units": ["a"]}, {}),
    "travel": ({"max_km": 10}, {}),
}
"""Kind -> parameters that nothing can break, with tables of the office."""


def test_every_kind_that_can_be_idle_is_tried() -> None:
    """A kind with an `idle` of its own needs an example here."""
    assert set(IDLE) == {
        kind for kind, found in RULE_KINDS.items() if found.is_idle is not Rule.is_idle
    }


@pytest.mark.parametrize("kind", list(IDLE))
def test_a_rule_that_never_affects_the_answer_is_told(kind: str) -> None:
    """With its sentence, so that its author sees what it does not say."""
    parameters, tables = IDLE[kind]
    scenario = office(rule(kind, **parameters), **tables)
    text = f"Rule {kind} never affects the answer: {scenario.rules[0].write_sentence(scenario)}"
    assert list(find_idle_rules(scenario)) == [PreflightFinding("info", text, (kind,))]


@pytest.mark.parametrize("kind", list(IDLE))
def test_a_rule_that_is_off_is_not_told(kind: str) -> None:
    """It affects nothing because it does not apply."""
    parameters, tables = IDLE[kind]
    assert list(find_idle_rules(office(rule(kind, **parameters, status="off"), **tables))) == []


def test_what_is_impossible_comes_first() -> None:
    """Then warnings, then what is merely good to know."""
    scenario = office(
        rule("lot_count", min=1),
        rule("envelope", annual=1),
        rule("small_bidders", lots="all"),
        providers=PROVIDERS[1:],
        units=[*UNITS, unit("v", "other", 1)],
    )
    notes = run_preflight(scenario)
    levels = [note.level for note in notes]
    # The envelope, nobody for W and for V; no capacity for either; the number of lots.
    assert levels == ["impossible"] * 3 + ["warning"] * 2 + ["info"]
    assert notes[0].rules == ("envelope",)
    assert notes[-1].rules == ("lot_count",)


def test_nothing_is_said_of_an_office_that_can_be_designed() -> None:
    """No note without a reason."""
    rules = (rule("lot_count", min=2), rule("envelope", annual="149999.99"), rule("award"))
    assert run_preflight(office(*rules)) == ()
