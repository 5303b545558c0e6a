"""Drives the app with keys, as somebody at a keyboard would."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec

from textual import events
from textual.pilot import Pilot

from tui.app import LotDesignApp
from tui.canvas.glyphs import UNICODE, Glyphs
from tui.screenshot import read_screen_text, wait_until_settled
from tui.session.session import Session, TrayEntry
from tui.worker.link import WorkerLink

Arguments = ParamSpec("Arguments")

EXAMPLES = Path(__file__).parents[2] / "examples"
TINY = EXAMPLES / "tiny"
BEDFORDSHIRE = Path(__file__).parent / "council"
"""Central Bedfordshire as it once was: examples grow, goldens must not grow with them."""


class Lent(WorkerLink):
    """A worker for all tests of a process: starting one takes longer than most journeys."""

    def close(self) -> None:
        """It stays, but nobody listens."""
        self.set_listener(lambda news: None)


LENT = Lent()


class Driver:
    """Presses keys, waits for the worker, and counts what was pressed."""

    def __init__(self, app: LotDesignApp, pilot: Pilot[None], notices: Sequence[str]) -> None:
        self.app = app
        self.pilot = pilot
        self.keys = 0
        self._notices = notices

    async def press(self, *keys: str, wait: bool = True) -> None:
        """Keys one after the other; waits for what comes of the last."""
        for key in keys:
            self.keys += 1
            await self.pilot.press(key)
        if wait:
            await wait_until_settled(self.pilot, self.app)

    async def burst(self, *keys: str) -> None:
        """Keys typed ahead: all are there before the first is handled."""
        driver = self.app._driver
        assert driver is not None
        for key in keys:
            self.keys += 1
            driver.send_message(events.Key(key, key if len(key) == 1 else None))
        await wait_until_settled(self.pilot, self.app)

    async def type(self, text: str) -> None:
        """Text, key by key."""
        names = {" ": "space", "*": "asterisk", ".": "full_stop", "-": "minus", "/": "slash"}
        await self.press(*(names.get(char, char) for char in text), wait=False)

    async def to_row(self, label: str) -> None:
        """Arrows down to a row of what is asked."""
        sight = self.app.snapshot
        assert sight is not None
        at = next(i for i, row in enumerate(sight.rows) if row.label == label)
        steps = at - sight.view.cursor_of("asked")
        await self.press(*(["down" if steps > 0 else "up"] * abs(steps)), wait=False)

    async def choose_measure(self, axis: str, title: str) -> None:
        """Puts a measure on an axis, by a part of its title."""
        await self.press(axis)
        await self.type(title)
        await self.press("enter")

    @property
    def session(self) -> Session:
        """What is asked and was seen."""
        assert self.app.snapshot is not None
        return self.app.snapshot.session

    @property
    def answer(self) -> TrayEntry:
        """The answer to what is asked."""
        found = self.session.answer
        assert found is not None
        return found

    @property
    def notice(self) -> str:
        """The last notice; raises IndexError where none came."""
        return self._notices[-1]

    @property
    def text(self) -> str:
        """The screen."""
        return read_screen_text(self.app)


def listen_to_notices(app: LotDesignApp) -> list[str]:
    """The notices from now on; they vanish from the screen, on a slow machine before one looks."""
    show, heard = app.notify, list[str]()

    def note(message: str, **more: Any) -> None:
        heard.append(message)
        show(message, **more)

    app.notify = note  # type: ignore[assignment]
    return heard


@asynccontextmanager
async def driving(
    path: Path | str | None,
    size: tuple[int, int] = (120, 40),
    glyphs: Glyphs = UNICODE,
    keep: bool = False,
    link: WorkerLink | None = None,
) -> AsyncIterator[Driver]:
    """The app on a scenario, its first answer there; without a link of its own it is lent one."""
    name = None if path is None else str(path)
    app = LotDesignApp(name, glyphs, keep=keep, clock=_Clock(), link=link or LENT)
    notices = listen_to_notices(app)
    async with app.run_test(size=size) as pilot:
        await wait_until_settled(pilot, app)
        try:
            yield Driver(app, pilot, notices)
        finally:
            app.shut_down()


def played(
    journey: Callable[Arguments, Coroutine[object, object, None]],
) -> Callable[Arguments, None]:
    """A journey as a test."""

    @wraps(journey)
    def run(*args: Arguments.args, **kwargs: Arguments.kwargs) -> None:
        asyncio.run(journey(*args, **kwargs))

    return run


class _Clock:
    """Stands still, so that pictures are the same every time; steps on a row never merge."""

    def __call__(self) -> float:
        return 0.0
