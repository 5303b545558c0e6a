"""Solves few, large lots: first designs by tree cuts, then lists inside bands or recombination."""

from collections.abc import Callable
from math import inf

from lotdesign.scenario.scenario import Scenario
from lotdesign.words import format_count
from solver.backends.native_calls import Interrupted
from solver.candidate_listing import TooManyLots
from solver.column_generation.requirements import PartitionRequirements
from solver.lot_bands.award_bounds import limits_winners_by_capacity
from solver.lot_bands.band_listing import MOST_BAND_LOTS, BandListing
from solver.lot_bands.bands import LotBands
from solver.lot_bands.growth_graph import build_growth_graph
from solver.lot_bands.place_bounds import price_along_borders, raise_bounds_by_place
from solver.lot_bands.search import LargeLotSearch
from solver.lot_bands.second_aim import SecondAimSearch
from solver.lot_bands.size_estimate import estimate_lot_count
from solver.lot_bands.solve import solve_in_bands
from solver.outcome import SolveOutcome
from solver.solve_context import SolveContext

BEFORE_LISTING_SECONDS = 1.0
"""Seconds of recombination before lots are listed: a good design needs fewer of them."""

MOST_PRICED_BAND_LOTS = 20_000
"""With prices a lot is listed with every winner.

Of more lots than this, and of more units than `FEW_UNITS`, the list takes gigabytes, and its
bound is weaker than that of relaxed lots: 32 units in 4 lots end 0.17 % apart in a minute by a list
of 82,529 lots, and 0.008 % without it. 20 units are proved in 3 s out of 234,000 lots.
"""
MOST_AWARDED_LOTS = 400_000
"""Where only capacities limit winners, bounds leave few lots before winners are listed."""
FEW_UNITS = 24
"""Priced lots of so few units are listed, however many they are."""

BEFORE_RELAXING_SHARE, BEFORE_RELAXING_SECONDS = 0.1, 5.0
"""Share of the time left for recombination before lots are relaxed; seconds without a time limit.
"""


def solve_few_large_lots(
    scenario: Scenario,
    context: SolveContext,
    requirements: PartitionRequirements | None = None,
) -> SolveOutcome | None:
    """The best design found, with its proof or a bound; None where lots are listed as any others.

    Says in the run's events which way it goes and why. Where the fewest cut pairs are the aim and
    `requirements` say all that the rules ask for, column generation comes before any list. Ctrl-C
    keeps the best so far, or raises KeyboardInterrupt if the context's settings say so.
    """
    return _search(scenario, context, lambda search: _solve(search, requirements))


def cut_first_design(scenario: Scenario, context: SolveContext) -> SolveOutcome | None:
    """A first design by tree cuts, with a bound; None without any. Ctrl-C as in a whole solve."""

    def draw(search: LargeLotSearch) -> SolveOutcome | None:
        search.find_first()
        return search.best

    return _search(scenario, context, draw)


def _search(
    scenario: Scenario,
    context: SolveContext,
    run: Callable[[LargeLotSearch], SolveOutcome | None],
) -> SolveOutcome | None:
    """What a search yields, or its best where Ctrl-C ends it; None where lots need other ways."""
    if build_growth_graph(scenario, LotBands(len(scenario.units), ())) is None:
        return None
    listing = BandListing.begin(scenario, context)
    if listing is None:
        return None
    search = LargeLotSearch(listing, context)
    try:
        return run(search)
    except (KeyboardInterrupt, Interrupted):  # between two calls of an engine
        if context.settings.raise_on_interrupt:
            raise KeyboardInterrupt from None
        return search.interrupt()


def _solve(
    search: LargeLotSearch, requirements: PartitionRequirements | None
) -> SolveOutcome | None:
    context, listing = search.context, search.listing
    begin_phase = context.progress.begin_phase
    begin_phase("select", "cutting the map into lots along random trees")
    search.find_first()
    search.sharpen_bounds()
    if requirements is not None:
        price_along_borders(search, requirements)
    elif search.best is not None:
        search.improve(BEFORE_LISTING_SECONDS)
    if search.best is not None:
        if search.best.proved or search.best.interrupted:
            return search.best
        context = context.start_from(search.best.design, search.best.award)
    expected = _estimate_needed_lots(listing, search)
    many = format_count(round(expected), "lot")
    most = _count_most_listed(listing.scenario)
    if expected <= most:
        begin_phase("candidates", f"about {many} inside the bands: listing them")
        try:
            outcome = solve_in_bands(listing, context)
        except TooManyLots as error:
            begin_phase("select", f"{error}: recombining lots")
        else:
            return outcome if search.best is None else search.best.merge(outcome)
    else:
        begin_phase("select", f"about {many} inside the bands, too many to list: recombining")
    raise_bounds_by_place(search)
    search.raise_bounds_by_market()
    search.improve(context.share_of_time_left(BEFORE_RELAXING_SHARE) or BEFORE_RELAXING_SECONDS)
    search.raise_bounds_by_relaxation()
    search.improve_beside_columns()
    SecondAimSearch(search).run()
    return search.best


def _count_most_listed(scenario: Scenario) -> int:
    """The most lots that are listed."""
    if scenario.prices is None or len(scenario.units) <= FEW_UNITS:
        return MOST_BAND_LOTS
    return MOST_AWARDED_LOTS if limits_winners_by_capacity(scenario) else MOST_PRICED_BAND_LOTS


def _estimate_needed_lots(listing: BandListing, search: LargeLotSearch) -> float:
    """About how many lots must be listed to prove the best; infinite where they are too many."""
    best = None if search.best is None else search.best.reached[0]
    total = 0.0
    for bound, bands in listing.unlisted:
        if best is not None and bound is not None and bound > best.measure.sign * best.value:
            continue
        graph = build_growth_graph(listing.scenario, bands)
        if graph is None:
            return inf
        total += estimate_lot_count(graph, listing.context.settings.seed, MOST_BAND_LOTS)
        if total > MOST_BAND_LOTS:
            return total
    return total
