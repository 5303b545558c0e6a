"""Reads constraints.txt: each pin, for which Pythons, and why it is there.

`python -m tests.pins 3.14` prints what one Python installs. pip judges the markers of a file by the
Python that it runs on, also where `--python-version` names another, so `make wheels` asks here.
"""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from packaging.markers import Marker
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
LINE = re.compile(
    r"(?P<name>[\w.-]+)==(?P<version>[^\s;]+)( ; (?P<marker>[^#]+?))?"
    r"  # (?P<reason>ours\b.*|for .+)"
)


@dataclass(frozen=True)
class Pin:
    """A package at a version, and why: we ask for it, or those that it is for."""

    name: str
    version: str
    marker: str
    reason: str

    @property
    def is_ours(self) -> bool:
        """Whether pyproject.toml asks for it."""
        return self.reason.startswith("ours")

    @property
    def asked_by(self) -> list[str]:
        """The packages that ask for it."""
        named, _, _ = self.reason.removeprefix("for ").partition(", which")
        return [each.partition(" ")[0].partition("[")[0] for each in named.split(", ")]

    def holds_on(self, python: str) -> bool:
        """Whether a Python, "3.14" for one, installs it."""
        return not self.marker or Marker(self.marker).evaluate({"python_version": python})


def read_pins() -> Iterator[Pin]:
    """The lines of constraints.txt; each says a reason."""
    for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            match = LINE.fullmatch(line)
            assert match, f"no reason in constraints.txt: {line}"
            yield Pin(match["name"], match["version"], match["marker"] or "", match["reason"])


def read_pins_of(python: str) -> dict[str, Pin]:
    """The pins of one Python by canonical name; raises ValueError where a package has two."""
    pins = {}
    for pin in read_pins():
        if pin.holds_on(python):
            name = canonicalize_name(pin.name)
            if name in pins:
                raise ValueError(f"constraints.txt pins {name} twice for Python {python}")
            pins[name] = pin
    return pins


if __name__ == "__main__":
    for each in read_pins_of(sys.argv[1]).values():
        print(f"{each.name}=={each.version}")
