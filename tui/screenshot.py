"""Renders a screen without a terminal: SVG, or text for a name that ends in .txt."""

import asyncio
import io

from rich.console import Console
from textual.pilot import Pilot

from lotdesign.atomic_files import save_text
from tui.app import LotDesignApp
from tui.canvas.glyphs import UNICODE, Glyphs

SCREENSHOT_SCREENS = (
    "workbench",
    "ask",
    "get",
    "seen",
    "start",
    "lot",
    "compare",
    "explain",
    "worth",
    "hold",
    "data",
    "help",
    "export",
)

_KEYS_TO_SCREEN: dict[str, tuple[str, ...]] = {
    "workbench": (),
    "ask": ("f2",),
    "get": ("f3",),
    "seen": ("f4",),
    "lot": ("f3", "enter"),
    "compare": ("c",),
    "explain": ("e",),
    "worth": ("w",),
    "hold": ("W",),
    "data": ("d",),
    "help": ("question_mark",),
    "export": ("E",),
}


def take_screenshot(
    scenario: str | None,
    file: str,
    size: tuple[int, int],
    screen: str = "workbench",
    keys: tuple[str, ...] = (),
    glyphs: Glyphs = UNICODE,
    light: bool = False,
) -> None:
    """Opens a scenario, waits for its answer, goes to a screen, presses keys, writes the picture.

    `size` is columns and rows. Raises UsageError where the file cannot be written.
    """
    app = LotDesignApp(
        None if screen == "start" else scenario, glyphs, keep=False, clock=lambda: 0.0
    )
    text = asyncio.run(
        _render_screen(app, size, (*_KEYS_TO_SCREEN.get(screen, ()), *keys), file, light)
    )
    save_text(text, file)


async def _render_screen(
    app: LotDesignApp, size: tuple[int, int], keys: tuple[str, ...], file: str, light: bool
) -> str:
    async with app.run_test(size=size) as pilot:
        if light:
            app.theme = "textual-light"
        await wait_until_settled(pilot, app)
        for key in keys:
            await pilot.press(key)
            await wait_until_settled(pilot, app)
        text = (
            read_screen_text(app)
            if file.endswith(".txt")
            else app.export_screenshot(title="lotdesign")
        )
        app.shut_down()
    return text


async def wait_until_settled(pilot: Pilot[None], app: LotDesignApp, seconds: float = 60.0) -> None:
    """Waits until nothing is left to do, at most so many seconds.

    The pause of a pilot takes a process that gets no processor time for one that has nothing to
    do; hence queues are looked at.
    """
    waited = 0.0
    await pilot.pause()
    while _has_work(app) and waited < seconds:
        await asyncio.sleep(0.02)
        waited += 0.02
    await pilot.pause()


def _has_work(app: LotDesignApp) -> bool:
    """Whether the worker is busy, or keys or messages wait to be handled."""
    if (app.snapshot is not None and app.snapshot.busy) or app.holds_keys:
        return True
    nodes = (node for screen in app.screen_stack for node in screen.walk_children())
    return any(node.message_queue_size for node in (app, *app.screen_stack, *nodes))


def read_screen_text(app: LotDesignApp) -> str:
    """The screen as plain text, without spaces at the ends of lines."""
    width, height = app.size
    console = Console(
        width=width, height=height, file=io.StringIO(), record=True, legacy_windows=False
    )
    console.print(app.screen._compositor.render_update(full=True))
    lines = console.export_text(styles=False).splitlines()
    return "\n".join(line.rstrip() for line in lines).rstrip() + "\n"
