"""How many units stay together when each lot follows one of today's contracts, at best."""

import numpy as np

from solver.atlas.designs import Designs
from solver.facts.lots import Ints

CELLS = 20_000_000
"""Entries of the tables that are filled in one go."""


def most_kept(designs: Designs, overlaps: Ints, sizes: Ints) -> Ints:
    """For each design the greatest one-to-one overlap of its lots with the contracts.

    `overlaps` is N x contracts: the units that a lot and a contract share; `sizes` are the units
    of each contract. Lots are matched one after the other, the best total known for every set of
    contracts that are taken (a dynamic program as of Held and Karp). For a contract of one unit
    nobody competes, so only those of several are in the sets.
    """
    single = sizes == 1
    alone = overlaps[:, single].max(axis=1, initial=0)
    wanted = overlaps[:, ~single]
    sets = 1 << wanted.shape[1]
    kept = np.zeros(len(designs), dtype=np.int64)
    height = max(1, CELLS // sets)
    for start in range(0, len(designs), height):
        stop = min(start + height, len(designs))
        kept[start:stop] = _matched(designs, start, stop, alone, wanted)
    return kept


def _matched(designs: Designs, start: int, stop: int, alone: Ints, wanted: Ints) -> Ints:
    """`most_kept` of the designs from `start` to `stop`."""
    contracts = wanted.shape[1]
    counts = designs.counts[start:stop]
    best = np.zeros((1 << contracts, stop - start), dtype=np.int16)
    narrow_alone, narrow = alone.astype(np.int16), wanted.astype(np.int16)
    for place in range(int(counts.max(initial=0))):
        here = np.flatnonzero(counts > place)
        lots = designs.members[designs.starts[start:stop][here] + place]
        before = best[:, here]
        after = before + narrow_alone[lots]
        for contract in range(contracts):
            bit = 1 << contract
            gain = narrow[lots, contract]
            taken = [s for s in range(1 << contracts) if s & bit]
            left = [s ^ bit for s in taken]
            after[taken] = np.maximum(after[taken], before[left] + gain)
        best[:, here] = after
    found: Ints = best.max(axis=0).astype(np.int64)
    return found
