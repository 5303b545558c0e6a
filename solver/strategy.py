"""Chooses how a scenario is solved.

By the MIP over listed candidates. A few large lots are drawn by tree cuts first; then they are
listed inside the bands that their number fixes, where an estimate says that this can be done, and
recombined otherwise. Fewest cut pairs of few lots are found by column generation along their
borders. Where there are too many lots of any other kind, by large-neighbourhood search with a
bound.
"""

from lotdesign.scenario.scenario import Scenario
from solver.candidate_listing import (
    MAX_CANDIDATES,
    TooManyLots,
    list_candidates,
    prune_route_growth,
)
from solver.candidates.pruning import merge_blocks
from solver.candidates.table import CandidateTable
from solver.column_generation.arithmetic_bounds import bound_fewest_lots
from solver.column_generation.requirements import PartitionRequirements, read_requirements
from solver.cross_check import solve_with_engines
from solver.outcome import SolveOutcome
from solver.solve_context import SolveContext

MANY_UNITS = 150
"""With as many units a first design is found before candidates are listed."""
QUICK_LISTING_SECONDS = 6.0
"""With fewer units too, where listing takes longer than this."""
FIRST_DESIGN_SHARE, FIRST_DESIGN_SECONDS = 0.5, 60.0
"""Share of the time that finding it may take; seconds where there is no time limit."""
LISTING_SHARE = 0.25
"""Share of the time left that listing candidates may take."""
MAX_CANDIDATES_BESIDE_FRONTIERS = 50_000
"""More candidates are not listed where column generation may find the fewest cut pairs."""


FEW_LOTS, UNITS_OF_LARGE_LOT = 16, 5
"""Lots are few and large where the fewest possible are no more than this, with so many units each.
"""

MOST_CUT_LOTS = 48
"""Of as many large lots, where these are not few, a first design is cut along random trees."""
FEW_BLOCKS = 12
"""So many blocks of units are listed whatever their lots."""
MOST_PLAIN_LOTS = 2_000
"""So few lots are listed and chosen among without their bands."""


def solve_by_strategy(scenario: Scenario, context: SolveContext) -> SolveOutcome:
    """The best design, with a bound on the first objective at every size.

    Which way is taken is said in docs/engine.md, "Which way a scenario is solved". Ctrl-C and the
    deadline keep the best so far; Ctrl-C raises KeyboardInterrupt where the context's settings ask
    for it. Raises EngineContradiction where two engines cannot both be right.
    """
    begin_phase = context.progress.begin_phase
    requirements = None if context.choice == "both" else read_requirements(scenario)
    candidates = None
    if chooses_few_large_lots(scenario, context):
        try:
            candidates = list_candidates(scenario, MOST_PLAIN_LOTS)
        except TooManyLots:
            outcome = _solve_few_large_lots(scenario, context)
            if outcome is not None:
                return outcome
    many = len(scenario.units) >= MANY_UNITS
    if candidates is None and not (many or requirements):
        candidates = _list_quickly(scenario, context)
    first = None
    if candidates is None and context.start_design is None and (many or not requirements):
        begin_phase("select", "drawing a first design")
        seconds = context.share_of_time_left(FIRST_DESIGN_SHARE) or FIRST_DESIGN_SECONDS
        first = _draw_first(scenario, context.limit_to(seconds))
        if first.interrupted:
            return first
        context = context.start_from(first.design, first.award)
        begin_phase("candidates", "listing the lots that the rules allow")
    try:
        if candidates is None:
            most = MAX_CANDIDATES_BESIDE_FRONTIERS if requirements else MAX_CANDIDATES
            seconds_left = context.share_of_time_left(LISTING_SHARE)
            candidates = list_candidates(scenario, most, seconds_left)
    except TooManyLots as error:
        if requirements is not None:
            return _solve_fewest_cut_pairs(scenario, requirements, context)
        begin_phase("select", f"{error}: forming lots where they help")
        outcome = _solve_heuristically(scenario, context)
    else:
        begin_phase("select", "choosing among them", candidates.unit_set_count)
        outcome = solve_with_engines(scenario, candidates, context)
    return outcome if first is None else first.merge(outcome)


def _list_quickly(scenario: Scenario, context: SolveContext) -> CandidateTable | None:
    """The candidates, unless listing them takes long."""
    seconds = context.share_of_time_left(LISTING_SHARE)
    seconds = QUICK_LISTING_SECONDS if seconds is None else min(QUICK_LISTING_SECONDS, seconds)
    try:
        return list_candidates(scenario, MAX_CANDIDATES, seconds)
    except TooManyLots:
        return None


def chooses_few_large_lots(scenario: Scenario, context: SolveContext) -> bool:
    """Whether the scenario is one of few, large lots that are not found along their borders."""
    requirements = None if context.choice == "both" else read_requirements(scenario)
    return requirements is None and _has_large_lots(scenario, FEW_LOTS)


def _has_large_lots(scenario: Scenario, most: int) -> bool:
    """Whether up to so many lots of many units will do, all let to providers.

    Few blocks of units are listed at once whatever their lots; and so are connected lots that may
    hold a divided unit whole, since growth inside bands does not know these.
    """
    if scenario.routes.offered != ("external",):
        return False
    fewest = bound_fewest_lots(scenario)
    if fewest > most or len(scenario.units) < UNITS_OF_LARGE_LOT * fewest:
        return False
    pruning = prune_route_growth(scenario, "external")
    blocks = merge_blocks(pruning.blocks, len(scenario.units))
    return len(blocks) > FEW_BLOCKS and not (pruning.connected and scenario.divided)


def _draw_first(scenario: Scenario, context: SolveContext) -> SolveOutcome:
    """A first design: of large lots by tree cuts, of others area by area."""
    if _has_large_lots(scenario, MOST_CUT_LOTS):
        from solver.lot_bands.run import cut_first_design

        drawn = cut_first_design(scenario, context.use_solving_engine())
        if drawn is not None and (drawn.design is not None or drawn.interrupted):
            return drawn
    return _solve_heuristically(scenario, context, soon=True)


def _solve_few_large_lots(scenario: Scenario, context: SolveContext) -> SolveOutcome | None:
    """The best design of few lots inside their bands; None where they are listed as any others."""
    from solver.lot_bands.run import solve_few_large_lots

    return solve_few_large_lots(scenario, context.use_solving_engine())


def _solve_fewest_cut_pairs(
    scenario: Scenario, requirements: PartitionRequirements, context: SolveContext
) -> SolveOutcome:
    """The best design of a few large lots, found along their borders; else by neighbourhoods."""
    from solver.column_generation.frontier_search import solve_by_frontier
    from solver.lot_bands.run import solve_few_large_lots

    begin_phase = context.progress.begin_phase
    begin_phase("select", "too many lots to list: building them along their borders")
    solving = context.use_solving_engine()
    outcome = solve_few_large_lots(scenario, solving, requirements)
    if outcome is None:
        found = solve_by_frontier(scenario, requirements, solving)
        outcome = None if found is None else found.attribute_to(solving.engine)
    if outcome is not None:
        return outcome
    begin_phase("select", "borders are too long: forming lots where they help")
    return _solve_heuristically(scenario, context)


def _solve_heuristically(
    scenario: Scenario, context: SolveContext, soon: bool = False
) -> SolveOutcome:
    """A good design by large-neighbourhood search; with `soon` the first one that is found."""
    from solver.heuristics.run import solve_heuristically

    context = context.use_solving_engine()
    return solve_heuristically(scenario, context, soon).attribute_to(context.engine)
