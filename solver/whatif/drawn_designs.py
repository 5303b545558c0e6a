"""Designs drawn by cutting the map along random trees, where that is quicker than a search.

They only show that a design is possible; where none is drawn nothing follows.
"""

from collections.abc import Iterator
from functools import reduce
from operator import or_
from random import Random

from lotdesign.design import Design, build_external_design
from lotdesign.scenario.scenario import Scenario
from solver.bitsets import iterate_bits
from solver.lot_bands.bands import list_lot_bands
from solver.lot_bands.growth_graph import build_growth_graph
from solver.lot_bands.tree_cuts import TreeCutter

FEWEST_UNITS, MOST_UNITS = 12, 400
"""With fewer units a search is as quick; with more, drawing for each number of lots takes long."""
MOST_NUMBERS = 16
"""Numbers of lots for which designs are drawn, the smallest ones."""
ROUNDS = 4
"""Designs that are drawn of each number of lots."""


def draw_designs(scenario: Scenario) -> Iterator[Design]:
    """Yields designs of external lots inside the bands of their number; none at other sizes."""
    units = len(scenario.units)
    if scenario.routes.offered != ("external",) or not FEWEST_UNITS <= units <= MOST_UNITS:
        return
    random = Random(0)
    graphs = (
        build_growth_graph(scenario, each) for each in list_lot_bands(scenario)[:MOST_NUMBERS]
    )
    cutters = [TreeCutter(graph, random) for graph in graphs if graph is not None]
    for cutter in cutters * ROUNDS:
        lots = cutter.draw_partition()
        if lots is not None:
            blocks = cutter.graph.blocks
            yield build_external_design(
                sorted(reduce(or_, (blocks[b] for b in iterate_bits(lot)))) for lot in lots
            )
