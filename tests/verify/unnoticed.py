"""What `verify` cannot notice when a result is changed in one place, and why.

A result states more than figures. What follows here can be worked out from no scenario, or only by
searching among all designs; anything else that is changed must be noticed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tests.verify.changes import Path


@dataclass(frozen=True)
class Unnoticed:
    """A place in a result, `*` for any number in a list or any name, and changes of it."""

    place: str
    why: str
    changes: tuple[tuple[Any, Any], ...] = ()
    """From what to what; none for any change."""
    said: str = ""
    """The changes in words, where they are many."""

    def covers(self, path: Path, old: Any, new: Any) -> bool:
        """Whether a change is one of these."""
        steps = self.place.split(".")
        if len(steps) != len(path):
            return False
        same = all(step in ("*", each) for step, each in zip(steps, path, strict=True))
        return same and (not self.changes or (old, new) in self.changes)

    def write_changes(self) -> str:
        """The changes in words."""
        if self.said or not self.changes:
            return self.said or "any"
        return ", ".join(f"{str(old).lower()} to {str(new).lower()}" for old, new in self.changes)


WHO_RAN_IT = "says who made the result and how; nothing in the scenario tells"
SAYS_LESS = "says less than was proved, and nothing that is wrong"
ONLY_A_SEARCH = "only a search among all designs tells"
THE_STUDY = "only `tipping` works it out again"

_STOPS = ("interrupted", "time limit", "memory limit", "gap", "not listed")

UNNOTICED: Sequence[Unnoticed] = (
    Unnoticed("created_with", WHO_RAN_IT),
    Unnoticed("engine.name", f"{WHO_RAN_IT}; an engine that proved something must be there"),
    Unnoticed("engine.versions.*", WHO_RAN_IT),
    Unnoticed("engine.seed", WHO_RAN_IT),
    Unnoticed("engine.workers", WHO_RAN_IT),
    Unnoticed("engine.seconds", WHO_RAN_IT),
    Unnoticed("engine.deterministic", WHO_RAN_IT),
    Unnoticed(
        "scenario.name",
        "the name of a folder, which people may change; the digest says which scenario it is",
    ),
    Unnoticed(
        "candidates",
        "how many lots there were to choose from: they would all have to be listed; fewer than "
        "the result shows, or more than there can be, are noticed",
    ),
    Unnoticed("tie_proved", SAYS_LESS, ((True, False),)),
    Unnoticed(
        "tie_proved", "means nothing where there is no design", ((False, True), (True, False))
    ),
    Unnoticed(
        "termination",
        "what ended a search that proved nothing leaves no trace",
        tuple((one, other) for one in _STOPS for other in _STOPS if one != other),
        "one of " + ", ".join(_STOPS) + " to another",
    ),
    Unnoticed("ladder.*.status", SAYS_LESS, (("optimal", "feasible"),)),
    Unnoticed("rules.*.effect", SAYS_LESS, (("decides", "unknown"), ("idle", "unknown"))),
    Unnoticed(
        "rules.*.effect",
        f"{ONLY_A_SEARCH}; what no design can break must be idle, and what keeps a better design "
        "out that is shown must decide",
        (("decides", "idle"), ("idle", "decides")),
    ),
    Unnoticed("tipping.*.title", "words for a figure that is named beside them"),
    Unnoticed("tipping.*.unit", "words for a figure whose value is noticed if it is another"),
    Unnoticed("tipping.*.least", THE_STUDY),
    Unnoticed("tipping.*.most", THE_STUDY),
    Unnoticed("tipping.*.proved", SAYS_LESS, ((True, False),)),
    Unnoticed("tipping.*.*.becomes", THE_STUDY, (("impossible", "invalid"),)),
)
"""All of it; docs/verify.md prints the list."""


def find_reason(path: Path, old: Any, new: Any) -> str:
    """Why a change cannot be noticed; "" where it must be."""
    return next((each.why for each in UNNOTICED if each.covers(path, old, new)), "")


def write_rows() -> list[str]:
    """The list as rows of a table in Markdown."""
    return [f"| `{each.place}` | {each.write_changes()} | {each.why} |" for each in UNNOTICED]
