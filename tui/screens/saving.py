"""Asks where to save the scenario with all that was asked, seen and noted, from any screen."""

from pathlib import Path

from textual.screen import Screen

from lotdesign.faults import make_printable
from tui.messages import ScenarioSavedAs
from tui.widgets.dialogs import TextDialog
from tui.widgets.picture_widget import find_source


def ask_folder_to_save_in(screen: Screen[None]) -> None:
    """Asks for a folder; nothing where no scenario is open."""
    app, snapshot = screen.app, find_source(screen.app).snapshot
    if snapshot is None:
        return

    def save(name: str | None) -> None:
        if name and name.strip():
            folder = Path(name.strip()).expanduser().absolute()
            app.post_message(ScenarioSavedAs(folder))

    question = "Save edits, designs, notes and pins with the scenario as a new folder"
    here = make_printable(str(Path.cwd()), 200)
    hint = f"in {here}; it can be handed on as it is; enter takes it, esc leaves it"
    app.push_screen(TextDialog(question, f"{snapshot.base.name}-2", hint, replaces=True), save)
