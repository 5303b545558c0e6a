"""Everything that a screen may draw from, at one moment: session, scenario, solve progress,

studies, view.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal

from lotdesign.preflight import PreflightFinding
from lotdesign.result.alternatives import FrontierPoint
from lotdesign.result.base import WrittenFigure
from lotdesign.result.model import RuleResult
from lotdesign.scenario.scenario import Scenario
from tui.canvas.glyphs import UNICODE, Glyphs
from tui.session.designs import TrayEntry
from tui.session.edits import Edits
from tui.session.parameters import ParameterRow, build_parameter_rows
from tui.session.session import Session
from tui.worker.messages import StudyKind, StudyResult


@dataclass(frozen=True, slots=True)
class RequestStudy:
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
    result: StudyResult | None = None
    ended: str = ""


@dataclass(frozen=True, slots=True)
class SolveProgress:
    """What the worker is doing. Times are seconds; `track` has the best so far over time."""

    busy: bool = False
    stopping: bool = False
    started: float = 0.0
    phase: str = ""
    measure: str = ""
    best: WrittenFigure = None
    bound: WrittenFigure = None
    gap: str | None = None
    improved: float = 0.0
    track: tuple[float, ...] = ()
    ended: str = ""


PlotView = Literal["plot", "ladder", "bridge"]
"""Designs by two measures, the best for each number of lots, or the budget by year."""


@dataclass(frozen=True, slots=True)
class ViewSettings:
    """Where somebody looks: cursors by pane, what is typed into a row, the axes of the plot.

    `prices` puts prices beside the rules, in place of bars.
    """

    cursors: tuple[tuple[str, int], ...] = ()
    typed_text: str | None = None
    typing_fault: str = ""
    axis_x: str = "whole_life_cost"
    axis_y: str = ""
    plot_view: PlotView = "plot"
    shows_rule_costs: bool = False

    def cursor_of(self, pane: str) -> int:
        """The cursor of a pane."""
        return dict(self.cursors).get(pane, 0)

    def move_cursor(self, pane: str, cursor: int) -> "ViewSettings":
        """With the cursor of a pane elsewhere."""
        return replace(self, cursors=tuple({**dict(self.cursors), pane: cursor}.items()))


@dataclass(frozen=True)
class Snapshot:
    """A session with its scenario: as the files have it, and under the present edits.

    Where every design could be listed, `admissible` is how many keep every rule, and `alone`
    how many each rule excludes that break no other.
    """

    session: Session
    base: Scenario
    scenario: Scenario
    notes: tuple[PreflightFinding, ...] = ()
    faults: tuple[str, ...] = ()
    admissible: int | None = None
    excluded_by_rule: Mapping[str, int] = field(default_factory=dict)
    progress: SolveProgress = SolveProgress()
    studies: Mapping[StudyKind, RequestStudy] = field(default_factory=dict)
    view: ViewSettings = field(default_factory=ViewSettings)
    glyphs: Glyphs = UNICODE
    now: float = 0.0

    @cached_property
    def rows(self) -> tuple[ParameterRow, ...]:
        """Everything that can be turned."""
        return _find_rows(self.base, self.session.state.edits)

    @property
    def row(self) -> ParameterRow | None:
        """The row with the cursor."""
        at = self.view.cursor_of("asked")
        return self.rows[at] if 0 <= at < len(self.rows) else None

    @cached_property
    def entry(self) -> TrayEntry | None:
        """The design on show, or the attempt that has none."""
        return self.session.shown

    @property
    def busy(self) -> bool:
        """Whether the worker has anything to do."""
        return self.progress.busy or any(each.busy for each in self.studies.values())

    @property
    def is_open(self) -> bool:
        """Whether there is no answer yet to what is asked, or one that is not proved."""
        answer = self.session.answer
        unproved = ("feasible", "unknown")
        return answer is None or (answer.is_answer and answer.result.status in unproved)

    @property
    def searching(self) -> bool:
        """Whether the worker looks for an answer, and not for what stands beside it."""
        return self.progress.busy and self.is_open

    def is_outdated_study(self, study: RequestStudy) -> bool:
        """Whether a study looked into another request than the present one."""
        return study.edits != self.session.state.edits

    def find_rule_result(self, rule: str) -> RuleResult | None:
        """How the design on show stands to a rule."""
        if self.entry is None:
            return None
        return next((each for each in self.entry.result.rules if each.id == rule), None)

    @property
    def lot_count(self) -> int:
        """How many lots the design on show has."""
        return 0 if self.entry is None else len(self.entry.lots)

    @property
    def lot_position(self) -> int:
        """The lot with the cursor."""
        return max(0, min(self.view.cursor_of("lots"), self.lot_count - 1))


_last_rows: list[tuple[Scenario, Edits, tuple[ParameterRow, ...]]] = []
"""The rows worked out last: a sight is made anew with every key, its rows seldom differ."""


def _find_rows(base: Scenario, edits: Edits) -> tuple[ParameterRow, ...]:
    for scenario, asked, found in _last_rows:
        if scenario is base and asked == edits:
            return found
    found = build_parameter_rows(base, edits)
    _last_rows[:] = [(base, edits, found)]
    return found
