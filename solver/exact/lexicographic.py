"""Lexicographic optimisation: one objective after the other, each kept within its tolerance."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from lotdesign.measures.base import Measure
from lotdesign.result.build import ReachedObjective
from solver.arrays import Ints
from solver.candidates.table import CandidateTable
from solver.exact.canonical_tie_break import break_ties
from solver.exact.minimise import MinimisationResult, fix_near_optimum, minimise_goal
from solver.exact.search import GoalListener, ModelSearch
from solver.model.goals import GoalValue
from solver.objectives.registry import RankedObjective

MeasureListener = Callable[[Measure, GoalValue | None, GoalValue | None], None]
"""Told, while an aim is made best, of its best value and bound so far (signs as people read)."""


@dataclass(frozen=True)
class LexicographicResult:
    """The best solution found; none with `proved` says that there is no admissible one."""

    solution: Ints | None
    reached: tuple[ReachedObjective, ...]
    proved: bool
    tie_proved: bool = False
    interrupted: bool = False


def optimise_lexicographically(
    search: ModelSearch,
    facts: CandidateTable,
    aims: list[RankedObjective],
    tell: MeasureListener,
    ties: bool = True,
    start: Ints | None = None,
) -> LexicographicResult:
    """The lexicographic best, canonical among ties.

    Without `ties` any of several best designs will do. After each aim the model keeps what it
    reached, less its tolerance. The search begins at `start`, a solution. Ctrl-C at any moment
    keeps the best so far.
    """
    found = LexicographicResult(start, (), proved=False)
    try:
        for place, aim in enumerate(aims, 1):
            stage = minimise_goal(search, aim.goal, _restore_sign(aim, tell), found.solution)
            if stage.solution is None or stage.value is None:
                return LexicographicResult(None, (), stage.proved, interrupted=search.interrupted)
            reached = (*found.reached, _describe_reached(aim, stage))
            done = stage.proved and place == len(aims)
            found = LexicographicResult(
                stage.solution, reached, done, interrupted=search.interrupted
            )
            if not stage.proved:
                return found
            kept = aim.find_worst_kept(stage.value)
            search.keep_goal(aim.goal, kept)
            fix_near_optimum(search, aim.goal, kept, stage)
        assert found.solution is not None
        solution, tie_proved = break_ties(search, facts, found.solution, ties)
        return LexicographicResult(solution, found.reached, True, tie_proved, search.interrupted)
    except KeyboardInterrupt:  # between two questions to the engine
        search.stop()
        return replace(found if found.reached else _NO_SOLUTION, interrupted=True)


_NO_SOLUTION = LexicographicResult(None, (), proved=False)


def _describe_reached(aim: RankedObjective, stage: MinimisationResult) -> ReachedObjective:
    """What came of an aim; its solution has a value."""
    assert stage.value is not None
    sign = aim.measure.sign
    bound = None if stage.bound is None else sign * stage.bound
    return ReachedObjective(aim.measure, sign * stage.value, bound, stage.proved)


def _restore_sign(aim: RankedObjective, tell: MeasureListener) -> GoalListener:
    """Tells of an aim's progress in the signs that people read."""
    sign = aim.measure.sign

    def report(best: GoalValue | None, bound: GoalValue | None) -> None:
        tell(
            aim.measure,
            None if best is None else sign * best,
            None if bound is None else sign * bound,
        )

    return report
