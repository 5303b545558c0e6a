"""Every award of a design, tried one after the other: whether some award will do.

Plain: the lot with the fewest takers first, each taker in turn, nobody beyond what it can take.
Nothing is shared with the solver's search.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from lotdesign.design import Award
from lotdesign.evaluation import Evaluation
from lotdesign.market.certificate import find_remaining_parties

MOST_STEPS = 100_000
"""Lots that are given to somebody while one design is looked at, at most."""


class TooManyAwards(Exception):
    """There are more awards than the checker tries."""


@dataclass
class _Room:
    """What is left to each provider and party while lots are given out; None for no limit."""

    value: list[Fraction | None]
    lots: list[int | None]
    staff: list[Fraction | None]
    share: list[Fraction | None]
    taken: set[int] = field(default_factory=set)


def find_awards(evaluation: Evaluation, gone: int | None = None) -> Iterator[Award]:
    """Every award within what all can take, by the caps of the award rules; one of all alike.

    Without the provider `gone` and its consortia. Parties that are interchangeable are taken in
    their order. Whether an award keeps every rule is for the caller to judge. Raises TooManyAwards.
    """
    scenario = evaluation.scenario
    left = None if gone is None else set(find_remaining_parties(scenario, gone))
    able = {
        lot: [p for p in evaluation.eligible_parties[lot] if left is None or p in left]
        for lot in evaluation.external_lots
    }
    order = sorted(able, key=lambda lot: (len(able[lot]), lot))
    room = _measure_room(evaluation)
    before = _list_copies_before(evaluation, left)
    winners: list[int | None] = [None] * len(evaluation.design.lots)
    staff = [
        sum((scenario.units[u].tupe_fte for u in lot.units), Fraction(0))
        for lot in evaluation.design.lots
    ]
    steps = 0

    def place(depth: int) -> Iterator[Award]:
        nonlocal steps
        if depth == len(order):
            yield tuple(winners)
            return
        lot = order[depth]
        for party in able[lot]:
            if before.get(party, party) != party and before[party] not in room.taken:
                continue
            steps += 1
            if steps > MOST_STEPS:
                raise TooManyAwards
            fits = _take(evaluation, room, party, lot, staff[lot], 1)
            first = party not in room.taken
            room.taken.add(party)
            winners[lot] = party
            if fits:
                yield from place(depth + 1)
            winners[lot] = None
            if first:
                room.taken.discard(party)
            _take(evaluation, room, party, lot, staff[lot], -1)

    yield from place(0)


def _list_copies_before(evaluation: Evaluation, left: Collection[int] | None) -> dict[int, int]:
    """For each party that has one, the interchangeable party that is used before it."""
    before: dict[int, int] = {}
    for alike in evaluation.scenario.interchangeable_parties.values():
        there = [p for p in alike if left is None or p in left]
        before |= dict(zip(there[1:], there, strict=False))
    return before


def _measure_room(evaluation: Evaluation) -> _Room:
    scenario = evaluation.scenario
    providers = scenario.providers or ()
    caps = [rule.provider_lot_cap for rule in scenario.award_rules]
    shares = [rule.party_share_cap for rule in scenario.award_rules]
    most = [share * evaluation.total_value for share in shares if share is not None]
    return _Room(
        [None if p.capacity is None else Fraction(p.capacity) for p in providers],
        [
            min((cap for cap in (p.max_lots, *caps) if cap is not None), default=None)
            for p in providers
        ],
        [None if p.tupe_limit is None else Fraction(p.tupe_limit) for p in providers],
        [min(most, default=None)] * len(scenario.parties),
    )


def _take(
    evaluation: Evaluation, room: _Room, party: int, lot: int, staff: Fraction, times: int
) -> bool:
    """Give a lot to a party, or take it back (-1); whether everybody still keeps its limits."""
    value, fits = evaluation.values[lot], True
    for provider, share in evaluation.scenario.party_shares[party]:
        for rooms, amount in (
            (room.value, share * value),
            (room.lots, 1),
            (room.staff, share * staff),
        ):
            fits = _subtract(rooms, provider, times * amount) and fits
    return _subtract(room.share, party, times * value) and fits


def _subtract(rooms: list[Any], position: int, amount: Fraction | int) -> bool:
    left = rooms[position]
    if left is None:
        return True
    rooms[position] = left - amount
    return bool(rooms[position] >= 0)
