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
"""Called with an objective's measure, and its best value and bound so far, each if known, in the
measure's own sign."""


@dataclass(frozen=True)
class LexicographicResult:
    """The best solution, (size,).

    Where there is none and that is `proved`, the model is infeasible.

    `reached` has the objectives that were optimised, in order, with values in their measures' own
    units. `tie_proved`: the solution is the canonical one of all that are equally good.
    """

    solution: Ints | None
    reached: tuple[ReachedObjective, ...]
    proved: bool
    tie_proved: bool = False
    interrupted: bool = False


_NO_SOLUTION = LexicographicResult(None, (), proved=False)


def optimise_lexicographically(
    search: ModelSearch,
    candidates: CandidateTable,
    objectives: list[RankedObjective],
    report: MeasureListener,
    ties: bool = True,
    start: Ints | None = None,
) -> LexicographicResult:
    """The lexicographic optimum, and of equally good solutions the canonical one.

    Without `ties` any of the best solutions will do. After each objective the model keeps its value
    less the tolerance. `start` is a solution to begin with, (size,). Ctrl-C keeps the best so far,
    or raises KeyboardInterrupt where the search's settings ask for it. Raises TooManyBendersCuts
    where the award has to join the model.
    """
    best = LexicographicResult(start, (), proved=False)
    try:
        for place, objective in enumerate(objectives, 1):
            listen = _restore_sign(objective, report)
            result = minimise_goal(search, objective.goal, listen, best.solution)
            if result.solution is None or result.value is None:
                return LexicographicResult(None, (), result.proved, interrupted=search.interrupted)
            reached = (*best.reached, _describe_reached(objective, result))
            proved = result.proved and place == len(objectives)
            best = LexicographicResult(
                result.solution, reached, proved, interrupted=search.interrupted
            )
            if not result.proved:
                return best
            kept = objective.find_worst_kept(result.value)
            search.keep_goal(objective.goal, kept)
            fix_near_optimum(search, objective.goal, kept, result)
        assert best.solution is not None
        solution, tie_proved = break_ties(search, candidates, best.solution, ties)
        return LexicographicResult(solution, best.reached, True, tie_proved, search.interrupted)
    except KeyboardInterrupt:  # between two solves
        search.stop()
        return replace(best if best.reached else _NO_SOLUTION, interrupted=True)


def _describe_reached(objective: RankedObjective, result: MinimisationResult) -> ReachedObjective:
    """The value and bound of an objective, in its measure's own sign."""
    assert result.value is not None
    sign = objective.measure.sign
    bound = None if result.bound is None else sign * result.bound
    return ReachedObjective(objective.measure, sign * result.value, bound, result.proved)


def _restore_sign(objective: RankedObjective, report: MeasureListener) -> GoalListener:
    """A listener to signed values that reports them in the measure's own sign."""
    sign = objective.measure.sign

    def listen(best: GoalValue | None, bound: GoalValue | None) -> None:
        report(
            objective.measure,
            None if best is None else sign * best,
            None if bound is None else sign * bound,
        )

    return listen
