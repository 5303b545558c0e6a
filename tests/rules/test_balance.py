"""`balance`."""

from fractions import Fraction

import pytest

from lotdesign.scenario.rule import RuleFinding
from tests.rules.office import Row, faults, idle, judged, rule, sentence, unit


def balance(tolerance: object, measure: str = "value", **parameters: object) -> Row:
    """The rule."""
    return rule("balance", measure=measure, tolerance=tolerance, **parameters)


@pytest.mark.parametrize(
    ("tested", "text"),
    [
        (balance("12.5%"), "Every lot lies within 12.5% of their average in value."),
        (
            balance(0.5, "need", services=["centre"]),
            "Every lot with centre lies within 50% of their average in need.",
        ),
    ],
)
def test_it_reads_as_a_sentence(tested: Row, text: str) -> None:
    """The tolerance and what is balanced stand in the sentence."""
    assert sentence(tested) == text


@pytest.mark.parametrize(
    ("tolerance", "found"),
    [
        # £60,000, £40,000 and £50,000 about £50,000: a fifth more, a fifth less, on it.
        ("20%", RuleFinding(True, Fraction(1, 5), Fraction(1, 5), 0, "share", "the lot of A")),
        (
            "19.99%",
            RuleFinding(
                False,
                Fraction(1, 5),
                Fraction(1999, 10_000),
                Fraction(-1, 10_000),
                "share",
                "the lot of A",
            ),
        ),
    ],
)
def test_the_furthest_lot_decides(tolerance: str, found: RuleFinding) -> None:
    """A lot may lie just the tolerance away from the average, on either side."""
    assert judged(balance(tolerance), "a b c", "y", "w") == found


def test_a_lot_far_below_the_average_breaks_it() -> None:
    """£10,000 about £37,500 is 73 % less; no other lot is further off than a third."""
    found = judged(balance("50%"), "a", "b c", "y", "w")
    slack = Fraction(1, 2) - Fraction(11, 15)
    assert found == RuleFinding(
        False, Fraction(11, 15), Fraction(1, 2), slack, "share", "the lot of A"
    )


def test_need_is_balanced_like_value() -> None:
    """Needs 6, 4 and 5 about 5."""
    found = judged(balance("20%", "need"), "a b c", "y", "w")
    assert found == RuleFinding(True, Fraction(1, 5), Fraction(1, 5), 0, "share", "the lot of A")


def test_services_select_the_lots_and_their_average() -> None:
    """£30,000 and £30,000 hold centres; the lots of Y and W are not looked at."""
    centres = balance(0, services=["centre"])
    assert judged(centres, "a b", "c", "y", "w") == RuleFinding(
        True, Fraction(0), Fraction(0), 0, "share", "the lot of A"
    )
    assert not judged(balance(0), "a b", "c", "y", "w").met


def test_lots_without_any_value_are_balanced() -> None:
    """Where all is 0, every lot is the average."""
    units = [unit("a", "s", 0), unit("b", "s", 0)]
    assert judged(balance(0), "a", "b", units=units) == RuleFinding(True, unit="share")


@pytest.mark.parametrize(
    ("parameters", "why"),
    [
        ({"measure": "size", "tolerance": 0}, "known are need, value"),
        ({"measure": "value", "tolerance": "-1%"}, "must be at least 0%"),
        ({"measure": "value"}, "missing"),
        ({"measure": "value", "tolerance": 1, "services": ["x"]}, "known are centre"),
    ],
)
def test_parameters_that_do_not_fit_are_refused(parameters: Row, why: str) -> None:
    """An unknown measure or service and a negative tolerance are input errors."""
    assert why in faults(rule("balance", **parameters))


def test_a_unit_without_need_is_refused() -> None:
    """Need can only be balanced where it is known."""
    units = [unit("a", "s", 1, need=1), unit("b", "s", 1)]
    assert "need" in faults(balance(1, "need"), units=units)


@pytest.mark.parametrize(("tolerance", "never"), [("400%", True), ("399.99%", False), (1, False)])
def test_it_is_idle_when_one_lot_may_have_everything(tolerance: object, never: bool) -> None:
    """With five lots the furthest from the average is four times it away."""
    assert idle(balance(tolerance)) is never
