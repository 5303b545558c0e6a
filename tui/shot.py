"""Renders a screen without a terminal: SVG, or text for a name that ends in .txt."""

import asyncio
import io

from rich.console import Console
from textual.pilot import Pilot

from lotdesign.cli.output import put
from tui.app import Interface
from tui.canvas.glyphs import UNICODE, Glyphs

SCREENS = (
    "workbench",
    "ask",
    "get",
    "seen",
    "start",
    "lot",
    "compare",
    "explain",
    "worth",
    "data",
    "help",
    "export",
)

_KEYS: dict[str, tuple[str, ...]] = {
    "workbench": (),
    "ask": ("f2",),
    "get": ("f3",),
    "seen": ("f4",),
    "lot": ("f3", "enter"),
    "compare": ("c",),
    "explain": ("e",),
    "worth": ("w",),
    "data": ("d",),
    "help": ("question_mark",),
    "export": ("E",),
}


def shoot(
    scenario: str | None,
    file: str,
    size: tuple[int, int],
    screen: str = "workbench",
    keys: tuple[str, ...] = (),
    glyphs: Glyphs = UNICODE,
    light: bool = False,
) -> None:
    """Opens the scenario, waits for its answer, goes to the screen and writes the picture."""
    app = Interface(None if screen == "start" else scenario, glyphs, keep=False, clock=lambda: 0.0)
    text = asyncio.run(_taken(app, size, (*_KEYS.get(screen, ()), *keys), file, light))
    put(text, file)


async def _taken(
    app: Interface, size: tuple[int, int], keys: tuple[str, ...], file: str, light: bool
) -> str:
    async with app.run_test(size=size) as pilot:
        if light:
            app.theme = "textual-light"
        await settled(pilot, app)
        for key in keys:
            await pilot.press(key)
            await settled(pilot, app)
        text = as_text(app) if file.endswith(".txt") else app.export_screenshot(title="lotdesign")
        app.leave()
    return text


async def settled(pilot: Pilot[None], app: Interface, seconds: float = 60.0) -> None:
    """Waits until the worker has said all that it will."""
    waited = 0.0
    await pilot.pause()
    while app.sight is not None and app.sight.busy and waited < seconds:
        await asyncio.sleep(0.02)
        waited += 0.02
    await pilot.pause()


def as_text(app: Interface) -> str:
    """The screen as plain text, without blanks at the ends of lines."""
    width, height = app.size
    console = Console(
        width=width, height=height, file=io.StringIO(), record=True, legacy_windows=False
    )
    console.print(app.screen._compositor.render_update(full=True))
    lines = console.export_text(styles=False).splitlines()
    return "\n".join(line.rstrip() for line in lines).rstrip() + "\n"
