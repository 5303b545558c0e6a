"""What the worker does for one request: the calls of the command line, in the order of need."""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from lotdesign.events import Event
from lotdesign.faults import InputFaults
from lotdesign.preflight.run import preflight
from lotdesign.result.model import Comparison, Result, Rung
from lotdesign.scenario.load import load
from lotdesign.scenario.scenario import Scenario
from tui.bridge.messages import Answered, Ask, Noted, Prepared, Refused, Reply, Working

if TYPE_CHECKING:
    from solver.atlas.answer import Answer
    from tui.bridge.listed import Shelf

QUICK = 4.0
"""Seconds within which a design must be proved for the whole context to be worked out too."""

LONGEST = 60.0
"""Seconds that the ladder may take behind a design that is on show already."""

REST = 0.12
"""Seconds without a key after which a listed answer is put beside other designs."""


class Tell(Protocol):
    """Tells news that belong together: they are sent, and drawn, in one go."""

    def __call__(self, *news: Reply) -> None:
        """Sends them."""


class Jobs:
    """Answers requests one after the other; the list of all designs stays for the next."""

    def __init__(self) -> None:
        self._shelf: Shelf | None = None

    def warm(self) -> None:
        """Loads what the first job will need, while the user still reads."""
        self._open()

    def do(self, ask: Ask, tell: Tell) -> None:
        """The design as soon as may be, then what it is compared with.

        What is waited for comes first: the pre-flight where there must be a search, the
        answer where it can be looked up.
        """
        try:
            scenario = load(ask.path, ask.settings, ask.off)
            prepared = Prepared(ask.job, scenario)
            if ask.hand is not None:
                from lotdesign.api import evaluate

                routes = "best" if ask.routes is None else ask.routes
                judged = evaluate(scenario, design=ask.hand, routes=routes).result
                notes = Noted(ask.job, preflight(scenario))
                tell(prepared, notes, Answered(ask.job, judged, final=True))
                return
        except InputFaults as error:
            tell(Refused(ask.job, tuple(map(str, error.faults))))
            return
        answer = self._open().answer(scenario)
        if answer is not None:
            _listed(prepared, answer, tell)
        else:
            tell(prepared, Noted(ask.job, preflight(scenario)))
            time.sleep(ask.pause)
            _searched(scenario, ask, tell)

    def _open(self) -> "Shelf":
        from tui.bridge.listed import Shelf

        self._shelf = self._shelf or Shelf()
        return self._shelf


def _listed(prepared: Prepared, answer: "Answer", tell: Tell) -> None:
    """From the list of all designs; what the answer is compared with once nobody types."""
    from tui.bridge.listed import best, checked, rungs

    job, scenario = prepared.job, prepared.scenario
    first = best(scenario, answer)
    alone = dict(answer.excluded)
    possible = answer.count if answer.settled else None
    tell(prepared, Answered(job, first, False, possible, alone))
    notes = preflight(scenario)
    first = checked(scenario, first, notes)
    tell(Noted(job, notes), Answered(job, first, False, possible, alone))
    time.sleep(REST)
    ladder = rungs(scenario, answer)
    update = {"ladder": ladder, "comparisons": _others(scenario, ladder)}
    full = first.model_copy(update=update)
    tell(Answered(job, full, True, possible, alone))


def _searched(scenario: Scenario, ask: Ask, tell: Tell) -> None:
    """By search: what is proved fast gets its ladder too, what was stopped nothing more."""
    from lotdesign.api import solve

    began = time.monotonic()
    listen = listener(ask.job, tell)
    first = solve(scenario, context=False, listen=listen, start=_start(ask, scenario)).result
    seconds = time.monotonic() - began
    stopped = first.termination == "interrupted"
    tell(Answered(ask.job, first, final=stopped))
    if not stopped:
        tell(Answered(ask.job, _beside_others(scenario, first, seconds, ask, tell), final=True))


def _start(ask: Ask, scenario: Scenario) -> tuple[tuple[str, ...], ...] | None:
    """The design to begin with, where it is one of these units."""
    held = [unit for lot in ask.start or () for unit in lot]
    return ask.start if sorted(held) == sorted(unit.id for unit in scenario.units) else None


def _beside_others(
    scenario: Scenario, first: Result, seconds: float, ask: Ask, tell: Tell
) -> Result:
    """The result with other designs beside it, and with the ladder where that is quick."""
    from lotdesign.api import solve

    full = first
    try:
        full = first.model_copy(update={"comparisons": _others(scenario, ())})
        if seconds < QUICK:
            tell(Answered(ask.job, full, final=False))
            return solve(scenario, time_limit=LONGEST).result
    except KeyboardInterrupt:
        pass
    return full


def _others(scenario: Scenario, ladder: tuple[Rung, ...]) -> tuple[Comparison, ...]:
    """Today's contracts, the options, one contract for all, one a unit."""
    from solver.context import comparison
    from solver.engines.cp_sat import CpSat
    from solver.given import given

    return tuple(comparison(scenario, each, ladder) for each in given(scenario, CpSat()))


def listener(job: int, tell: Tell) -> Callable[[Event], None]:
    """Passes events on, ten a second at most, but every new phase and every point."""
    last_phase, last_time = "", 0.0

    def listen(event: Event) -> None:
        nonlocal last_phase, last_time
        now = time.monotonic()
        if event.phase != last_phase or event.point is not None or now - last_time > 0.1:
            last_phase, last_time = event.phase, now
            tell(Working(job, event))

    return listen
