"""Lots of the incumbent with their winners, and the candidates of a region around them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from random import Random

import numpy as np

from lotdesign.design import Lot
from solver.arrays import Flags, group_positions
from solver.candidates.table import CandidateTable

MAX_REGION_CANDIDATES = 6_000
"""The most candidates of a region that are kept."""
RATIO_PERTURBATION = 0.02
"""The largest random part that is added to a candidate's ratio of cost to gross value."""


@dataclass(frozen=True, slots=True)
class IncumbentLot:
    """A chosen candidate: its lot, and its winner where candidates name winners."""

    lot: Lot
    winner: int | None


def list_incumbent_lots(candidates: CandidateTable, positions: Iterable[int]) -> list[IncumbentLot]:
    """The candidates at these positions as incumbent lots."""
    winners = candidates.winners
    return [
        IncumbentLot(candidates.get_lot(i), None if winners is None else int(winners[i]))
        for i in positions
    ]


def flag_incumbent(candidates: CandidateTable, lots: Sequence[IncumbentLot]) -> Flags:
    """(N,): which candidates are among these lots, winners included."""
    wanted = set(lots)
    first_units = candidates.lots.units[candidates.lots.starts[:-1]]
    likely = np.isin(first_units, [each.lot.units[0] for each in lots])
    likely &= np.isin(candidates.lots.sizes, [len(each.lot.units) for each in lots])
    positions = np.flatnonzero(likely).tolist()
    flags: Flags = np.zeros(len(candidates), dtype=np.bool_)
    for i, each in zip(positions, list_incumbent_lots(candidates, positions), strict=True):
        flags[i] = each in wanted
    return flags


def flag_inside(candidates: CandidateTable, region: frozenset[int]) -> Flags:
    """(N,): which candidates lie in the region, where each lies wholly inside or outside."""
    inside = np.zeros(len(candidates.scenario.units), dtype=np.bool_)
    inside[list(region)] = True
    flags: Flags = inside[candidates.lots.units[candidates.lots.starts[:-1]]]
    return flags


def thin_candidates(
    candidates: CandidateTable,
    region: frozenset[int],
    random: Random,
    kept: Flags,
    most: int = MAX_REGION_CANDIDATES,
) -> CandidateTable:
    """Drops candidates of the region that are dear for their gross value, slightly perturbed.

    Each unit of the region keeps equally many, about `most` in all. Candidates marked in `kept`,
    (N,), stay, and so do all outside the region.
    """
    inside = flag_inside(candidates, region)
    if int(inside.sum()) <= most:
        return candidates
    noise = np.random.default_rng(random.randrange(2**32)).random(len(candidates))
    gross = np.maximum(1, candidates.gross.sum(axis=1))
    ratio = candidates.cost.sum(axis=1) / gross * (1 + RATIO_PERTURBATION * noise)
    holders = group_positions(candidates.lots.units, len(candidates.scenario.units))
    keep, owners = ~inside | kept, candidates.lots.owners
    for unit in sorted(region):
        lots = owners[holders[unit]]
        keep[lots[np.argsort(ratio[lots], kind="stable")[: most // len(region)]]] = True
    return candidates.filter(keep)
