"""Which part of each lot's money belongs to which service."""

import numpy as np

from lotdesign.scenario.scenario import Scenario
from solver.facts.exact import SAFE, largest
from solver.facts.lots import Flags, Ints, Lots


def by_service(scenario: Scenario, lots: Lots) -> Ints:
    """Weights N x Y x S: gross value by service, or budgets where a lot's year is worth 0."""
    units = scenario.units
    place = {service: s for s, service in enumerate(scenario.services)}
    weights = np.zeros((len(units), scenario.years, len(place)), dtype=np.int64)
    budgets = np.zeros_like(weights)
    for u, unit in enumerate(units):
        weights[u, :, place[unit.service]] = unit.gross
        budgets[u, :, place[unit.service]] = unit.budget
    found, instead = lots.sums(weights), lots.sums(budgets)
    return np.where(found.any(axis=2, keepdims=True), found, instead)


def held_services(scenario: Scenario, lots: Lots) -> Ints:
    """N x S: how many units of each service a lot holds."""
    marks = [[unit.service == s for s in scenario.services] for unit in scenario.units]
    return lots.sums(np.array(marks, dtype=np.int64))


def shared_out(amounts: Ints, weights: Ints, held: Ints) -> Ints:
    """Each of the N x Y amounts split among its S services by largest remainder.

    `weights` is N x Y x S; where all are 0 the services that the lot holds (`held`, N x S)
    share equally. Ties go to the earlier service.
    """
    equal: Flags = np.asarray(~weights.any(axis=2))
    weights = np.where(equal[..., None], held[:, None, :] > 0, weights).astype(np.int64)
    size = np.abs(amounts)[..., None]
    if largest(size) * max(1, largest(weights)) >= SAFE:
        size, weights = size.astype(object), weights.astype(object)
    total = weights.sum(axis=2, keepdims=True)
    shares, remainders = size * weights // total, size * weights % total
    left = (size - shares.sum(axis=2, keepdims=True)).astype(np.int64)
    order = np.argsort(-remainders, axis=2, kind="stable")
    rank = np.argsort(order, axis=2, kind="stable")
    shares = (shares + (rank < left)).astype(np.int64)
    signed: Ints = np.where(amounts[..., None] < 0, -shares, shares)
    return signed
