"""Estimates how many lots there are inside the bands, without listing them.

Growth runs on a random sample of its states, each of which stands for several (stratified sampling
of a search tree: Knuth, Mathematics of Computation 29, 1975; Chen, SIAM Journal on Computing 21,
1992).
"""

import numpy as np

from solver.lot_bands.band_growth import BandGrowth, GrowthStates
from solver.lot_bands.growth_graph import GrowthGraph
from solver.lot_bands.masks import is_empty

SAMPLE = 1_500
"""States that are kept of each step."""


def estimate_lot_count(graph: GrowthGraph, seed: int, most: int) -> float:
    """About how many lots there are; ends early once that is far above `most`."""
    growth, draw = BandGrowth(graph), np.random.default_rng(seed)
    states = growth.list_hopeful_seeds()
    weight, found = 1.0, float(growth.select_lots(states).shape[1])
    while len(states) and found < 10 * most:
        states = states.select(~is_empty(states.frontier))
        if len(states) > SAMPLE:
            weight *= len(states) / SAMPLE
            states = states.select(draw.choice(len(states), SAMPLE, replace=False))
        if not len(states):
            break
        taken, passed = growth.grow(states)
        found += weight * growth.select_lots(taken).shape[1]
        states = GrowthStates.join((taken, passed))
    return found
