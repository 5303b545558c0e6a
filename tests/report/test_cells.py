"""Text in columns."""

import pytest

from lotdesign.report.plain_text import measure_width, pad_text, wrap_text


@pytest.mark.parametrize(
    ("text", "columns"),
    [("", 0), ("Ampthill", 8), ("日本", 4), ("e\N{COMBINING ACUTE ACCENT}", 1), ("🏫", 2)],
)
def test_width_is_what_a_screen_shows(text: str, columns: int) -> None:
    assert measure_width(text) == columns


def test_padding_counts_columns_not_characters() -> None:
    assert pad_text("日本", 6) == "日本  "
    assert pad_text("£5", 4, right=True) == "  £5"
    assert pad_text("too long", 3) == "too long"


def test_lines_break_at_spaces_and_inside_words_that_fit_nowhere() -> None:
    assert wrap_text("one two three", 7) == ["one two", "three"]
    assert wrap_text("a abcdefgh b", 3) == ["a", "abc", "def", "gh", "b"]
    assert wrap_text("", 5) == [""]
    assert all(measure_width(line) <= 5 for line in wrap_text("日本語日本語 x", 5))
