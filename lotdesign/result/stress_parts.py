"""What the jobs of a batch of `stress` answer, each a part of its answer.

Values are exact fractions of the measure's own unit, as text.
"""

from lotdesign.design import Route
from lotdesign.result.base import ResultPart, SolveStatus
from lotdesign.result.stressed import (
    ChanceFigures,
    MarginFigures,
    MarketQuestion,
    UnitLists,
    WithdrawalFigures,
)


class ListedDesign(ResultPart):
    """A design that is tried, with the route of each lot."""

    id: str
    name: str
    lots: UnitLists
    routes: tuple[Route, ...]


class ListedDesigns(ResultPart):
    """The designs that are tried where none is given, the best among them."""

    best_status: SolveStatus | None
    designs: tuple[ListedDesign, ...]


class MarketPart(ResultPart):
    """Some steps of what a design is in the market; `to_draw` are the chances left to draws.

    `late` where it was not finished.
    """

    admissible: bool
    broken: tuple[str, ...]
    withdrawals: WithdrawalFigures | None
    margins: MarginFigures | None
    chances: ChanceFigures | None
    questions: tuple[MarketQuestion, ...]
    to_draw: tuple[str, ...] = ()
    late: bool = False


class DrawnBlock(ResultPart):
    """Some draws of a chance: how many held, and in how many somebody of each class stayed."""

    draws: int
    hits: int
    stayed: dict[int, int]
    both: dict[int, int]


class CaseBest(ResultPart):
    """The best of a case by its first objective, and a bound."""

    value: str | None
    bound: str | None
    proved: bool


class CaseValue(ResultPart):
    """A design's first objective in a case; None where it is not admissible, or `late`."""

    value: str | None
    late: bool = False
