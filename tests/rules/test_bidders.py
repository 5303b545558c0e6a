"""`bidders`."""

import pytest

from lotdesign.scenario.rule import RuleFinding
from tests.rules.office import PROVIDERS, UNITS, Row, faults, idle, judged, rule, sentence


def bidders(least: object) -> Row:
    """The rule."""
    return rule("bidders", min=least)


@pytest.mark.parametrize(
    ("least", "text"),
    [
        (1, "Every lot has at least 1 eligible provider."),
        (2, "Every lot has at least 2 eligible providers."),
    ],
)
def test_it_reads_as_a_sentence(least: int, text: str) -> None:
    """The number of providers stands in the sentence."""
    assert sentence(bidders(least)) == text


@pytest.mark.parametrize(
    ("least", "lots", "found"),
    [
        # W is for Big alone; A and B are for all three; C and Y for Big and Small.
        (1, ("a b", "c", "y", "w"), RuleFinding(True, 1, 1, 0, "providers", "the lot of W")),
        (2, ("a b", "c", "y", "w"), RuleFinding(False, 1, 2, -1, "providers", "the lot of W")),
        (3, ("a b c y", "w"), RuleFinding(False, 1, 3, -2, "providers", "the lot of A")),
    ],
)
def test_the_lot_with_the_fewest_decides(
    least: int, lots: tuple[str, ...], found: RuleFinding
) -> None:
    """The bound is inclusive, and the first lot with the fewest is named."""
    assert judged(bidders(least), *lots) == found


@pytest.mark.parametrize(("multiple", "met"), [(2, False), (1, True)])
def test_the_turnover_that_is_asked_for_decides(multiple: int, met: bool) -> None:
    """Small may carry the £100,000 of all but W at once its value, not at twice."""
    market = {"turnover_multiple": multiple}
    found = judged(bidders(2), "a b c y", units=UNITS[:4], providers=PROVIDERS, market=market)
    assert (found.measured, found.met) == (1 + met, met)


@pytest.mark.parametrize(
    ("least", "why"), [(-1, "must be at least 0"), (1.5, "whole number"), ("many", "whole number")]
)
def test_a_number_that_cannot_be_is_refused(least: object, why: str) -> None:
    """Only whole numbers from 0."""
    assert why in faults(bidders(least))


def test_it_needs_a_table_of_providers() -> None:
    """Without providers the rule is an input error, unless it is off."""
    assert "needs a table of providers" in faults(bidders(1), providers=None)
    assert not faults(bidders(1) | {"status": "off"}, providers=None)


def test_it_is_idle_when_it_asks_for_nobody() -> None:
    """No provider at all is enough."""
    assert idle(bidders(0))
    assert not idle(bidders(1))
