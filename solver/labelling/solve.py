"""The best design of few large lots, by labelling units: one search for each number of lots."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from lotdesign.evaluation import Evaluation
from lotdesign.measures.base import MeasureValue
from lotdesign.measures.registry import MEASURES
from lotdesign.result.build import ReachedObjective
from lotdesign.scenario.scenario import Scenario
from solver.arrays import Ints
from solver.backends.cp_sat import PORTFOLIO_WORKERS
from solver.backends.exact_feasibility import is_feasible
from solver.bitsets import pack_bits
from solver.candidates.lots import pack_lots
from solver.candidates.table import CandidateTable
from solver.exact.canonical_tie_break import MOST_TIE_BREAK_UNITS
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
    """How the designs of one number of lots were searched; `first` where ties are settled."""

    labels: LabelVariables
    stage: MinimisationResult
    interrupted: bool
    first: bool = False

    @property
    def rank(self) -> tuple[MeasureValue, tuple[int, ...]]:
        """Sorts the best first; of equals the smallest vector of numbers."""
        assert self.stage.solution is not None
        assert self.stage.value is not None
        return self.stage.value, self.labels.decode_numbers(self.stage.solution)


def solve_by_labelling(
    scenario: Scenario, terms: LabellingRequirements, means: SolveContext
) -> SolveOutcome:
    """The design with the fewest cut pairs; it has no list of lots, so `facts` are of none."""
    ended = list(_search_lot_counts(scenario, terms, means))
    proved = all(each.stage.proved for each in ended)
    interrupted = any(each.interrupted for each in ended)
    candidates = CandidateTable(scenario, pack_lots([]))
    found = [each for each in ended if each.stage.solution is not None]
    if not found:
        return SolveOutcome(None, None, (), proved, proved, interrupted, candidates)
    best = min(found, key=lambda each: each.rank)
    assert best.stage.solution is not None
    design = best.labels.decode_design(best.stage.solution)
    measure = MEASURES[LABELLING_MEASURE]
    value = measure.evaluate(Evaluation(scenario, design))
    bound = value if proved else _combine_bounds(ended, value)
    reached = (ReachedObjective(measure, value, bound, proved),)
    first = proved and all(each.first for each in found if each.stage.value == best.stage.value)
    return SolveOutcome(design, None, reached, proved, first, interrupted, candidates)


def _combine_bounds(ended: list[_LotCountResult], value: MeasureValue) -> MeasureValue | None:
    """What no design passes, of any number of lots."""
    bounds = [each.stage.bound for each in ended if not each.stage.proved]
    known = [bound for bound in bounds if bound is not None]
    return min(*known, value) if len(known) == len(bounds) else None


def _search_lot_counts(
    scenario: Scenario, terms: LabellingRequirements, means: SolveContext
) -> Iterator[_LotCountResult]:
    """One search for each number of lots, of those that are no worse than the best so far."""
    best: MeasureValue | None = None
    for lots in terms.counts:
        ended = _search_lot_count(scenario, terms, lots, means, best)
        if ended.stage.solution is not None:
            best = ended.stage.value
        yield ended


def _search_lot_count(
    scenario: Scenario,
    terms: LabellingRequirements,
    lots: int,
    means: SolveContext,
    most: MeasureValue | None,
) -> _LotCountResult:
    labels, model, goal = build_labelling_model(scenario, terms, lots)
    settings = replace(means.settings, workers=means.settings.workers or PORTFOLIO_WORKERS)
    search = ModelSearch(means.engine, model, settings, labels.units, means.deadline)
    if terms.connected:
        search.lazy_constraints = ContiguityCuts(scenario, labels)
    if most is not None:
        search.keep_goal(goal, most)
    begun = _find_start(scenario, terms, labels, search, means)
    bounds: list[MeasureValue] = []

    def told(value: MeasureValue | None, bound: MeasureValue | None) -> None:
        means.report_progress(MEASURES[LABELLING_MEASURE], value, bound)
        bounds.extend([] if bound is None else [bound])

    if begun is not None:
        told(goal.evaluate(begun), None)
    stage = minimise_goal(search, goal, told, begun)
    if stage.solution is None or not stage.proved or stage.value is None:
        # Rows only join, so that a bound that was told once holds for good.
        stage = replace(stage, bound=max(bounds, default=None))
        return _LotCountResult(labels, stage, search.interrupted)
    search.keep_goal(goal, stage.value)
    solution, first = stage.solution, False
    if labels.units <= MOST_TIE_BREAK_UNITS:
        solution, first = _minimise_label_vector(search, labels, solution)
    return _LotCountResult(labels, replace(stage, solution=solution), search.interrupted, first)


def _find_start(
    scenario: Scenario,
    terms: LabellingRequirements,
    labels: LabelVariables,
    search: ModelSearch,
    means: SolveContext,
) -> Ints | None:
    """A solution to begin with: the one that is given, or one that is easily drawn."""
    if means.start_design is not None and len(means.start_design.lots) == labels.lots:
        lots = [pack_bits(lot.units) for lot in means.start_design.lots]
    else:
        drawn = draw_first_lots(scenario, terms, labels.lots, means)
        if drawn is None:
            return None
        lots = drawn
    solution = encode_lots(scenario, labels, lots)
    kept = is_feasible(search.model, solution)
    refused = terms.connected and ContiguityCuts(scenario, labels).refuse(solution)
    return solution if kept and not refused else None


def _minimise_label_vector(
    search: ModelSearch, labels: LabelVariables, solution: Ints
) -> tuple[Ints, bool]:
    """Of equally good solutions the one with the smallest numbers, unit by unit; is that proved?"""
    agreed = np.ones(labels.units * labels.lots, dtype=np.bool_)
    for unit in range(labels.units):
        while number := labels.decode_numbers(solution)[unit]:
            outcome = search.solve(allowed=agreed & labels.mark_up_to(unit, number))
            if outcome.solution is None:
                if outcome.status != "infeasible":
                    return solution, False
                break
            solution = outcome.solution
        agreed &= labels.mark_fixed(unit, labels.decode_numbers(solution)[unit])
    return solution, True
