"""What was changed against the scenario's files, as the command line would say it."""

import json
from dataclasses import dataclass, replace
from shlex import quote


@dataclass(frozen=True, slots=True)
class Edits:
    """Settings as for --set, by path, and what --off names; in the order of first change."""

    settings: tuple[tuple[str, str], ...] = ()
    off: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.settings) + len(self.off)

    def of(self, path: str) -> str | None:
        """The text that a path is set to."""
        return dict(self.settings).get(path)

    def set(self, path: str, text: str) -> "Edits":
        """With a path set, in its old place when it was set before."""
        return replace(self, settings=tuple({**dict(self.settings), path: text}.items()))

    def unset(self, path: str) -> "Edits":
        """Without the setting of a path."""
        kept = tuple(each for each in self.settings if each[0] != path)
        return replace(self, settings=kept)

    def switched_off(self, name: str) -> "Edits":
        """With a rule off, or an entry of a list left out."""
        return self if name in self.off else replace(self, off=(*self.off, name))

    def switched_on(self, name: str) -> "Edits":
        """Without that."""
        return replace(self, off=tuple(each for each in self.off if each != name))

    @property
    def as_settings(self) -> tuple[str, ...]:
        """As `lotdesign.load` takes them."""
        return tuple(f"{path}={text}" for path, text in self.settings)

    @property
    def as_flags(self) -> str:
        """As a shell takes them."""
        sets = (f"--set {quote(each)}" for each in self.as_settings)
        return " ".join((*sets, *(f"--off {quote(each)}" for each in self.off)))


def inline(entry: dict[str, object]) -> str:
    """A TOML inline table of texts and lists of texts."""
    return "{" + ", ".join(f"{key} = {_toml(value)}" for key, value in entry.items()) + "}"


def _toml(value: object) -> str:
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_toml(each) for each in value) + "]"
    return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")
