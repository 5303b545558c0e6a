"""Numbers as people type them."""

from fractions import Fraction

import pytest

from tui.session.parameter_values import NotAValue, calculate


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.52m*0.9", 1_368_000),
        ("£1,520,000", 1_520_000),
        ("300k + 20k", 320_000),
        ("(1+2)*3", 9),
        ("100 + 5%", 105),
        ("7/2", Fraction(7, 2)),
        ("-3+5", 2),
    ],
)
def test_sums_are_exact(text: str, value: Fraction | int) -> None:
    assert calculate(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [("30%", "0.3"), ("30", "0.3"), ("0.3", "0.3"), ("+2%", "0.32"), ("*2", "0.6")],
)
def test_shares_are_read_as_percentages(text: str, value: str) -> None:
    assert calculate(text, Fraction(3, 10), share=True) == Fraction(value)


def test_a_leading_operator_works_on_the_present_value() -> None:
    assert calculate("*0.9", Fraction(1000)) == 900
    assert calculate("-20", Fraction(1000)) == 980
    assert calculate("+5%", Fraction(1000)) == 1050


@pytest.mark.parametrize(
    "text", ["", "abc", "1+", "(1", "1)", "1/0", "1 2", "9" * 80, "__import__"]
)
def test_what_is_no_number_says_so(text: str) -> None:
    with pytest.raises(NotAValue):
        calculate(text)
