"""What is read on the screen: a sentence on each figure, pounds, names of keys, colours, a tour."""

import re

import pytest
from rich.color import Color as RichColor
from textual.app import App
from textual.color import Color
from textual.strip import Strip
from textual.theme import BUILTIN_THEMES

from lotdesign.measures.registry import ALL_MEASURES
from tests.tui.drive import BEDFORDSHIRE, TINY, Driver, driving, played
from tui.canvas.glyphs import ASCII, BARE_ASCII, UNICODE, write_bare
from tui.canvas.terminal import choose_glyphs
from tui.pictures.wording import format_slack, leave_out_pence
from tui.safe_text import count_columns
from tui.screens.base import explain_measures
from tui.widgets.contrast import measure_contrast, move_apart
from tui.widgets.palette import LONG_NAMES
from tui.widgets.picture_widget import _LINE_STYLES, PictureWidget, find_style

LIGHT_THEMES = [
    name
    for name, theme in BUILTIN_THEMES.items()
    if not theme.dark and not name.startswith("ansi-")
]

SCREENS = ((), ("f3",), ("f4",), ("f3", "enter"), ("c",), ("d",), ("question_mark",), ("e",))


def _find_faint_texts(app: App[object]) -> list[tuple[str, float]]:
    """The texts of the screen whose contrast with their ground is below 4.5, lines apart."""
    faint = []
    for widget in app.screen.query(PictureWidget):
        strips: list[Strip] = [widget.render_line(y) for y in range(widget.size.height)]
        for segment in (each for strip in strips for each in strip):
            if not any(char.isalnum() for char in segment.text) or segment.style is None:
                continue
            ink, ground = segment.style.color, segment.style.bgcolor
            assert ink is not None
            assert ground is not None
            ratio = measure_contrast(_read_color(ink), _read_color(ground))
            if ratio < 4.5:
                faint.append((segment.text, ratio))
    return faint


def _read_color(color: RichColor) -> Color:
    return Color.from_rich_color(color)


# Colours


@pytest.mark.parametrize("theme", LIGHT_THEMES)
@played
async def test_every_text_of_a_light_theme_can_be_read(theme: str) -> None:
    async with driving(BEDFORDSHIRE) as desk:
        desk.app.theme = theme
        for keys in SCREENS if theme == "textual-light" else ((), ("f3",)):
            await desk.press("f2", *keys)
            assert _find_faint_texts(desk.app) == []
            if keys and keys not in (("f3",), ("f4",)):
                await desk.press("escape")


@pytest.mark.parametrize("theme", ["textual-dark", *LIGHT_THEMES])
@played
async def test_every_style_has_contrast(theme: str) -> None:
    """Also those that no screen shows at this moment; what is drawn and not read has 3."""
    names = ["", "dim", "frame", "border", "focus", "accent", "title", "heading", "good", "bad"]
    names += ["edited", "old", "off", "bar", "given", "typing", *(f"lot-{i}" for i in range(12))]
    names += [f"area-{i}" for i in range(12)] + [f"lit {each}" for each in ("dim", "bad", "good")]
    async with driving(None) as desk:
        desk.app.theme = theme
        for name in names:
            style = find_style(desk.app, name)
            assert style.color is not None
            assert style.bgcolor is not None
            ratio = measure_contrast(_read_color(style.color), _read_color(style.bgcolor))
            assert ratio >= (3 if name in _LINE_STYLES else 4.5), (name, ratio)


def test_contrast_is_that_of_the_standard() -> None:
    black, white, grey = Color(0, 0, 0), Color(255, 255, 255), Color(119, 119, 119)
    assert measure_contrast(black, white) == 21
    assert round(measure_contrast(grey, white), 2) == 4.48
    assert measure_contrast(move_apart(grey, white, 4.5), white) >= 4.5
    assert move_apart(black, white, 4.5) == black


# Terminals


def test_a_terminal_that_takes_only_ascii_gets_only_that() -> None:
    assert choose_glyphs({"LC_ALL": "C", "LANG": "en_GB.UTF-8"}) is BARE_ASCII
    assert choose_glyphs({"TERM": "dumb"}) is BARE_ASCII
    assert choose_glyphs({"LANG": "en_GB.ISO-8859-1"}) is BARE_ASCII
    assert choose_glyphs({"LANG": "en_GB.UTF-8", "TERM": "xterm"}) is UNICODE
    assert choose_glyphs({"LC_ALL": "C.utf8"}) is UNICODE
    assert choose_glyphs({}) is UNICODE
    assert choose_glyphs({}, ascii_wanted=True) is ASCII


def test_text_in_ascii_keeps_its_columns() -> None:
    for text, plain in (("£5 café", "L5 cafe"), ("中 ✓", "?? +"), ("a…b", "a~b")):
        assert write_bare(text) == plain
        assert len(plain) == count_columns(text)


