"""Requests to the worker and its replies; each names the job that it belongs to."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from lotdesign.design import Route
from lotdesign.events import ProgressEvent
from lotdesign.preflight.finding import PreflightFinding
from lotdesign.report.page import PageSection
from lotdesign.result.alternatives import FrontierAnswer
from lotdesign.result.base import StudyEnd
from lotdesign.result.explained import ExplainAnswer
from lotdesign.result.model import Result
from lotdesign.result.sensitivity import PriceAnswer, TippingAnswer
from lotdesign.result.stressed import StressAnswer
from lotdesign.scenario.scenario import Scenario

StudyKind = Literal["explain", "price", "tipping", "alternatives", "frontier", "stress"]
"""Conflicts and repairs, rule costs, break-even, near-optimal designs, Pareto front, and how
designs stand up to the market."""


@dataclass(frozen=True, slots=True)
class StudiedDesign:
    """A design to put to the market: its name in the tray, its title, its lots and their routes."""

    name: str
    title: str
    lots: tuple[tuple[str, ...], ...]
    routes: tuple[Route, ...] = ()


@dataclass(frozen=True, slots=True)
class HoldPages:
    """How designs stand up to the market, as found and as pages of the request's scenario.

    `designs` has each by itself, `beside` all side by side; `others` are the names of those that
    could not be tried.
    """

    answer: StressAnswer
    designs: tuple[PageSection, ...]
    beside: tuple[PageSection, ...]
    others: tuple[str, ...] = ()

    @property
    def ended(self) -> StudyEnd:
        """Why the work ended."""
        return self.answer.ended


StudyResult = ExplainAnswer | PriceAnswer | TippingAnswer | FrontierAnswer | HoldPages


@dataclass(frozen=True, slots=True)
class DesignRequest:
    """Solves the scenario under these edits, or evaluates `hand`, a design drawn by hand.

    The lots of `hand` have `routes`, or the best ones. A search waits `pause` seconds, in case
    another request follows, and starts from the design `start`. Lots are tuples of unit ids.
    """

    job: int
    path: str
    settings: tuple[str, ...] = ()
    off: tuple[str, ...] = ()
    hand: tuple[tuple[str, ...], ...] | None = None
    pause: float = 0.0
    start: tuple[tuple[str, ...], ...] | None = None
    routes: tuple[Route, ...] | None = None


@dataclass(frozen=True, slots=True)
class StudyRequest:
    """Runs a study of a request when nothing is being solved; a `DesignRequest` cancels it.

    `measures` are those of a Pareto front, `designs` those that are put to the market.
    """

    job: int
    kind: StudyKind
    path: str
    settings: tuple[str, ...] = ()
    off: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    designs: tuple[StudiedDesign, ...] = ()


@dataclass(frozen=True, slots=True)
class StopRequest:
    """Stops a job and keeps its best so far."""

    job: int


@dataclass(frozen=True, slots=True)
class ScenarioRefused:
    """The edits make no valid scenario: the faults, as people read them."""

    job: int
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ScenarioPrepared:
    """The scenario under the edits."""

    job: int
    scenario: Scenario


@dataclass(frozen=True, slots=True)
class PreflightReply:
    """What arithmetic alone finds in the scenario."""

    job: int
    notes: tuple[PreflightFinding, ...]


@dataclass(frozen=True, slots=True)
class ProgressReply:
    """A progress event of a solve or study."""

    job: int
    event: ProgressEvent


@dataclass(frozen=True, slots=True)
class ResultReply:
    """A result; fuller ones of the same design follow unless `final`.

    Where all designs could be listed, `admissible` is the number of admissible ones (None while
    some are unchecked) and `excluded_by_rule` how many each rule alone excludes.
    """

    job: int
    result: Result
    final: bool
    admissible: int | None = None
    excluded_by_rule: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class BestSoFarReply:
    """The best design that a search under way has found, verified; the search goes on."""

    job: int
    result: Result


@dataclass(frozen=True, slots=True)
class StudyReply:
    """The result of a study, or a sentence where its results were sent one by one."""

    job: int
    result: StudyResult | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class JobEnded:
    """A job that ended without a result, and why."""

    job: int
    why: str


@dataclass(frozen=True, slots=True)
class WorkerDied:
    """The worker process ended by itself."""

    job: int = -1


WorkerRequest = DesignRequest | StudyRequest | StopRequest
WorkerReply = (
    ScenarioRefused
    | ScenarioPrepared
    | PreflightReply
    | ProgressReply
    | ResultReply
    | BestSoFarReply
    | StudyReply
    | JobEnded
    | WorkerDied
)
