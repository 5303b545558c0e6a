"""`lotdesign tui`: the terminal interface."""

import os
import re
import sys
from contextlib import suppress
from typing import Annotated

import typer

from lotdesign.app.cli.exit_codes import ExitCode
from lotdesign.app.cli.output import check_target
from lotdesign.faults import InputFaults, UsageError, quote_text, suggest_name

_SIZE_PATTERN = re.compile(r"(\d{2,3})x(\d{2,3})")


def tui(
    press: Annotated[
        list[str],
        typer.Option(
            default_factory=list,
            show_default=False,
            metavar="KEY",
            help="A key to press before the picture, as often as needed.",
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
    size: Annotated[str, typer.Option(metavar="WxH", help="Its columns and rows.")] = "120x40",
    screen: Annotated[str, typer.Option(metavar="NAME", help="Which screen.")] = "workbench",
    light: Annotated[
        bool, typer.Option("--light", help="Dark letters on a light background.")
    ] = False,
    plain: Annotated[bool, typer.Option("--ascii", help="Draw with ASCII characters.")] = False,
    no_mouse: Annotated[bool, typer.Option("--no-mouse", help="Do not use the mouse.")] = False,
) -> ExitCode:
    """Tweak, solve, compare and export without leaving the keyboard."""
    if shot is not None:
        return _take_picture(scenario, shot, size, screen, tuple(press), plain, light)
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError("tui needs a terminal; --shot FILE writes a picture of it without one")
    from tui.worker.link import WorkerLink

    link = WorkerLink()
    link.start()
    from tui.app import LotDesignApp
    from tui.canvas.terminal import choose_glyphs

    app = LotDesignApp(scenario, choose_glyphs(os.environ, plain), link=link)
    if light:
        app.theme = "textual-light"
    try:
        app.run(mouse=not no_mouse)
    finally:
        app.shut_down()
    return ExitCode.DONE


def _take_picture(
    scenario: str | None,
    shot: str,
    size: str,
    screen: str,
    keys: tuple[str, ...],
    plain: bool,
    light: bool,
) -> ExitCode:
    from tui.canvas.glyphs import ASCII, UNICODE
    from tui.screenshot import SCREENSHOT_SCREENS, take_screenshot

    match = _SIZE_PATTERN.fullmatch(size)
    if match is None:
        raise UsageError(f"--size {quote_text(size)}: write columns and rows, for example 120x40")
    if screen not in SCREENSHOT_SCREENS:
        raise UsageError(
            f"--screen {quote_text(screen)}: {suggest_name(screen, SCREENSHOT_SCREENS)}"
        )
    _note_files_read(scenario)
    check_target(shot, "--shot")
    columns, rows = int(match[1]), int(match[2])
    take_screenshot(
        scenario, shot, (columns, rows), screen, keys, ASCII if plain else UNICODE, light
    )
    return ExitCode.DONE


def _note_files_read(scenario: str | None) -> None:
    """Read what the screens will read, so that a picture over one of them is refused first."""
    from lotdesign.input.sources import read_scenario_files
    from tui.pictures.start import list_scenarios

    list_scenarios()
    if scenario is not None:
        with suppress(InputFaults):  # the start screen tells them
            read_scenario_files(scenario)
