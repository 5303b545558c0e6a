"""How figures and lists read."""

from fractions import Fraction

import pytest

from lotdesign.words import (
    format_count,
    format_percent,
    format_pounds,
    join_words,
    name_one,
    shorten_list,
    spell_out_id,
)


@pytest.mark.parametrize(
    ("pence", "text"),
    [
        (152_000_000, "£1,520,000"),
        (30_400_050, "£304,000.50"),
        (5, "£0.05"),
        (0, "£0"),
        (-123_456, "-£1,234.56"),
        (-100, "-£1"),
        (Fraction(2001, 2), "£10.00"),
    ],
)
def test_pounds_show_pennies_only_where_there_are_any(pence: Fraction | int, text: str) -> None:
    """Thousands are grouped, a sign stands before the pound, part pennies are left out."""
    assert format_pounds(pence) == text


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (Fraction(1, 8), "12.5%"),
        (Fraction(2, 3), "66.66%"),
        (Fraction(-2, 3), "-66.66%"),
        (1, "100%"),
        (0, "0%"),
        (Fraction(1, 10), "10%"),
        (Fraction(1, 10_000), "0.01%"),
    ],
)
def test_percentages_are_cut_at_two_decimals(share: Fraction | int, text: str) -> None:
    """A share is never shown larger than it is, and without trailing zeros."""
    assert format_percent(share) == text


@pytest.mark.parametrize(
    ("count", "text"), [(0, "0 lots"), (1, "1 lot"), (2, "2 lots"), (1234, "1,234 lots")]
)
def test_nouns_follow_their_number(count: int, text: str) -> None:
    """One is singular, everything else plural."""
    assert format_count(count, "lot") == text


def test_an_irregular_plural_is_given() -> None:
    """A noun that does not take an s brings its plural along."""
    assert format_count(2, "authority", "authorities") == "2 authorities"
    assert format_count(1, "authority", "authorities") == "1 authority"


@pytest.mark.parametrize(
    ("many", "one"),
    [("lots", "lot"), ("services", "service"), ("localities", "locality"), ("service", "service")],
)
def test_one_of_many_has_its_name(many: str, one: str) -> None:
    assert name_one(many) == one


@pytest.mark.parametrize(
    ("items", "text"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_lists_end_in_a_word(items: list[str], text: str) -> None:
    """Commas between items and a word before the last."""
    assert join_words(items) == text


def test_a_list_may_end_in_or() -> None:
    """The last word can be chosen."""
    assert join_words(["a", "b", "c"], "or") == "a, b or c"


def test_ids_read_as_words() -> None:
    """Underscores become blanks."""
    assert spell_out_id("children_centre") == "children centre"


@pytest.mark.parametrize(
    ("names", "shown", "most", "text"),
    [
        ("abc", 3, 3, ["a", "b", "c"]),
        ("abcd", 3, 3, ["a", "b", "c", "1 more"]),
        ("abcd", 3, 4, ["a", "b", "c", "d"]),
        ("abcde", 3, 4, ["a", "b", "c", "2 more"]),
        ("", 3, 4, []),
    ],
)
def test_long_lists_end_in_how_many_more(
    names: str, shown: int, most: int, text: list[str]
) -> None:
    """All names up to `most`, and then fewer, so that "1 more" need not stand for a name."""
    assert shorten_list(names, shown, most) == text
