"""The palette's commands: every action of a screen that has a key."""

from collections.abc import Iterator

from textual.app import App, SystemCommand
from textual.screen import Screen

from tui.widgets.key_names import format_key


def list_screen_commands(app: App[None], screen: Screen[object]) -> Iterator[SystemCommand]:
    """A command for each live action of the screen, with its key."""
    listed: set[str] = set()
    for active in screen.active_bindings.values():
        binding = active.binding
        if not active.enabled or not binding.description or binding.description in listed:
            continue
        listed.add(binding.description)

        def run(action: str = binding.action, node: object = active.node) -> None:
            app.call_later(app.run_action, action, node)

        yield SystemCommand(binding.description, f"key {format_key(binding)}", run)
