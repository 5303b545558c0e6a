"""How far two designs lie apart.

Counted are the pairs of units that are together in one and not in the other, and the units that
are delivered by another route.
"""

import numpy as np

from lotdesign.design import ROUTES, Design
from solver.facts.lots import Ints
from solver.facts.offers import EXTERNAL
from solver.facts.pairs import differing, differing_pairs
from solver.facts.table import Facts


def apart(one: Design, other: Design) -> int:
    """How far two designs of the same units lie apart."""
    return differing(one.labels, other.labels) + rerouted(one, other)


def rerouted(one: Design, other: Design) -> int:
    """How many units are delivered by another route."""
    return int((_routes(one) != _routes(other)).sum())


def apart_from(facts: Facts, design: Design) -> tuple[Ints, int]:
    """(weights, constant): how far a design of these N candidates lies from another.

    The constant and the weights of its candidates add up to that.
    """
    weights, constant = differing_pairs(facts.lots, design.labels)
    others = (_routes(design)[:, None] != np.arange(len(ROUTES))).astype(np.int64)
    routes = EXTERNAL if facts.routes is None else facts.routes
    return weights + facts.lots.sums(others)[np.arange(len(facts)), routes], constant


def _routes(design: Design) -> Ints:
    """The route of each unit, as a position in ROUTES."""
    routes = {unit: ROUTES.index(lot.route) for lot in design.lots for unit in lot.units}
    return np.array([routes[unit] for unit in range(len(routes))], dtype=np.int64)
