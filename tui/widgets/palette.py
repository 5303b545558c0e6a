"""The palette's commands: every action of a screen that has a key, with a name that says it all."""

from collections.abc import Iterable, Iterator

from textual.app import App, SystemCommand
from textual.screen import Screen

from tui.widgets.key_names import format_key

LONG_NAMES = {
    "Less": "One step less",
    "More": "One step more",
    "Less x10": "Ten steps less",
    "More x10": "Ten steps more",
    "Type": "Type a figure or a list of units",
    "On/off": "Switch the rule on or off",
    "As in files": "Back to what the files say",
    "Up": "One line up",
    "Down": "One line down",
    "First": "To the first line",
    "Last": "To the last line",
    "Stop/back": "Stop the work, or go back",
    "Larger": "Make the map larger",
    "Smaller": "Make the map smaller",
    "Pin": "Pin the design, or unpin it",
    "Choose": "Choose the design to compare",
    "Note": "Write a note on the design",
    "Take off": "Take the design off the list",
    "Look at": "Look at the design",
    "Move": "Move the unit into another lot",
    "Table": "Turn to the other table",
    "Write": "Write the changes into the files",
    "Add": "Add a row like this one",
    "Leave out": "Leave the row out, or take it back",
    "Cells": "Go to the cells of the row",
    "Change": "Change the cell",
    "Data": "Units and providers",
    "Open": "Open the scenario",
    "Off": "Switch the rule off",
    "Protect": "Protect the rule from repairs",
    "Take": "Apply the repair, or go to the rule",
    "palette": "All actions",
}
"""Names of actions that say enough without the pane beside them."""

_OWN_COMMANDS = ("Theme",)
"""What the terminal library offers that fits here; the rest has a better way of ours."""


def keep_own_commands(commands: Iterable[SystemCommand]) -> Iterator[SystemCommand]:
    """The commands of the terminal library that fit."""
    return (each for each in commands if each.title in _OWN_COMMANDS)


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

        name = LONG_NAMES.get(binding.description, binding.description)
        yield SystemCommand(name, f"key {format_key(binding)}", run)
