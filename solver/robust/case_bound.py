"""A bound on the best of a case whose search was stopped, by its linear program with the award."""

from contextlib import suppress
from dataclasses import replace
from fractions import Fraction

from solver.candidate_listing import TooManyLots, list_candidates
from solver.candidate_mip import CandidateMip
from solver.exact.lagrangian_bound import select_unconditional_rows
from solver.exact.reduced_cost_fixing import RelaxationDuals
from solver.model.expressions import round_down_to_fit
from solver.solve_context import SolveContext
from solver.stress.regret import CaseByFirstObjective, CaseOptimum

MOST_RELAXED = 100_000
"""The linear program of more candidates takes too long where time is short."""
LISTING_SECONDS, LP_SECONDS = 2.0, 5.0


def add_relaxation_bound(
    case: CaseByFirstObjective, optimum: CaseOptimum, context: SolveContext
) -> CaseOptimum:
    """The same with a bound by the linear program over the case's lots, where that says more.

    That is where it has none, or where the search left out who wins the lots. Unchanged where that
    takes too long or the objective is no linear one. Raises KeyboardInterrupt on Ctrl-C where the
    context's settings ask for it.
    """
    if optimum.proved or not (optimum.bound is None or leaves_out_award(case)):
        return optimum
    lowest, sign = _bound_by_relaxation(case, context), case.measure.sign
    if lowest is None or (optimum.bound is not None and lowest <= sign * optimum.bound):
        return optimum
    return replace(optimum, bound=sign * lowest, proved=optimum.value == sign * lowest)


def leaves_out_award(case: CaseByFirstObjective) -> bool:
    """Whether the lots must be awarded, and a model of the case says nothing of who wins them."""
    return case.scenario.needs_certificate and case.scenario.prices is None


def _bound_by_relaxation(case: CaseByFirstObjective, context: SolveContext) -> Fraction | None:
    """A signed value that no design of the case is below."""
    from solver.backends.highs_lp import solve_row_duals

    with suppress(TooManyLots):
        candidates = list_candidates(case.scenario, MOST_RELAXED, LISTING_SECONDS)
        mip = CandidateMip(case.scenario, candidates, context) if len(candidates) else None
        if mip is None or not mip.objectives[0].goal.is_linear:
            return None
        if leaves_out_award(case) and int(candidates.eligible_parties.sum()) <= MOST_RELAXED:
            mip.build(carries_award=True)
        goal, search = mip.objectives[0].goal, mip.search
        rounded = round_down_to_fit(goal.express_below(0))
        rows = select_unconditional_rows(search.model)
        duals = solve_row_duals(search.model, rounded.expression, rows, LP_SECONDS)
        if duals is None:
            return None
        window = RelaxationDuals(rows, duals).compute_window(search, rounded.expression)
        if window is not None:
            return -goal.bound_improvement(0, -window.bound * rounded.scale)
    return None
