"""Text in columns."""

import pytest

from lotdesign.report.cells import pad, width, wrap


@pytest.mark.parametrize(
    ("text", "columns"),
    [("", 0), ("Ampthill", 8), ("日本", 4), ("e\N{COMBINING ACUTE ACCENT}", 1), ("🏫", 2)],
)
def test_width_is_what_a_screen_shows(text: str, columns: int) -> None:
    assert width(text) == columns


def test_padding_counts_columns_not_characters() -> None:
    assert pad("日本", 6) == "日本  "
    assert pad("£5", 4, right=True) == "  £5"
    assert pad("too long", 3) == "too long"


def test_lines_break_at_spaces_and_inside_words_that_fit_nowhere() -> None:
    assert wrap("one two three", 7) == ["one two", "three"]
    assert wrap("a abcdefgh b", 3) == ["a", "abc", "def", "gh", "b"]
    assert wrap("", 5) == [""]
    assert all(width(line) <= 5 for line in wrap("日本語日本語 x", 5))
