"""The best design for each number of lots."""

from collections.abc import Iterator

from lotdesign.evaluation import Evaluation
from lotdesign.result.base import MOST_CANDIDATES_OF_LADDER, WrittenFigure
from lotdesign.result.build import evaluate_measures
from lotdesign.result.designs import (
    list_award_ids,
    list_design_routes,
    list_unit_ids,
    write_evaluation_fallbacks,
)
from lotdesign.result.figures import write_figure
from lotdesign.result.model import BestByLotCount
from lotdesign.scenario.scenario import Scenario
from solver.candidate_mip import build_partition_model
from solver.candidate_solve import solve_candidates
from solver.candidates.table import CandidateTable
from solver.exact.reduced_cost_fixing import solve_for_duals
from solver.exact.search import ModelSearch
from solver.model.expressions import round_down_to_fit
from solver.outcome import SolveOutcome
from solver.solve_context import SolveContext

SHARE_OF_TIME = 0.5
"""Share of the time left that one number of lots may take."""


def build_rung(scenario: Scenario, count: int, outcome: SolveOutcome) -> BestByLotCount:
    """The best design with `count` lots as a result has it, with every measure."""
    if outcome.design is None:
        return BestByLotCount(lots=count, status=outcome.status)
    evaluation = Evaluation(scenario, outcome.design, outcome.award, outcome.fallbacks)
    return BestByLotCount(
        lots=count,
        status=outcome.status,
        design=list_unit_ids(scenario, evaluation.design),
        routes=list_design_routes(evaluation.design),
        measures=evaluate_measures(evaluation),
        award=list_award_ids(evaluation),
        withdrawals=write_evaluation_fallbacks(evaluation),
        bound=_write_bound(outcome),
    )


def _write_bound(outcome: SolveOutcome) -> WrittenFigure:
    """The bound on the first objective of a design that is not proved best."""
    if outcome.proved or not outcome.reached:
        return None
    first = outcome.reached[0]
    return write_figure(first.bound, first.measure.unit)


def find_best_by_lot_count(
    scenario: Scenario, best: SolveOutcome, context: SolveContext
) -> Iterator[tuple[int, SolveOutcome]]:
    """Yields (number of lots, best design with exactly so many), from 1 to the number of units.

    Numbers near that of the best design come first, since what is far off matters least; where
    time runs out the outcome is unknown. The best design itself stands for its own number unless
    an objective has a tolerance: that is taken of an optimum, which may differ by number of lots.
    """
    candidates = best.candidates
    if context.is_late or not has_few_candidates(candidates):
        return
    low, high = _bound_lot_counts(scenario, candidates, context)
    middle = low if best.design is None else len(best.design.lots)
    for count in sorted(range(1, len(scenario.units) + 1), key=lambda count: abs(count - middle)):
        if _is_best_of_all(scenario, best, count):
            yield count, best
        elif not low <= count <= high:
            yield count, SolveOutcome.without_design(candidates, proved=True)
        elif context.is_late:
            yield count, SolveOutcome.without_design(candidates, proved=False)
        else:
            limited = context.limit_to(context.share_of_time_left(SHARE_OF_TIME))
            yield count, solve_candidates(scenario, candidates, limited, count)


def has_few_candidates(candidates: CandidateTable) -> bool:
    """Whether there are candidates, and few enough to choose among by number of lots."""
    return 0 < len(candidates) <= MOST_CANDIDATES_OF_LADDER


def _is_best_of_all(scenario: Scenario, best: SolveOutcome, count: int) -> bool:
    has_tolerance = any(objective.tolerance.size for objective in scenario.objectives[:-1])
    if not best.proved or best.design is None or has_tolerance:
        return False
    return len(best.design.lots) == count


def _bound_lot_counts(
    scenario: Scenario, candidates: CandidateTable, context: SolveContext
) -> tuple[int, int]:
    """Bounds on the number of lots, from the model without awards."""
    units = len(scenario.units)
    model = build_partition_model(candidates)
    search = ModelSearch(context.engine, model, context.settings, units, context.deadline)
    fewest, most = _bound_lot_count(search, 1), _bound_lot_count(search, -1)
    return (1 if fewest is None else fewest), (units if most is None else -most)


def _bound_lot_count(search: ModelSearch, sign: int) -> int | None:
    """A lower bound on `sign` times the number of lots; of many candidates from LP duals."""
    form = round_down_to_fit(search.model.sum_chosen().multiply(sign)).expression
    duals = solve_for_duals(search, form)
    if duals is None:
        return search.solve(form).bound
    window = duals.compute_window(search, form)
    return None if window is None else window.bound
