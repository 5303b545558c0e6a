"""The best design for each number of lots."""

from collections.abc import Iterator

from lotdesign.evaluation import Evaluation
from lotdesign.result.build import evaluate_measures
from lotdesign.result.designs import (
    list_award_ids,
    list_design_routes,
    list_unit_ids,
    write_evaluation_fallbacks,
)
from lotdesign.result.model import BestByLotCount
from lotdesign.scenario.scenario import Scenario
from solver.candidate_mip import build_partition_model
from solver.candidate_solve import solve_candidates
from solver.candidates.table import CandidateTable
from solver.exact.reduced_cost_fixing import solve_for_duals
from solver.exact.search import ModelSearch
from solver.model.expressions import round_down_to_fit
from solver.outcome import SolveOutcome, status_of
from solver.solve_context import SolveContext


def build_rung(scenario: Scenario, count: int, found: SolveOutcome) -> BestByLotCount:
    """The best design with `count` lots, by every measure."""
    if found.design is None:
        return BestByLotCount(lots=count, status=status_of(found))
    ledger = Evaluation(scenario, found.design, found.award, found.fallbacks)
    return BestByLotCount(
        lots=count,
        status=status_of(found),
        design=list_unit_ids(scenario, ledger.design),
        routes=list_design_routes(ledger.design),
        measures=evaluate_measures(ledger),
        award=list_award_ids(ledger),
        withdrawals=write_evaluation_fallbacks(ledger),
    )


MOST_LOTS = 25_000
"""With more lots to choose from than this the ladder is left out."""


def find_best_by_lot_count(
    scenario: Scenario, best: SolveOutcome, means: SolveContext
) -> Iterator[tuple[int, SolveOutcome]]:
    """(number of lots, best design with just so many) for every number that could be.

    The best design of all is also the best with its own number of lots, unless a tolerance is
    taken of an optimum, which may be another among so many lots.

    Numbers near its own come first, and none may take more than half of the time that is left:
    what is far off matters least, and stays open where time ends.
    """
    facts = best.candidates
    if means.is_late or not 0 < len(facts) <= MOST_LOTS:
        return
    low, high = _bound_lot_counts(scenario, facts, means)
    reached = low if best.design is None else len(best.design.lots)
    for count in sorted(range(1, len(scenario.units) + 1), key=lambda count: abs(count - reached)):
        if _is_best_of_all(scenario, best, count):
            yield count, best
        elif not low <= count <= high:
            yield count, _build_empty_outcome(facts, proved=True)
        elif means.is_late:
            yield count, _build_empty_outcome(facts, proved=False)
        else:
            yield count, solve_candidates(scenario, facts, _halve_time_left(means), count)


def _is_best_of_all(scenario: Scenario, best: SolveOutcome, count: int) -> bool:
    given_away = any(objective.tolerance.size for objective in scenario.objectives[:-1])
    if not best.proved or best.design is None or given_away:
        return False
    return len(best.design.lots) == count


def _bound_lot_counts(
    scenario: Scenario, facts: CandidateTable, means: SolveContext
) -> tuple[int, int]:
    """The fewest and the most lots that the model without awards does not rule out."""
    units = len(scenario.units)
    search = ModelSearch(
        means.engine, build_partition_model(facts), means.settings, units, means.deadline
    )
    fewest, most = _bound_lot_count(search, 1), _bound_lot_count(search, -1)
    return (1 if fewest is None else fewest), (units if most is None else -most)


def _bound_lot_count(search: ModelSearch, sign: int) -> int | None:
    """A bound below the number of lots times `sign`, by solving or, of many, by prices."""
    form = round_down_to_fit(search.model.sum_chosen().multiply(sign)).expression
    prices = solve_for_duals(search, form)
    if prices is None:
        return search.solve(form).bound
    view = prices.compute_window(search, form)
    return None if view is None else view.bound


def _halve_time_left(means: SolveContext) -> SolveContext:
    return means if means.seconds_left is None else means.limit_to(means.seconds_left / 2)


def _build_empty_outcome(facts: CandidateTable, proved: bool) -> SolveOutcome:
    return SolveOutcome(
        None, None, (), proved, tie_proved=proved, interrupted=False, candidates=facts
    )
