"""Lots of the incumbent with their winners, and the candidates of a region around them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from random import Random

import numpy as np

from lotdesign.design import Lot
from solver.arrays import Flags, group_positions
from solver.candidates.table import CandidateTable

MAX_REGION_CANDIDATES = 6_000
"""So many candidates of a region are looked at."""
RATIO_PERTURBATION = 0.02
"""By how much luck changes what a candidate seems to cost when some are picked."""


@dataclass(frozen=True, slots=True)
class IncumbentLot:
    """A chosen candidate: its lot, and who wins it where candidates name winners."""

    lot: Lot
    winner: int | None


def list_incumbent_lots(facts: CandidateTable, candidates: Iterable[int]) -> list[IncumbentLot]:
    """These candidates as pieces."""
    return [
        IncumbentLot(facts.get_lot(i), None if facts.winners is None else int(facts.winners[i]))
        for i in candidates
    ]


def flag_incumbent(facts: CandidateTable, pieces: Sequence[IncumbentLot]) -> Flags:
    """Which candidates are among the pieces."""
    wanted = set(pieces)
    firsts = np.isin(facts.lots.units[facts.lots.starts[:-1]], [p.lot.units[0] for p in pieces])
    likely = np.flatnonzero(firsts & np.isin(facts.lots.sizes, [len(p.lot.units) for p in pieces]))
    flags: Flags = np.zeros(len(facts), dtype=np.bool_)
    for piece, i in zip(list_incumbent_lots(facts, likely.tolist()), likely.tolist(), strict=True):
        flags[i] = piece in wanted
    return flags


def flag_inside(facts: CandidateTable, region: frozenset[int]) -> Flags:
    """Which candidates begin in a region, where each lies in it or outside."""
    held = np.zeros(len(facts.scenario.units), dtype=np.bool_)
    held[list(region)] = True
    flags: Flags = held[facts.lots.units[facts.lots.starts[:-1]]]
    return flags


def thin_candidates(
    facts: CandidateTable,
    region: frozenset[int],
    draw: Random,
    own: Flags,
    most: int = MAX_REGION_CANDIDATES,
) -> CandidateTable:
    """Fewer candidates of a region, those that cost least for what they hold, with luck.

    Each unit of the region keeps as many. Its `own` stay, and whatever lies outside.
    """
    here = flag_inside(facts, region)
    if int(here.sum()) <= most:
        return facts
    luck = np.random.default_rng(draw.randrange(2**32)).random(len(facts))
    ratio = (
        facts.cost.sum(axis=1)
        / np.maximum(1, facts.gross.sum(axis=1))
        * (1 + RATIO_PERTURBATION * luck)
    )
    holders = group_positions(facts.lots.units, len(facts.scenario.units))
    keep, owners = ~here | own, facts.lots.owners
    for unit in sorted(region):
        lots = owners[holders[unit]]
        keep[lots[np.argsort(ratio[lots], kind="stable")[: most // len(region)]]] = True
    return facts.filter(keep)
