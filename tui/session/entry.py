"""One line of the tray: a design that was found or drawn, or a request that has none."""

from dataclasses import dataclass
from typing import Literal

from lotdesign.design import Route
from lotdesign.result.drawn import routes_in
from lotdesign.result.model import Figure, Result
from tui.session.edits import Edits

Lots = tuple[tuple[str, ...], ...]
"""The unit ids of each lot."""

Routes = tuple[Route, ...]
"""How each lot is delivered; none where all are external."""

Kind = Literal["best", "hand", "other", "impossible", "nothing"]
"""The answer to a request, or a design drawn by hand, or another one that is nearly as good."""


_INITIALS = {"hand": "H", "other": "A"}


@dataclass(frozen=True, slots=True)
class Entry:
    """What came of some edits. `letters` name its lots; `at` is the time of day."""

    number: int
    edits: Edits
    kind: Kind
    result: Result
    letters: tuple[str, ...] = ()
    at: str = ""

    @property
    def lots(self) -> Lots:
        """The design; empty where there is none."""
        return tuple(lot.units for lot in self.result.lots)

    @property
    def routes(self) -> Routes:
        """How its lots are delivered."""
        return routes_in(self.result)

    @property
    def measures(self) -> dict[str, Figure]:
        """Its figures by measure."""
        return self.result.measures

    @property
    def name(self) -> str:
        """What the tray calls it."""
        return f"{_INITIALS.get(self.kind, 'S')}{self.number}"

    @property
    def answers(self) -> bool:
        """Whether it is what was found for its edits, and not a design beside that."""
        return self.kind not in _INITIALS
