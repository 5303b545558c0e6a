"""Everything that a pane may draw from, at one moment."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal

from lotdesign.preflight.note import Note
from lotdesign.result.model import Figure, RuleResult
from lotdesign.scenario.scenario import Scenario
from tui.canvas.glyphs import UNICODE, Glyphs
from tui.session.edits import Edits
from tui.session.entry import Entry
from tui.session.rows import Row, rows
from tui.session.session import Session
from tui.session.study import Study, What


@dataclass(frozen=True, slots=True)
class Work:
    """What the worker is doing. Times are seconds; `track` has the best so far over time."""

    busy: bool = False
    stopping: bool = False
    started: float = 0.0
    phase: str = ""
    measure: str = ""
    best: Figure = None
    bound: Figure = None
    gap: str | None = None
    improved: float = 0.0
    track: tuple[float, ...] = ()
    ended: str = ""


View = Literal["plot", "ladder", "bridge"]
"""Designs by two measures, the best for each number of lots, or the budget by year."""


@dataclass(frozen=True, slots=True)
class Looks:
    """Where somebody looks: cursors by pane, what is typed into a row, the axes of the plot.

    `prices` puts prices beside the rules, in place of bars.
    """

    cursors: tuple[tuple[str, int], ...] = ()
    typed: str | None = None
    wrong: str = ""
    axis_x: str = "whole_life_cost"
    axis_y: str = ""
    view: View = "plot"
    prices: bool = False

    def at(self, pane: str) -> int:
        """The cursor of a pane."""
        return dict(self.cursors).get(pane, 0)

    def moved(self, pane: str, cursor: int) -> "Looks":
        """With the cursor of a pane elsewhere."""
        return replace(self, cursors=tuple({**dict(self.cursors), pane: cursor}.items()))


@dataclass(frozen=True)
class Sight:
    """A session with its scenario: as the files have it, and under the present edits.

    Where every design could be listed, `admissible` is how many keep every rule, and `alone`
    how many each rule excludes that break no other.
    """

    session: Session
    base: Scenario
    scenario: Scenario
    notes: tuple[Note, ...] = ()
    faults: tuple[str, ...] = ()
    admissible: int | None = None
    alone: Mapping[str, int] = field(default_factory=dict)
    work: Work = Work()
    studies: Mapping[What, Study] = field(default_factory=dict)
    looks: Looks = field(default_factory=Looks)
    glyphs: Glyphs = UNICODE
    now: float = 0.0

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """Everything that can be turned."""
        return _rows(self.base, self.session.desk.edits)

    @property
    def row(self) -> Row | None:
        """The row with the cursor."""
        at = self.looks.at("asked")
        return self.rows[at] if 0 <= at < len(self.rows) else None

    @cached_property
    def entry(self) -> Entry | None:
        """The design on show, or the attempt that has none."""
        return self.session.shown

    @property
    def busy(self) -> bool:
        """Whether the worker has anything to do."""
        return self.work.busy or any(each.busy for each in self.studies.values())

    @property
    def is_open(self) -> bool:
        """Whether there is no answer yet to what is asked, or one that is not proved."""
        answer = self.session.answer
        unproved = ("feasible", "unknown")
        return answer is None or (answer.answers and answer.result.status in unproved)

    @property
    def searching(self) -> bool:
        """Whether the worker looks for an answer, and not for what stands beside it."""
        return self.work.busy and self.is_open

    def is_past(self, study: Study) -> bool:
        """Whether a study looked into another request than the present one."""
        return study.edits != self.session.desk.edits

    def standing(self, rule: str) -> RuleResult | None:
        """How the design on show stands to a rule."""
        if self.entry is None:
            return None
        return next((each for each in self.entry.result.rules if each.id == rule), None)

    @property
    def lots(self) -> int:
        """How many lots the design on show has."""
        return 0 if self.entry is None else len(self.entry.lots)

    @property
    def lot(self) -> int:
        """The lot with the cursor."""
        return max(0, min(self.looks.at("lots"), self.lots - 1))


_known: list[tuple[Scenario, Edits, tuple[Row, ...]]] = []
"""The rows worked out last: a sight is made anew with every key, its rows seldom differ."""


def _rows(base: Scenario, edits: Edits) -> tuple[Row, ...]:
    for scenario, asked, found in _known:
        if scenario is base and asked == edits:
            return found
    found = rows(base, edits)
    _known[:] = [(base, edits, found)]
    return found
