"""The best of a case in a tight market: with who wins the lots in the model from the beginning."""

from solver.candidate_listing import TooManyLots, list_candidates
from solver.candidate_mip import CandidateMip
from solver.robust.case_bound import leaves_out_award
from solver.solve_context import SolveContext
from solver.stress.regret import CaseByFirstObjective, CaseOptimum

MOST_AWARD_VARIABLES = 100_000
"""With more ways to win a lot the case is solved as any other."""


def find_best_with_award(case: CaseByFirstObjective, context: SolveContext) -> CaseOptimum:
    """The best of the case that is found until the deadline, and a bound.

    A case whose lots need not be awarded is solved as any other, as are those with prices. Raises
    KeyboardInterrupt on Ctrl-C where the context's settings ask for it.
    """
    if not leaves_out_award(case):
        return case.find_best(context)
    try:
        candidates = list_candidates(case.scenario)
    except TooManyLots:
        return case.find_best(context)
    if not len(candidates) or int(candidates.eligible_parties.sum()) > MOST_AWARD_VARIABLES:
        return case.find_best(context)
    mip = CandidateMip(case.scenario, candidates, context.use_solving_engine())
    mip.build(carries_award=True)
    found = mip.optimise(ties=False)
    if not found.reached or found.solution is None:
        return CaseOptimum(None, None, found.proved and found.solution is None)
    best = found.reached[0]
    return CaseOptimum(best.value, best.bound, best.proved, mip.read_design(found.solution))
