"""What the terminal interface and its worker tell each other."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from lotdesign.design import Route
from lotdesign.events import Event
from lotdesign.preflight.note import Note
from lotdesign.result.model import Result
from lotdesign.scenario.scenario import Scenario
from tui.session.study import Told, What


@dataclass(frozen=True, slots=True)
class Ask:
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
class Look:
    """Look into a request once nothing else is to do; the next `Ask` gives it up."""

    job: int
    what: What
    path: str
    settings: tuple[str, ...] = ()
    off: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stop:
    """Stop and keep the best so far."""

    job: int


@dataclass(frozen=True, slots=True)
class Refused:
    """The edits make no valid scenario; the faults as people read them."""

    job: int
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Prepared:
    """The scenario under the edits."""

    job: int
    scenario: Scenario


@dataclass(frozen=True, slots=True)
class Noted:
    """What arithmetic alone says of the scenario."""

    job: int
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Working:
    """News of a solve."""

    job: int
    event: Event


@dataclass(frozen=True, slots=True)
class Answered:
    """A result; more of the same follows unless `final`.

    Where all designs could be listed, `admissible` is how many keep every rule, None where that
    is not known of each of them; `alone` how many each rule excludes that break no other.
    """

    job: int
    result: Result
    final: bool
    admissible: int | None = None
    alone: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Studied:
    """What a look found, or where each finding was told by itself what they come to in words."""

    job: int
    told: Told | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Ended:
    """The job is over without a result, and why."""

    job: int
    why: str


@dataclass(frozen=True, slots=True)
class Gone:
    """The worker died."""

    job: int = -1


Request = Ask | Look | Stop
Reply = Refused | Prepared | Noted | Working | Answered | Studied | Ended | Gone
