"""Names from files on a screen."""

from hypothesis import given
from hypothesis import strategies as st

from tui.text import clip, fit, safe, wide, wrapped

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
        shown = safe(name)
        assert shown.isprintable()
        assert "\x1b" not in shown


def test_safe_twice_changes_nothing() -> None:
    for name in HOSTILE:
        assert safe(safe(name)) == safe(name)


@given(st.text(max_size=80), st.integers(1, 60), st.booleans())
def test_fitted_text_takes_just_its_columns(text: str, columns: int, right: bool) -> None:
    assert wide(fit(safe(text), columns, right)) == columns


@given(st.text(max_size=120), st.integers(2, 60))
def test_wrapped_and_clipped_text_stays_in_its_columns(text: str, columns: int) -> None:
    assert all(wide(line) <= columns for line in wrapped(safe(text), columns))
    assert wide(clip(safe(text), columns)) <= columns
