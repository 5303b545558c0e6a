"""News of the worker as the screens see it: sight + reply -> sight."""

from dataclasses import replace

from lotdesign.result.figures import number
from tui.bridge.messages import Ended, Gone, Noted, Prepared, Refused, Reply, Working
from tui.panes.sight import Sight, Work


def informed(sight: Sight, reply: Reply, now: float) -> Sight:
    """The sight after anything but a result, which belongs into the session."""
    match reply:
        case Prepared():
            sight = replace(sight, scenario=reply.scenario, faults=())
        case Noted():
            sight = replace(sight, notes=reply.notes)
        case Refused():
            sight = replace(sight, faults=reply.faults, work=Work())
        case Working():
            sight = replace(sight, work=_news(sight.work, reply, now))
        case Ended():
            sight = replace(sight, work=Work(ended=f"None found: {reply.why}."))
        case Gone():
            why = "The solver ended without a word; it starts again with the next change."
            sight = replace(sight, work=Work(ended=why))
    return sight


def _news(work: Work, reply: Working, now: float) -> Work:
    """The work with an event in it; what the event leaves out has not changed."""
    event = reply.event
    better = event.best is not None and event.best != work.best
    track = work.track
    if better and event.best is not None:
        track = (*track, float(number(event.best)))[-60:]
    other = event.measure is not None and event.measure != work.measure
    return replace(
        work,
        phase=event.phase,
        measure=event.measure or work.measure,
        best=event.best if event.best is not None or other else work.best,
        bound=event.bound if event.bound is not None or other else work.bound,
        gap=event.gap if event.gap is not None or other else work.gap,
        improved=now if better else work.improved,
        track=track[-1:] if other else track,
    )
