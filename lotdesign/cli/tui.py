"""`lotdesign tui`: the terminal interface."""

import gc
import re
import sys
from contextlib import suppress
from typing import Annotated

import typer

from lotdesign.cli.exits import Exit, UsageError
from lotdesign.cli.guard import guarded
from lotdesign.cli.output import check_target
from lotdesign.faults import InputFaults, nearest, quoted

_SIZE = re.compile(r"(\d{2,3})x(\d{2,3})")


@guarded
def tui(
    press: Annotated[
        list[str],
        typer.Option(
            default_factory=list,
            show_default=False,
            metavar="KEY",
            help="A key to press before, as often as needed.",
        ),
    ],
    scenario: Annotated[
        str | None,
        typer.Argument(metavar="[SCENARIO]", help="A folder with scenario.toml, or a TOML file."),
    ] = None,
    shot: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="Write a picture of a screen: .svg, or .txt for text."),
    ] = None,
    size: Annotated[str, typer.Option(metavar="WxH", help="Columns and rows of it.")] = "120x40",
    screen: Annotated[str, typer.Option(metavar="NAME", help="Which screen.")] = "workbench",
    light: Annotated[bool, typer.Option("--light", help="Dark letters on light ground.")] = False,
    plain: Annotated[bool, typer.Option("--ascii", help="Draw with ASCII characters.")] = False,
    no_mouse: Annotated[bool, typer.Option("--no-mouse", help="Leave the mouse alone.")] = False,
) -> Exit:
    """Tweak, solve, compare and export without leaving the keyboard."""
    if shot is not None:
        return _shoot(scenario, shot, size, screen, tuple(press), plain, light)
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError("tui needs a terminal; --shot FILE writes a picture of it without one")
    from tui.bridge.link import Link

    link = Link()
    link.start()
    from tui.app import Interface
    from tui.canvas.glyphs import ASCII, UNICODE

    app = Interface(scenario, ASCII if plain else UNICODE, link=link)
    if light:
        app.theme = "textual-light"
    gc.freeze()  # what is loaded now stays: looking through it would be felt between two keys
    try:
        app.run(mouse=not no_mouse)
    finally:
        app.leave()
    return Exit.DONE


def _shoot(
    scenario: str | None,
    shot: str,
    size: str,
    screen: str,
    keys: tuple[str, ...],
    plain: bool,
    light: bool,
) -> Exit:
    from tui.canvas.glyphs import ASCII, UNICODE
    from tui.shot import SCREENS, shoot

    found = _SIZE.fullmatch(size)
    if found is None:
        raise UsageError(f"--size {quoted(size)}: write columns and rows, for example 120x40")
    if screen not in SCREENS:
        raise UsageError(f"--screen {quoted(screen)}: {nearest(screen, SCREENS)}")
    _read_all(scenario)
    check_target(shot, "--shot")
    columns, rows = int(found[1]), int(found[2])
    shoot(scenario, shot, (columns, rows), screen, keys, ASCII if plain else UNICODE, light)
    return Exit.DONE


def _read_all(scenario: str | None) -> None:
    """Reads whatever the screens will, so that a picture in its place is refused before them."""
    from lotdesign.scenario.sources import read_scenario
    from tui.screens.start import choices

    choices()
    if scenario is not None:
        with suppress(InputFaults):  # the start screen tells them
            read_scenario(scenario)
