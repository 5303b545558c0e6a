"""Everything that a screen draws from, at one moment.

The session, the scenario, the progress of the solve, the studies, and where the user looks.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal

from lotdesign.preflight.finding import PreflightFinding
from lotdesign.result.alternatives import FrontierPoint
from lotdesign.result.base import WrittenFigure
from lotdesign.result.model import RuleResult
from lotdesign.scenario.scenario import Scenario
from lotdesign.step_count import StepCount
from tui.canvas.glyphs import UNICODE, Glyphs
from tui.session.edits import Edits
from tui.session.parameters import ParameterRow, build_parameter_rows
from tui.session.session import Session, TrayEntry
from tui.worker.messages import StudiedDesign, StudyKind, StudyResult


@dataclass(frozen=True, slots=True)
class RequestStudy:
    """A study of the request that these edits make, under way or ended.

    `measures` are those of a Pareto front and `points` its points proved so far, `designs` those
    that are put to the market. `note` is what the worker does now. `ended` says why there is no
    `result`. `started` is in seconds, `figures` the digest of the figures that its designs are
    measured on, `steps` how far it is.
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
    figures: str = ""
    steps: StepCount = field(default_factory=StepCount)
    designs: tuple[StudiedDesign, ...] = ()


@dataclass(frozen=True, slots=True)
class SolveProgress:
    """What the worker is doing for the present request.

    `started`, `improved` (when the incumbent was found) and `moved` (when incumbent or bound last
    changed) are in seconds of the app's clock; `track` has the values of the last incumbents,
    `steps` how far a phase with steps is. `ended` says why there is no result.
    """

    busy: bool = False
    stopping: bool = False
    started: float = 0.0
    phase: str = ""
    measure: str = ""
    best: WrittenFigure = None
    bound: WrittenFigure = None
    gap: str | None = None
    improved: float = 0.0
    moved: float = 0.0
    track: tuple[float, ...] = ()
    steps: StepCount = field(default_factory=StepCount)
    ended: str = ""


PlotView = Literal["plot", "ladder", "bridge"]
"""Designs by two measures, the best for each number of lots, or the budget by year."""


MOST_MAP_ZOOM = 8
"""How often a map can be made larger."""


@dataclass(frozen=True, slots=True)
class MapView:
    """The part of a map in view: how often it was made larger, and how often it was moved.

    A larger map has the lot with the cursor in its middle; `right` and `down` count steps from
    there.
    """

    zoom: int = 0
    right: int = 0
    down: int = 0

    def make_larger(self, times: int) -> "MapView":
        """Larger, or smaller for a negative number; the whole map is never moved."""
        zoom = max(0, min(MOST_MAP_ZOOM, self.zoom + times))
        return replace(self, zoom=zoom) if zoom else MapView()


@dataclass(frozen=True, slots=True)
class ViewSettings:
    """Where the user looks: the cursor of each pane, and the axes and kind of the plot.

    `shows_rule_costs` puts what rules cost in place of the bars.
    """

    cursors: tuple[tuple[str, int], ...] = ()
    axis_x: str = "whole_life_cost"
    axis_y: str = ""
    plot_view: PlotView = "plot"
    shows_rule_costs: bool = False
    map: MapView = MapView()

    def cursor_of(self, pane: str) -> int:
        """The position of a pane's cursor, from 0."""
        return dict(self.cursors).get(pane, 0)

    def move_cursor(self, pane: str, cursor: int) -> "ViewSettings":
        """With a pane's cursor elsewhere."""
        return replace(self, cursors=tuple({**dict(self.cursors), pane: cursor}.items()))


@dataclass(frozen=True)
class Snapshot:
    """A session with its scenario as the files have it (`base`) and under the present edits.

    `notes` are preflight findings, `faults` what makes the edits invalid. Where every design could
    be listed, `admissible` is the number of admissible ones and `excluded_by_rule` how many each
    rule alone excludes. `known_rows` are the parameter rows where they are built already,
    `files_version` grows whenever the files are read again, `now` is in seconds, `figures` is the
    digest of the figures under the present edits, `save_fault` why the session is not saved.
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
    known_rows: tuple[ParameterRow, ...] = ()
    files_version: int = 0
    figures: str = ""
    save_fault: str = ""

    def is_on_other_figures(self, figures: str) -> bool:
        """Whether a design measured on the figures of this digest is not measured on today's."""
        return bool(figures) and bool(self.figures) and figures != self.figures

    @cached_property
    def rows(self) -> tuple[ParameterRow, ...]:
        """Every parameter that can be stepped or switched."""
        return self.known_rows or build_parameter_rows(self.base, self.session.state.edits)

    @property
    def row(self) -> ParameterRow | None:
        """The parameter row with the cursor."""
        at = self.view.cursor_of("asked")
        return self.rows[at] if 0 <= at < len(self.rows) else None

    @cached_property
    def entry(self) -> TrayEntry | None:
        """The tray entry on show, with a design or without."""
        return self.session.shown

    @property
    def busy(self) -> bool:
        """Whether the worker has anything to do."""
        return self.progress.busy or any(study.busy for study in self.studies.values())

    @property
    def is_open(self) -> bool:
        """Whether the present request has no answer yet, or one that is not proved."""
        answer = self.session.answer
        unproved = ("feasible", "unknown")
        return answer is None or (answer.is_answer and answer.result.status in unproved)

    @property
    def searching(self) -> bool:
        """Whether the worker searches for the best design, not for what to compare it with."""
        return self.progress.busy and self.is_open

    def is_outdated_study(self, study: RequestStudy) -> bool:
        """Whether a study is of another request than the present one."""
        return study.edits != self.session.state.edits

    def is_studying(self, *kinds: StudyKind) -> bool:
        """Whether a study of one of these kinds is under way."""
        return any(kind in self.studies and self.studies[kind].busy for kind in kinds)

    def find_study_result(self, kind: StudyKind) -> StudyResult | None:
        """The result of the last study of a kind, of whatever request; None where there is none."""
        study = self.studies.get(kind)
        return None if study is None else study.result

    def find_rule_result(self, rule_id: str) -> RuleResult | None:
        """The result of a rule for the design on show; None without a design, which none breaks."""
        if self.entry is None or not self.entry.lots:
            return None
        return next((rule for rule in self.entry.result.rules if rule.id == rule_id), None)

    @property
    def lot_count(self) -> int:
        """Number of lots of the design on show."""
        return 0 if self.entry is None else len(self.entry.lots)

    @property
    def lot_position(self) -> int:
        """Position of the lot with the cursor, from 0."""
        return max(0, min(self.view.cursor_of("lots"), self.lot_count - 1))
