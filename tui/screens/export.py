"""Export: asks which format and which file, and writes what is on show."""

from pathlib import Path

from textual.screen import Screen

from lotdesign.atomic_files import save_text
from lotdesign.faults import UsageError, make_printable
from tui.app import LotDesignApp
from tui.export import EXPORT_FORMATS, export_text
from tui.widgets.dialogs import ChoiceDialog, ChoiceOption, TextDialog


def ask_export(app: LotDesignApp, about: Screen[None]) -> None:
    """Asks which format, then which file; the picture is of the screen it was asked from."""
    if app.snapshot is None:
        return
    picture = app.export_screenshot(title="lotdesign")
    stem = app.snapshot.base.name
    offers = [ChoiceOption(each.letter, each.name, each.remark) for each in EXPORT_FORMATS]

    def formatted(at: int | None) -> None:
        if at is None:
            return
        ending = EXPORT_FORMATS[at].ending
        text = picture if ending == "svg" else _format_export(app, ending)
        if text is None:
            app.notify_user("There is nothing to export yet.")
            return

        def named(name: str | None) -> None:
            if name and name.strip():
                _write_file(app, Path(name.strip()).expanduser(), text)

        app.push_screen(TextDialog("Write to the file", f"{stem}.{ending}"), named)

    app.push_screen(ChoiceDialog("Export", offers, letters=True), formatted)


def _format_export(app: LotDesignApp, ending: str) -> str | None:
    return None if app.snapshot is None else export_text(app.snapshot, ending)


def _write_file(app: LotDesignApp, path: Path, text: str) -> None:
    try:
        if not path.parent.is_dir():
            raise UsageError(f"there is no folder {path.parent}")
        save_text(text, path)
    except UsageError as error:
        app.notify_user(f"Not written: {make_printable(str(error), 300)}")
        return
    app.notify_user(f"Written to {make_printable(str(path), 200)}.")
