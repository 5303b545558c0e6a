"""Edits against the scenario's files, as `--set` and `--off` write them.

Rules added by hand are edits too.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from shlex import quote


@dataclass(frozen=True, slots=True)
class Edits:
    """Settings (path, text) as for --set, and names as for --off, in the order of first change."""

    settings: tuple[tuple[str, str], ...] = ()
    off: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.settings) + len(self.off)

    def find(self, path: str) -> str | None:
        """The text that a path is set to, None if it is not."""
        return dict(self.settings).get(path)

    def set(self, path: str, text: str) -> "Edits":
        """With a path set, in its old place if it was set before."""
        return replace(self, settings=tuple({**dict(self.settings), path: text}.items()))

    def unset(self, path: str) -> "Edits":
        """Without the setting of a path."""
        kept = tuple(setting for setting in self.settings if setting[0] != path)
        return replace(self, settings=kept)

    def switch_off(self, name: str) -> "Edits":
        """With a rule off, or an entry of a list left out."""
        return self if name in self.off else replace(self, off=(*self.off, name))

    def switch_on(self, name: str) -> "Edits":
        """With a rule on again, or an entry of a list back in it."""
        return replace(self, off=tuple(other for other in self.off if other != name))

    @property
    def as_settings(self) -> tuple[str, ...]:
        """The settings as `lotdesign.load` takes them."""
        return tuple(f"{path}={text}" for path, text in self.settings)

    @property
    def as_flags(self) -> str:
        """All edits as flags for a shell."""
        sets = (f"--set {quote(setting)}" for setting in self.as_settings)
        return " ".join((*sets, *(f"--off {quote(name)}" for name in self.off)))


def write_inline_table(entry: dict[str, object]) -> str:
    """A TOML inline table of texts and lists of texts."""
    return (
        "{" + ", ".join(f"{key} = {_write_toml_value(value)}" for key, value in entry.items()) + "}"
    )


def _write_toml_value(value: object) -> str:
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_write_toml_value(each) for each in value) + "]"
    return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")


def keep_together(edits: Edits, units: Sequence[str]) -> Edits:
    """With a rule that keeps units in one lot."""
    return _add_unit_rule(edits, "keep", "together", units)


def keep_apart(edits: Edits, units: Sequence[str]) -> Edits:
    """With a rule that keeps units in different lots."""
    return _add_unit_rule(edits, "part", "apart", units)


def fix_lot(edits: Edits, units: Sequence[str]) -> Edits:
    """With a rule that keeps a lot as it is."""
    return _add_unit_rule(edits, "lock", "fixed", units)


def _add_unit_rule(edits: Edits, prefix: str, kind: str, units: Sequence[str]) -> Edits:
    """The edits with such a rule, under a new id unless there is an equal one."""
    text = write_inline_table({"kind": kind, "units": list(units)})
    if any(value == text for _, value in edits.settings):
        return edits
    taken = {path for path, _ in edits.settings}
    number = next(n for n in range(1, len(taken) + 2) if f"rule.{prefix}-{n}" not in taken)
    return edits.set(f"rule.{prefix}-{number}", text)


def add_flags(edits: Edits, flags: Iterable[str]) -> Edits:
    """The edits with more, each as a flag of the command line: `--set a.b=1`, `--off c`."""
    for flag in flags:
        option, _, text = flag.partition(" ")
        path, _, value = text.partition("=")
        edits = edits.switch_off(text) if option == "--off" else edits.set(path, value)
    return edits
