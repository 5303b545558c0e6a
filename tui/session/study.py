"""What was looked into for a request: why it is impossible, what rules cost, on what it hangs."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from lotdesign.result.explained import Explained
from lotdesign.result.frontier import Frontier, FrontierPoint
from lotdesign.result.priced import Priced
from lotdesign.result.tipped import Tipped
from tui.session.edits import Edits

What = Literal["explain", "price", "tipping", "alternatives", "frontier"]

Told = Explained | Priced | Tipped | Frontier


@dataclass(frozen=True, slots=True)
class Study:
    """A look into the request that these edits make, under way or done.

    `measures` are those of a frontier, and `points` what is proved of it so far. `note` is what
    the worker does now, `ended` how it came to its end where `told` does not say.
    """

    job: int
    edits: Edits
    measures: tuple[str, ...] = ()
    points: tuple[FrontierPoint, ...] = ()
    busy: bool = True
    stopping: bool = False
    started: float = 0.0
    note: str = ""
    told: Told | None = None
    ended: str = ""


def flagged(edits: Edits, flags: Iterable[str]) -> Edits:
    """The edits with what the command line would be given too: `--set a.b=1`, `--off c`."""
    for each in flags:
        flag, _, text = each.partition(" ")
        path, _, value = text.partition("=")
        edits = edits.switched_off(text) if flag == "--off" else edits.set(path, value)
    return edits
