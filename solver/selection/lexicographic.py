"""Makes one aim after the other best."""

from collections.abc import Callable
from dataclasses import dataclass

from lotdesign.measures.base import Measure
from lotdesign.result.build import Reached
from solver.facts.lots import Ints
from solver.facts.table import Facts
from solver.selection.canonical import canonical
from solver.selection.goal import Value
from solver.selection.goals import Aim
from solver.selection.minimise import keep_near, minimise
from solver.selection.search import Search

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
    reached, less its tolerance. The search begins at `start`, a solution.
    """
    solution = start
    reached: list[Reached] = []
    for aim in aims:
        sign = aim.measure.sign

        def report(best: Value | None, bound: Value | None, of: Aim = aim) -> None:
            by = of.measure.sign
            tell(
                of.measure,
                None if best is None else by * best,
                None if bound is None else by * bound,
            )

        stage = minimise(search, aim.goal, report, solution)
        if stage.solution is None or stage.value is None:
            return Selected(None, (), stage.proved, interrupted=search.interrupted)
        solution = stage.solution
        bound = None if stage.bound is None else sign * stage.bound
        reached.append(Reached(aim.measure, sign * stage.value, bound, stage.proved))
        if not stage.proved:
            return Selected(solution, tuple(reached), False, interrupted=search.interrupted)
        kept = aim.given_away(stage.value)
        search.promise(aim.goal, kept)
        keep_near(search, aim.goal, kept, stage)
    assert solution is not None
    solution, tie_proved = canonical(search, facts, solution, ties)
    return Selected(solution, tuple(reached), True, tie_proved, search.interrupted)
