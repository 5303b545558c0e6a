"""What the worker does for one request: the calls of the command line, in the order of need."""

import time
from collections.abc import Callable

from lotdesign.events import Event
from lotdesign.faults import InputFaults
from lotdesign.preflight.run import preflight
from lotdesign.result.model import Result
from lotdesign.scenario.load import load
from lotdesign.scenario.scenario import Scenario
from tui.bridge.messages import Answered, Ask, Ended, Prepared, Refused, Reply, Working

QUICK = 4.0
"""Seconds within which a design must be proved for the whole context to be worked out too."""

LONGEST = 60.0
"""Seconds that the ladder may take behind a design that is on show already."""

Tell = Callable[[Reply], None]


def warm() -> None:
    """Loads what the first job will need, while the user still reads."""
    import solver.run  # noqa: F401


def do(ask: Ask, tell: Tell, overtaken: Callable[[], bool]) -> None:
    """Answers a request: the pre-flight at once, the design, then what it is compared with."""
    try:
        scenario = load(ask.path, ask.settings, ask.off)
        tell(Prepared(ask.job, scenario, preflight(scenario)))
        if ask.hand is not None:
            from lotdesign.api import evaluate

            tell(Answered(ask.job, evaluate(scenario, design=ask.hand).result, final=True))
            return
    except InputFaults as error:
        tell(Refused(ask.job, tuple(map(str, error.faults))))
        return
    _design(scenario, ask, tell, overtaken)


def _design(scenario: Scenario, ask: Ask, tell: Tell, overtaken: Callable[[], bool]) -> None:
    from lotdesign.api import solve
    from solver.candidates.listing import TooManyLots

    began = time.monotonic()
    try:
        first = solve(scenario, context=False, listen=_listener(ask.job, tell)).result
    except TooManyLots as error:
        tell(Ended(ask.job, f"{error}: add rules about single lots"))
        return
    seconds = time.monotonic() - began
    more = first.termination == "proved" and not overtaken()
    tell(Answered(ask.job, first, final=not more))
    if not more:
        return
    full = first
    try:
        full = _beside_others(scenario, first)
        tell(Answered(ask.job, full, final=False))
        if seconds < QUICK:
            full = solve(scenario, time_limit=LONGEST).result
    except KeyboardInterrupt:
        pass
    tell(Answered(ask.job, full, final=True))


def _beside_others(scenario: Scenario, result: Result) -> Result:
    """The result with what designs it is compared with, where the ladder would take long."""
    from solver.context import comparison
    from solver.engines.cp_sat import CpSat
    from solver.given import given

    others = tuple(comparison(scenario, each, ()) for each in given(scenario, CpSat()))
    return result.model_copy(update={"comparisons": others})


def _listener(job: int, tell: Tell) -> Callable[[Event], None]:
    """Passes events on, ten a second at most and every new phase."""
    last_phase, last_time = "", 0.0

    def listen(event: Event) -> None:
        nonlocal last_phase, last_time
        now = time.monotonic()
        if event.phase != last_phase or now - last_time > 0.1:
            last_phase, last_time = event.phase, now
            tell(Working(job, event))

    return listen
