"""What of the law to look at."""

from collections.abc import Sequence
from typing import Protocol

from lotdesign.faults import shown
from lotdesign.report.page import Items, Section, Text

_LONG = 500

NO_ADVICE = "None of this decides anything, and none of it is legal advice."


class Said(Protocol):
    """A flag, or what a result keeps of it."""

    @property
    def text(self) -> str:
        """The sentence."""

    @property
    def level(self) -> str:
        """fact, look or unsettled."""

    @property
    def source(self) -> str:
        """Where its figure comes from."""


def law(flags: Sequence[Said]) -> Section:
    """A line a flag, with its source."""
    items = tuple(map(_told, flags))
    return Section("The law, to have looked at", (Items(items), Text(NO_ADVICE)))


def _told(flag: Said) -> str:
    open_ = " Not settled." if flag.level == "unsettled" else ""
    source = f" ({shown(flag.source, _LONG)})" if flag.source else ""
    return f"{shown(flag.text, _LONG)}{open_}{source}"
