"""Names from files on a screen."""

from hypothesis import given
from hypothesis import strategies as st

from tui.safe_text import clip_columns, count_columns, fit_columns, make_safe, wrap_text

HOSTILE = [
    "Hub [/bold]",
    "[@click=app.quit]x[/]",
    "\x1b[31mred\x1b[0m",
    "\x1b]0;title\x07",
    "left \u202eright",
    "\u2066isolate\u2069",
    "tab\tline\nend\r",
    "flag 🇬🇧 family 👨‍👩‍👧 thumb 👍🏽 heart ❤️",
    "Zalgo " + "e" + "\u0301" * 40,
    "漢字の名前",
    "x" * 300,
]


def test_nothing_in_a_name_reaches_the_terminal_as_a_command() -> None:
    for name in HOSTILE:
        shown = make_safe(name)
        assert shown.isprintable()
        assert "\x1b" not in shown


def test_safe_twice_changes_nothing() -> None:
    for name in HOSTILE:
        assert make_safe(make_safe(name)) == make_safe(name)


@given(st.text(max_size=80), st.integers(1, 60), st.booleans())
def test_fitted_text_takes_just_its_columns(text: str, columns: int, right: bool) -> None:
    assert count_columns(fit_columns(make_safe(text), columns, right)) == columns


@given(st.text(max_size=120), st.integers(2, 60))
def test_wrapped_and_clipped_text_stays_in_its_columns(text: str, columns: int) -> None:
    assert all(count_columns(line) <= columns for line in wrap_text(make_safe(text), columns))
    assert count_columns(clip_columns(make_safe(text), columns)) <= columns
