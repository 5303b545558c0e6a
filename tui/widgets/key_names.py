"""Keys as people write them, and keys pressed with the mouse."""

from textual.app import App
from textual.binding import Binding
from textual.events import Key
from textual.keys import format_key as format_key_alone
from textual.keys import key_to_character

_SHORT_NAMES = {
    "backspace": "bksp",
    "enter": "enter",
    "escape": "esc",
    "pageup": "pgup",
    "pagedown": "pgdn",
    "left": "←",
    "right": "→",
    "up": "↑",
    "down": "↓",
}


def format_key(binding: Binding) -> str:
    """A key as people write it: ?, esc, ^p, shift+←."""
    return binding.key_display or format_key_name(binding.key)


def format_key_name(key: str) -> str:
    """The same for a key as the terminal library names it."""
    *held, last = key.split("+")
    shown = _SHORT_NAMES.get(last) or format_key_alone(last)
    before = "".join("^" if each == "ctrl" else f"{each}+" for each in held)
    return f"{before}{shown[:1].upper() + shown[1:] if _is_function_key(shown) else shown}"


def _is_function_key(key: str) -> bool:
    return key[:1] == "f" and key[1:].isdecimal()


def press_key(app: App[None], key: str) -> None:
    """Presses a key for somebody who clicked; it is handled after what waits already."""
    characters = {"enter": "\r", "space": " "}
    app.post_message(Key(key, characters.get(key) or key_to_character(key)))
