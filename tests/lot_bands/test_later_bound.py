"""The bound on cut pairs as a later aim: never above what the best cuts, and met on a map."""

from lotdesign.design import build_external_design
from solver.lot_bands.bands import list_lot_bands
from solver.lot_bands.later_bound import bound_cut_pairs
from solver.solve_context import SolveContext
from tests import brute
from tests.lot_bands.test_bands import KINDS, map_of
from tests.solve.loading import drawn, loaded
from tests.strategies import scenarios

AIMS = [{"measure": "whole_life_cost"}, {"measure": "cut_neighbours"}]


def test_no_bound_on_cut_pairs_is_above_the_best_design() -> None:
    """Drawn scenarios with rules about providers, which the bound leaves out."""
    compared = met = 0
    strategy = scenarios(kinds=(*KINDS, "award", "bidders"), max_units=6, routes=False)
    for drawing in drawn(strategy, 90, start=74_000):
        doc = drawing | {"objective": AIMS}
        scenario, best = loaded(doc), brute.solve(doc)
        if not best.lots or scenario.routes.offered != ("external",):
            continue
        (bands,) = (b for b in list_lot_bands(scenario) if b.count == len(best.lots))
        everything = build_external_design([range(len(scenario.units))])
        answer = bound_cut_pairs(scenario, 1, bands, everything, SolveContext())
        if answer is not None:
            compared += 1
            met += answer.bound == best.optima[1]
            assert answer.bound <= best.optima[1]
    assert compared > 10
    assert met


def test_four_quarters_of_a_square_cut_eight_pairs() -> None:
    """Sixteen places in a square, four lots of four: two straight cuts are the fewest."""
    scenario = map_of(
        16,
        {"id": "n", "kind": "lot_count", "min": 4, "max": 4},
        {"id": "s", "kind": "lot_size", "min": 4, "max": 4},
        objective=AIMS,
    )
    (bands,) = list_lot_bands(scenario)
    everything = build_external_design([range(16)])
    answer = bound_cut_pairs(scenario, 1, bands, everything, SolveContext())
    assert answer is not None
    assert answer.bound == 8
    assert bound_cut_pairs(scenario, 0, bands, everything, SolveContext()) is None
