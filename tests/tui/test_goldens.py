"""Every screen as text, at the narrowest size that is whole and at a wide one.

LOTDESIGN_GOLDENS=write writes them anew; look at the difference before keeping it.
"""

import os
from pathlib import Path

import pytest

from lotdesign.shipped_examples import ShippedExample
from tests.cli.run import ROOT
from tests.tui.drive import BEDFORDSHIRE, TINY, Driver, driving, played
from tests.tui.uncertain import write_uncertain_town
from tui.canvas.glyphs import ASCII

GOLDEN = Path(__file__).parent / "golden"
SIZES = [(80, 24), (120, 40)]
BATH = ROOT / "examples" / "bath"
FUNDED = ROOT / "examples" / "commissioning-framework"
DATED = Path(__file__).parent / "dated"


def _check(name: str, text: str) -> None:
    file = GOLDEN / f"{name}.txt"
    if os.environ.get("LOTDESIGN_GOLDENS") == "write":
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    assert text == file.read_text(encoding="utf-8"), name


async def _screens(desk: Driver, size: str) -> None:
    """Goes through the app once and looks at every screen."""
    _check(f"ask-{size}", desk.text)
    await desk.press("f3")
    _check(f"get-{size}", desk.text)
    await desk.press("enter")
    _check(f"lot-{size}", desk.text)
    await desk.press("m")
    _check(f"move-{size}", desk.text)
    await desk.press("b")
    _check(f"by-hand-{size}", desk.text)
    await desk.press("u", "escape", "f4")
    _check(f"seen-{size}", desk.text)
    await desk.press("tab", "t")
    _check(f"front-{size}", desk.text)
    await desk.press("v")
    _check(f"ladder-{size}", desk.text)
    await desk.press("v")
    _check(f"bridge-{size}", desk.text)
    await desk.press("c")
    _check(f"compare-{size}", desk.text)
    await desk.press("escape", "f2", "down")
    await desk.type("*.5")
    _check(f"typing-{size}", desk.text)
    await desk.press("enter", "e")
    _check(f"explain-{size}", desk.text)
    await desk.press("escape", "u", "d")
    _check(f"data-{size}", desk.text)
    await desk.press("question_mark")
    _check(f"help-{size}", desk.text)
    await desk.press("escape", "E")
    _check(f"export-{size}", desk.text)


@pytest.mark.parametrize("size", SIZES)
@played
async def test_screens(size: tuple[int, int]) -> None:
    async with driving(BEDFORDSHIRE, size) as desk:
        await _screens(desk, f"{size[0]}x{size[1]}")


@pytest.mark.parametrize("size", SIZES)
@played
async def test_worth(size: tuple[int, int]) -> None:
    """Prices and hinges, and prices beside the rules once they are known."""
    async with driving(TINY, size) as desk:
        await desk.press("w")
        _check(f"worth-{size[0]}x{size[1]}", desk.text)
        await desk.press("escape", "down", "dollar_sign")
        _check(f"prices-{size[0]}x{size[1]}", desk.text)


@pytest.mark.parametrize("size", SIZES)
@played
async def test_hold(size: tuple[int, int], tmp_path: Path) -> None:
    """Withdrawals, margins, chances and regret of the designs seen."""
    async with driving(write_uncertain_town(tmp_path), size) as desk:
        await desk.press("W")
        _check(f"hold-{size[0]}x{size[1]}", desk.text)
        await desk.press("z")
        _check(f"hold-one-{size[0]}x{size[1]}", desk.text)
        await desk.press("tab")
        _check(f"hold-all-{size[0]}x{size[1]}", desk.text)


@pytest.mark.parametrize("size", SIZES)
@played
async def test_start(size: tuple[int, int], monkeypatch: pytest.MonkeyPatch) -> None:
    one = ShippedExample("council", BEDFORDSHIRE, "Services for children, A council")
    monkeypatch.setattr("tui.pictures.start.list_example_scenarios", lambda: (one,))
    async with driving(None, size) as desk:
        _check(f"start-{size[0]}x{size[1]}", desk.text)


@played
async def test_no_colour_loses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without colour the same text says the same; the workbench at both sizes."""
    monkeypatch.setenv("NO_COLOR", "1")
    for size in SIZES:
        async with driving(BEDFORDSHIRE, size) as desk:
            _check(f"ask-{size[0]}x{size[1]}", desk.text)
            picture = desk.app.export_screenshot()
            assert "#0178d4" not in picture


@pytest.mark.parametrize("size", SIZES)
@played
async def test_ascii(size: tuple[int, int]) -> None:
    """Nothing that is drawn lies outside ASCII, but for the pound sign."""
    async with driving(BEDFORDSHIRE, size, ASCII) as desk:
        for page in ("f2", "f3", "f4"):
            await desk.press(page)
            assert set(desk.text) - {chr(i) for i in range(128)} <= {"£"}
        await desk.press("f2")
        _check(f"ascii-{size[0]}x{size[1]}", desk.text)


@pytest.mark.parametrize("size", SIZES)
@played
async def test_routes(size: tuple[int, int]) -> None:
    """An option that is partly in-house, its lot, and how it compares."""
    async with driving(BATH, size) as desk:
        await desk.press("f4", "down", "down", "enter", "f3")
        _check(f"routes-{size[0]}x{size[1]}", desk.text)
        await desk.press("tab", "down", "enter")
        _check(f"route-lot-{size[0]}x{size[1]}", desk.text)
        await desk.press("escape", "c")
        _check(f"route-compare-{size[0]}x{size[1]}", desk.text)


@pytest.mark.parametrize("size", SIZES)
@played
async def test_funding(size: tuple[int, int]) -> None:
    """What sources of money leave stands below the budget."""
    async with driving(FUNDED, size) as desk:
        await desk.press("f4", "tab", "v", "v")
        _check(f"funding-{size[0]}x{size[1]}", desk.text)


@pytest.mark.parametrize("size", SIZES)
@played
async def test_terms(size: tuple[int, int]) -> None:
    """Units and lots that are bought in years of their own, and terms that can be turned."""
    async with driving(DATED, size) as desk:
        _check(f"terms-{size[0]}x{size[1]}", desk.text)
        await desk.press("f3", "enter")
        _check(f"terms-lot-{size[0]}x{size[1]}", desk.text)
        await desk.press("escape", "d")
        _check(f"terms-data-{size[0]}x{size[1]}", desk.text)
