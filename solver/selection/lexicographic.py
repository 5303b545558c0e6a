"""Makes one aim after the other best."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from lotdesign.measures.base import Measure
from lotdesign.result.build import Reached
from solver.facts.lots import Ints
from solver.facts.table import Facts
from solver.selection.canonical import canonical
from solver.selection.goal import Value
from solver.selection.goals import Aim
from solver.selection.minimise import Stage, keep_near, minimise
from solver.selection.search import Report, Search

Tell = Callable[[Measure, Value | None, Value | None], None]
"""Told, while an aim is made best, of its best value and bound so far (signs as people read)."""


@dataclass(frozen=True)
class Selected:
    """The best solution found; none with `proved` says that there is no admissible one."""

    solution: Ints | None
    reached: tuple[Reached, ...]
    proved: bool
    tie_proved: bool = False
    interrupted: bool = False


def best_of(
    search: Search,
    facts: Facts,
    aims: list[Aim],
    tell: Tell,
    ties: bool = True,
    start: Ints | None = None,
) -> Selected:
    """The lexicographic best, canonical among ties.

    Without `ties` any of several best designs will do. After each aim the model keeps what it
    reached, less its tolerance. The search begins at `start`, a solution. Ctrl-C at any moment
    keeps the best so far.
    """
    found = Selected(start, (), proved=False)
    try:
        for place, aim in enumerate(aims, 1):
            stage = minimise(search, aim.goal, _report(aim, tell), found.solution)
            if stage.solution is None or stage.value is None:
                return Selected(None, (), stage.proved, interrupted=search.interrupted)
            reached = (*found.reached, _reached(aim, stage))
            done = stage.proved and place == len(aims)
            found = Selected(stage.solution, reached, done, interrupted=search.interrupted)
            if not stage.proved:
                return found
            kept = aim.given_away(stage.value)
            search.promise(aim.goal, kept)
            keep_near(search, aim.goal, kept, stage)
        assert found.solution is not None
        solution, tie_proved = canonical(search, facts, found.solution, ties)
        return Selected(solution, found.reached, True, tie_proved, search.interrupted)
    except KeyboardInterrupt:  # between two questions to the engine
        search.stopped()
        return replace(found if found.reached else _NOTHING, interrupted=True)


_NOTHING = Selected(None, (), proved=False)


def _reached(aim: Aim, stage: Stage) -> Reached:
    """What came of an aim; its solution has a value."""
    assert stage.value is not None
    sign = aim.measure.sign
    bound = None if stage.bound is None else sign * stage.bound
    return Reached(aim.measure, sign * stage.value, bound, stage.proved)


def _report(aim: Aim, tell: Tell) -> Report:
    """Tells of an aim's progress in the signs that people read."""
    sign = aim.measure.sign

    def report(best: Value | None, bound: Value | None) -> None:
        tell(
            aim.measure,
            None if best is None else sign * best,
            None if bound is None else sign * bound,
        )

    return report
