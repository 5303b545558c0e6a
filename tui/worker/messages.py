"""Requests to the worker and its replies."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from lotdesign.design import Route
from lotdesign.events import ProgressEvent
from lotdesign.preflight import PreflightFinding
from lotdesign.result.alternatives import FrontierAnswer
from lotdesign.result.explained import ExplainAnswer
from lotdesign.result.model import Result
from lotdesign.result.sensitivity import PriceAnswer, TippingAnswer
from lotdesign.scenario.scenario import Scenario

StudyKind = Literal["explain", "price", "tipping", "alternatives", "frontier"]

StudyResult = ExplainAnswer | PriceAnswer | TippingAnswer | FrontierAnswer


@dataclass(frozen=True, slots=True)
class SolveRequest:
    """Design the scenario under these edits, or judge a design drawn by hand.

    The lots of that one are delivered by `routes`, or by those that are best.
    The solving waits for `pause` seconds, in case something else is asked, and then begins at
    the design `start`.
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
    """Look into a request once nothing else is to do; the next `Ask` gives it up."""

    job: int
    what: StudyKind
    path: str
    settings: tuple[str, ...] = ()
    off: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StopRequest:
    """Stop and keep the best so far."""

    job: int


@dataclass(frozen=True, slots=True)
class ScenarioRefused:
    """The edits make no valid scenario; the faults as people read them."""

    job: int
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ScenarioPrepared:
    """The scenario under the edits."""

    job: int
    scenario: Scenario


@dataclass(frozen=True, slots=True)
class PreflightReply:
    """What arithmetic alone says of the scenario."""

    job: int
    notes: tuple[PreflightFinding, ...]


@dataclass(frozen=True, slots=True)
class ProgressReply:
    """News of a solve."""

    job: int
    event: ProgressEvent


@dataclass(frozen=True, slots=True)
class ResultReply:
    """A result; more of the same follows unless `final`.

    Where all designs could be listed, `admissible` is how many keep every rule, None where that
    is not known of each of them; `alone` how many each rule excludes that break no other.
    """

    job: int
    result: Result
    final: bool
    admissible: int | None = None
    excluded_by_rule: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StudyReply:
    """What a look found, or where each finding was told by itself what they come to in words."""

    job: int
    result: StudyResult | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class JobEnded:
    """The job is over without a result, and why."""

    job: int
    why: str


@dataclass(frozen=True, slots=True)
class WorkerDied:
    """The worker died."""

    job: int = -1


WorkerRequest = SolveRequest | StudyRequest | StopRequest
WorkerReply = (
    ScenarioRefused
    | ScenarioPrepared
    | PreflightReply
    | ProgressReply
    | ResultReply
    | StudyReply
    | JobEnded
    | WorkerDied
)