@played
async def test_every_screen_in_ascii_alone() -> None:
    async with driving(BEDFORDSHIRE, (80, 24), BARE_ASCII) as desk:
        for keys in SCREENS:
            await desk.press("f2", *keys)
            assert desk.text.isascii()
        await desk.press("f2", "S")
        assert desk.text.isascii()


# Words


@played
async def test_every_figure_has_a_sentence() -> None:
    """Below the rows stands what the figure with the cursor is, not where it is kept."""
    async with driving(BEDFORDSHIRE) as desk:
        assert desk.app.snapshot is not None
        for row in desk.app.snapshot.rows:
            assert row.rule or re.fullmatch(r"[A-Z].+\.", row.about, re.DOTALL), row.label
        await desk.to_row("Discount rate")
        await desk.press()
        assert "Discounts later years" in desk.text


@played
async def test_every_measure_is_explained_where_it_stands() -> None:
    texts = explain_measures()
    assert len(texts) == len(ALL_MEASURES)
    assert all(re.search(r"\. (More|Less) is better\.$", text) for text in texts)
    async with driving(BEDFORDSHIRE) as desk:
        await desk.press("c", "question_mark")
        assert "Cost: All that the lots cost the council" in desk.text
        await desk.press("escape", "f4", "tab", "question_mark")
        assert "Cost: All that the lots cost the council" in desk.text


@played
async def test_pounds_have_no_pence() -> None:
    async with driving(BEDFORDSHIRE) as desk:
        for keys in SCREENS[:-1]:
            await desk.press("f2", *keys)
            assert not re.findall(r"£[\d,]+\.\d\d(?![\dmk])", desk.text)
        await desk.press("f2", "home", wait=False)
        await desk.type("100000")
        await desk.press("enter")
        assert desk.answer.kind == "impossible"
        assert not re.findall(r"£[\d,]+\.\d\d(?![\dmk])", desk.text)


def test_room_is_never_said_to_be_more_than_it_is() -> None:
    from fractions import Fraction

    assert format_slack(Fraction(1_656_399), "pence") == "£16,563"
    assert format_slack(Fraction(99), "pence") == "less than £1"
    assert format_slack(Fraction(0), "pence") == "£0"
    assert leave_out_pence("£192,249.74 short, £1,000.50.") == "£192,250 short, £1,001."
    assert leave_out_pence("saves £0.40, not £10.40") == "saves £0.40, not £10"


async def _list_keys(desk: Driver, *keys: str) -> str:
    await desk.press("f2", *keys, "question_mark", "end")
    text = desk.text
    await desk.press("escape")
    return text


@played
async def test_help_writes_keys_as_people_do() -> None:
    async with driving(BEDFORDSHIRE, (120, 70)) as desk:
        ask = await _list_keys(desk)
        assert re.search(r"\$ +Show costs", ask)
        assert re.search(r"/ \^f +Filter the list", ask)
        for keys in ((), ("f3",), ("f4",), ("d",), ("c",), ("f3", "enter")):
            text = await _list_keys(desk, *keys)
            assert not re.findall(
                r"\b(?:\w+_\w+|slash|plus|minus|question)\b *", text.split("KEYS")[1]
            )


@played
async def test_the_palette_names_what_is_done() -> None:
    async with driving(TINY) as desk:
        commands = list(desk.app.get_system_commands(desk.app.screen))
        titles = {each.title for each in commands}
        assert {"One step more", "Switch the rule on or off", "Zoom the pane", "Theme"} <= titles
        assert not titles & set(LONG_NAMES)
        assert all(len(title) > 3 for title in titles)
        assert len(titles) == len(commands)


# The tour


@played
async def test_a_first_run_begins_with_five_keys() -> None:
    """Each step goes on when its key is pressed, and the keys do what they always do."""
    async with driving(BEDFORDSHIRE, (80, 24), keep=True) as desk:
        assert "First steps, 1 of 5: → raises" in desk.text
        await desk.press("down", "up")
        assert "First steps, 1 of 5" in desk.text
        await desk.press("right")
        assert "First steps, 2 of 5: tab" in desk.text
        assert desk.session.state.edits
        await desk.press("tab", "tab")
        assert "First steps, 3 of 5: enter" in desk.text
        await desk.press("enter", "escape")
        assert "First steps, 4 of 5: u" in desk.text
        await desk.press("u", "question_mark", "escape")
        assert "First steps" not in desk.text
        await desk.press("T")
        assert "First steps, 1 of 5" in desk.text
        await desk.press("T")
        assert "First steps" not in desk.text
    async with driving(BEDFORDSHIRE, (80, 24), keep=True) as desk:
        assert "First steps" not in desk.text
