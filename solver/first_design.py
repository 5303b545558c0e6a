"""Any design, found apart from the search for the best one: something to look at meanwhile."""

from dataclasses import replace

from lotdesign.design import Award, Design
from lotdesign.scenario.scenario import Scenario
from solver.candidate_listing import TooManyLots, list_candidates
from solver.candidate_mip import CandidateMip, read_design_and_award
from solver.heuristics.run import solve_heuristically
from solver.solve_context import SolveContext

MOST_LISTED_LOTS = 100_000
"""With more possible lots than this they are not listed for a first design."""


def draw_first_design(
    scenario: Scenario, context: SolveContext
) -> tuple[Design, Award | None] | None:
    """A design, with who wins its lots where that is known; None where none was found in time.

    First by the construction of the large-neighbourhood search, which needs no list of lots; then
    by any solution of the MIP over listed candidates. From any thread.
    """
    context = replace(context, tell=None).use_engine("cp-sat")
    found = solve_heuristically(scenario, context, soon=True)
    if found.design is not None:
        return found.design, found.award
    try:
        candidates = list_candidates(scenario, MOST_LISTED_LOTS, context.seconds_left)
    except TooManyLots:
        return None
    mip = CandidateMip(scenario, candidates, context)
    outcome = mip.find_any()
    if outcome.solution is None:
        return None
    return read_design_and_award(mip.candidates, outcome.solution)
