"""The best design of few large lots, by labelling units: one solve for each number of lots."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from lotdesign.evaluation import Evaluation
from lotdesign.measures.base import MeasureValue
from lotdesign.measures.registry import MEASURES
from lotdesign.result.build import ReachedObjective
from lotdesign.scenario.scenario import Scenario
from solver.arrays import Flags, Ints
from solver.backends.cp_sat import PORTFOLIO_WORKERS
from solver.backends.exact_feasibility import is_feasible
from solver.bitsets import pack_bits
from solver.candidates.lots import pack_lots
from solver.candidates.table import CandidateTable
from solver.exact.canonical_tie_break import (
    MOST_TIE_BREAK_UNITS,
    TieBreakDigit,
    minimise_digits,
)
from solver.exact.minimise import MinimisationResult, minimise_goal
from solver.exact.search import ModelSearch
from solver.labelling.assignment_model import LabelVariables, build_labelling_model, encode_lots
from solver.labelling.contiguity_cuts import ContiguityCuts
from solver.labelling.recombination import draw_first_lots
from solver.labelling.requirements import LABELLING_MEASURE, LabellingRequirements
from solver.outcome import SolveOutcome
from solver.solve_context import SolveContext


@dataclass(frozen=True)
class _LotCountResult:
    """The best design of one number of lots; `tie_proved` where it is the canonical one."""

    labels: LabelVariables
    result: MinimisationResult
    interrupted: bool
    tie_proved: bool = False

    @property
    def rank(self) -> tuple[MeasureValue, tuple[int, ...]]:
        """Sorts the best first; of equal ones the smallest vector of numbers."""
        assert self.result.solution is not None
        assert self.result.value is not None
        return self.result.value, self.labels.decode_numbers(self.result.solution)


def solve_by_labelling(
    scenario: Scenario, requirements: LabellingRequirements, context: SolveContext
) -> SolveOutcome:
    """The design with the fewest cut pairs; the outcome's table of candidates is empty.

    Ctrl-C and the deadline keep the best so far; Ctrl-C raises KeyboardInterrupt where the
    context's settings ask for it.
    """
    results = list(_solve_lot_counts(scenario, requirements, context))
    proved = all(each.result.proved for each in results)
    interrupted = any(each.interrupted for each in results)
    candidates = CandidateTable(scenario, pack_lots([]))
    solved = [each for each in results if each.result.solution is not None]
    if not solved:
        return SolveOutcome(None, None, (), proved, proved, interrupted, candidates)
    best = min(solved, key=lambda each: each.rank)
    assert best.result.solution is not None
    design = best.labels.decode_design(best.result.solution)
    measure = MEASURES[LABELLING_MEASURE]
    value = measure.evaluate(Evaluation(scenario, design))
    bound = value if proved else _combine_bounds(results, value)
    reached = (ReachedObjective(measure, value, bound, proved),)
    ties = [each.tie_proved for each in solved if each.result.value == best.result.value]
    return SolveOutcome(
        design, None, reached, proved, proved and all(ties), interrupted, candidates
    )


def _combine_bounds(results: list[_LotCountResult], value: MeasureValue) -> MeasureValue | None:
    """A lower bound on the designs of any number of lots; None where one number has none."""
    bounds = [each.result.bound for each in results if not each.result.proved]
    known = [bound for bound in bounds if bound is not None]
    return min(*known, value) if len(known) == len(bounds) else None


def _solve_lot_counts(
    scenario: Scenario, requirements: LabellingRequirements, context: SolveContext
) -> Iterator[_LotCountResult]:
    """One solve for each number of lots, for designs no worse than the best so far."""
    best: MeasureValue | None = None
    for lots in requirements.counts:
        solved = _solve_lot_count(scenario, requirements, lots, context, best)
        if solved.result.solution is not None:
            best = solved.result.value
        yield solved


def _solve_lot_count(
    scenario: Scenario,
    requirements: LabellingRequirements,
    lots: int,
    context: SolveContext,
    most: MeasureValue | None,
) -> _LotCountResult:
    """The best design of so many lots with at most `most` cut pairs."""
    labels, model, goal = build_labelling_model(scenario, requirements, lots)
    settings = replace(context.settings, workers=context.settings.workers or PORTFOLIO_WORKERS)
    search = ModelSearch(context.engine, model, settings, labels.units, context.deadline)
    if requirements.connected:
        search.lazy_constraints = ContiguityCuts(scenario, labels)
    tell = context.tell
    if tell is not None:
        search.tell = lambda read: tell(lambda: (labels.decode_design(read()), None))
    if most is not None:
        search.keep_goal(goal, most)
    start = _find_start(scenario, requirements, labels, search, context)
    bounds: list[MeasureValue] = []

    def report(value: MeasureValue | None, bound: MeasureValue | None) -> None:
        context.report_progress(MEASURES[LABELLING_MEASURE], value, bound)
        bounds.extend([] if bound is None else [bound])

    if start is not None:
        report(goal.evaluate(start), None)
    result = minimise_goal(search, goal, report, start)
    if result.solution is None or not result.proved or result.value is None:
        # Rows are only added, so that every bound that was reported still holds.
        result = replace(result, bound=max(bounds, default=None))
        return _LotCountResult(labels, result, search.interrupted)
    search.keep_goal(goal, result.value)
    solution, tie_proved = result.solution, False
    if labels.units <= MOST_TIE_BREAK_UNITS:
        digits = [_build_digit(labels, unit) for unit in range(labels.units)]
        solution, tie_proved = minimise_digits(search, digits, solution)
    result = replace(result, solution=solution)
    return _LotCountResult(labels, result, search.interrupted, tie_proved)


def _find_start(
    scenario: Scenario,
    requirements: LabellingRequirements,
    labels: LabelVariables,
    search: ModelSearch,
    context: SolveContext,
) -> Ints | None:
    """A solution to begin with: the context's start design, or one that is easily drawn."""
    if context.start_design is not None and len(context.start_design.lots) == labels.lots:
        lots = [pack_bits(lot.units) for lot in context.start_design.lots]
    else:
        drawn = draw_first_lots(scenario, requirements, labels.lots, context)
        if drawn is None:
            return None
        lots = drawn
    solution = encode_lots(scenario, labels, lots)
    if not is_feasible(search.model, solution):
        return None
    if requirements.connected and ContiguityCuts(scenario, labels).refuse(solution):
        return None
    return solution


def _build_digit(labels: LabelVariables, unit: int) -> TieBreakDigit:
    """The number of a unit's lot."""

    def mark_smaller(solution: Ints) -> Flags | None:
        number = labels.decode_numbers(solution)[unit]
        return labels.mark_up_to(unit, number) if number else None

    def mark_equal(solution: Ints) -> Flags:
        return labels.mark_fixed(unit, labels.decode_numbers(solution)[unit])

    return TieBreakDigit(mark_smaller, mark_equal)
