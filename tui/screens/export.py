"""Export: what is on show, into a file."""

from pathlib import Path

from textual.screen import Screen

from lotdesign.cli.output import put
from lotdesign.faults import UsageError, shown
from tui.app import Interface
from tui.export import FORMATS, exported
from tui.screens.choose import Choose, Offer
from tui.screens.prompt import Prompt


def ask_export(app: Interface, about: Screen[None]) -> None:
    """Asks which format, then which file; the picture is of the screen it was asked from."""
    if app.sight is None:
        return
    picture = app.export_screenshot(title="lotdesign")
    stem = app.sight.base.name
    offers = [Offer(each.letter, each.name, each.remark) for each in FORMATS]

    def formatted(at: int | None) -> None:
        if at is None:
            return
        ending = FORMATS[at].ending
        text = picture if ending == "svg" else _text(app, ending)
        if text is None:
            app.tell("There is nothing to export yet.")
            return

        def named(name: str | None) -> None:
            if name and name.strip():
                _write(app, Path(name.strip()).expanduser(), text)

        app.push_screen(Prompt("Write to the file", f"{stem}.{ending}"), named)

    app.push_screen(Choose("Export", offers, letters=True), formatted)


def _text(app: Interface, ending: str) -> str | None:
    return None if app.sight is None else exported(app.sight, ending)


def _write(app: Interface, path: Path, text: str) -> None:
    try:
        if not path.parent.is_dir():
            raise UsageError(f"there is no folder {path.parent}")
        put(text, path)
    except UsageError as error:
        app.tell(f"Not written: {shown(str(error), 300)}")
        return
    app.tell(f"Written to {shown(str(path), 200)}.")
