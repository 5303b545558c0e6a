"""The answer of `backtest`: where the lots of published notices stand."""

from typing import Literal

from pydantic import Field

from lotdesign.result.base import ResultDocument, ResultPart, StudyEnd
from lotdesign.result.model import AssumptionNote


class BacktestDesign(ResultPart):
    """Lots by the names of what they hold; money in pence, without VAT, over all years.

    `cost_pence` is what the council pays, contracts counted; `largest_pence` the largest yearly
    value; `within_reach` how many lots are no larger than a small provider can take on, None where
    that was not said. `keeps` tells whether it is one that the search could have chosen.
    """

    lots: tuple[tuple[str, ...], ...]
    cost_pence: int
    largest_pence: int
    within_reach: int | None
    keeps: bool


class BacktestFindings(ResultPart):
    """A notice that could be judged.

    `value_pence` is that of all years. `units` is "lots", or "parts" where lots list several items
    or places. `least_lots` is how many the cap on awards needs, `terms` how many different ones
    stay apart. `best` is the cheapest design; of two the one with fewer lots; `proved` tells
    whether no cheaper one exists. `as_one` is None where terms differ.
    """

    value_pence: int
    units: Literal["lots", "parts"]
    unit_count: int
    least_lots: int
    terms: int
    published: BacktestDesign
    best: BacktestDesign | None
    proved: bool
    as_one: BacktestDesign | None
    verified: bool

    @property
    def saving_pence(self) -> int:
        """What the best design saves against the lots as published; below 0 it costs more."""
        return 0 if self.best is None else self.published.cost_pence - self.best.cost_pence


class BacktestRow(ResultPart):
    """A notice; `reason` says why it cannot be judged, "" where `findings` are there.

    Caps are None where there is no limit. `years` are those of the first term and with all
    extensions, of each different term, as decimal strings, None where no dates say so.
    """

    file: str
    buyer: str
    title: str
    published: str | None
    lots: int
    most_bid: int | None
    most_awarded: int | None
    years: tuple[tuple[str | None, str | None], ...]
    reason: str = ""
    findings: BacktestFindings | None = None
    remarks: tuple[str, ...] = ()


NOT_REACHED = "it was not reached before the run was stopped"
"""The reason of a notice that nobody has looked at."""


class BacktestAnswer(ResultDocument):
    """All notices, in the order in which they were given.

    `ended` is left out where all of them were looked at.
    """

    version: Literal[1] = Field(1, alias="schema")
    ended: StudyEnd = Field("done", exclude_if=lambda ended: ended == "done")
    assumptions: tuple[AssumptionNote, ...]
    notices: tuple[BacktestRow, ...]
