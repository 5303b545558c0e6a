"""What each lot takes of each service in each place."""

from collections.abc import Sequence

import numpy as np

from lotdesign.money.pools import cells_of
from solver.facts.lots import Ints
from solver.facts.services import held_by, shared_out, weights_by
from solver.facts.table import Facts

CHUNK = 10_000
"""Lots that are worked out at a time, for their cells together would take much memory."""


def paid_by_column(facts: Facts, columns: Sequence[int]) -> Ints:
    """N x Y x C pence: what is paid, summed over the cells of each column.

    `columns` has for each cell the number of its column, from 0 to C - 1.
    """
    place = {cell: i for i, cell in enumerate(cells_of(facts.scenario))}
    kinds = [place[unit.service, unit.locality] for unit in facts.scenario.units]
    into = np.zeros((len(columns), max(columns) + 1), dtype=np.int64)
    into[np.arange(len(columns)), columns] = 1
    found = np.zeros((*facts.paid.shape, into.shape[1]), dtype=np.int64)
    for start in range(0, len(facts), CHUNK):
        some = np.arange(start, min(start + CHUNK, len(facts)))
        lots = facts.lots.taken(some)
        weights = weights_by(facts.scenario, lots, kinds)
        found[some] = shared_out(facts.paid[some], weights, held_by(lots, kinds)) @ into
    return found
