"""Lists all that may be lots of a design, for the checker: sets of units grown one by one.

Plain and slow, and apart from the solver. What is listed may hold lots that a rule forbids, never
the reverse: a lot that keeps all rules is always there. Whoever uses the list judges the lots that
matter.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import lcm

from lotdesign.money.value_bounds import list_value_ceilings, list_value_floors
from lotdesign.rules.contiguous import find_joined_localities
from lotdesign.scenario.lot_limits import AmountBand
from lotdesign.scenario.scenario import Scenario
from lotdesign.verify.impossibility import join_blocks, list_bands

MOST_GROWN = 3_000_000
"""Sets of units that are looked at, at most."""


class TooManyLotsToCheck(Exception):
    """There are more sets of units than the checker lists."""


@dataclass(frozen=True)
class BlockBand:
    """A band in whole numbers: every block adds at least `floor` and at most `ceiling`.

    Lots with a block of `concerned`, a bit set, hold `least` to `most`; None for no end.
    """

    floor: tuple[int, ...]
    ceiling: tuple[int, ...]
    least: int
    most: int | None
    concerned: int


def list_possible_lots(scenario: Scenario, lots: int | None) -> Iterator[tuple[int, ...]]:
    """The units, ascending, of all that may be a lot where there are so many; None: any number.

    Raises TooManyLotsToCheck.
    """
    growth = LotGrowth(scenario, lots)
    for blocks in growth.grow():
        units = (u for b in _list_bits(blocks) for u in growth.blocks[b])
        yield tuple(sorted(units))


@dataclass(frozen=True)
class LotGrowth:
    """Blocks of units that share a lot, what may join them, and the bands that lots keep.

    Sets of blocks are bit sets.
    """

    scenario: Scenario
    lots: int | None

    @cached_property
    def blocks(self) -> tuple[tuple[int, ...], ...]:
        """The units of each block, in the order of their first units."""
        blocks = join_blocks(self.scenario)
        return tuple(sorted(tuple(sorted(block)) for block in blocks if block))

    @cached_property
    def everything(self) -> int:
        """All blocks."""
        return (1 << len(self.blocks)) - 1

    @cached_property
    def touching(self) -> tuple[int, ...]:
        """For each block those that can be added to a lot with it.

        All of them, unless every lot must connect; then those that touch it, and those that may
        count as authority-wide, which touch all.
        """
        scenario = self.scenario
        if not self.must_connect:
            return (self.everything,) * len(self.blocks)
        parted = frozenset[int]().union(*scenario.divided.values())
        wide = [
            any(u in parted or not scenario.units[u].locality for u in block)
            for block in self.blocks
        ]
        around = find_joined_localities(scenario)
        places = [{scenario.units[u].locality for u in block} - {""} for block in self.blocks]
        reached = [frozenset[str]().union(*(around[place] for place in each)) for each in places]
        return tuple(
            sum(
                1 << other
                for other in range(len(self.blocks))
                if wide[block] or wide[other] or reached[block] & places[other]
            )
            for block in range(len(self.blocks))
        )

    @cached_property
    def must_connect(self) -> bool:
        """Whether a rule asks every lot to be one connected area."""
        return any(
            rule.connects_lots and rule.concerns_every_lot(self.scenario)
            for rule in self.scenario.active_rules
        )

    @cached_property
    def excluded(self) -> tuple[int, ...]:
        """For each block those that never share a lot with it; itself where its units may not."""
        everyone = frozenset(range(len(self.scenario.units)))
        splits = [rule.split_units(self.scenario, everyone) for rule in self.scenario.active_rules]
        barred = [0] * len(self.blocks)
        for split in splits:
            if split is None:
                continue
            for one, block in enumerate(self.blocks):
                for other, beside in enumerate(self.blocks):
                    if any(
                        split.labels[u] != split.labels[v]
                        for u in block
                        for v in beside
                        if u in split.labels
                        and v in split.labels
                        and (u in split.binding or v in split.binding)
                    ):
                        barred[one] |= 1 << other
        return tuple(barred)

    @cached_property
    def bands(self) -> tuple[BlockBand, ...]:
        """The bands of lots by their blocks, in whole numbers, never tighter than they are."""
        return tuple(self._convert_band(band) for band in list_bands(self.scenario, self.lots))

    def _convert_band(self, band: AmountBand) -> BlockBand:
        floors, ceilings = self._list_weights(band)
        ends = [Fraction(band.least)] + ([] if band.most is None else [Fraction(band.most)])
        parts = lcm(*(Fraction(each).denominator for each in (*floors, *ceilings, *ends)))
        concerned = (
            any(band.concerns(self.scenario.units[u].service) for u in block)
            for block in self.blocks
        )
        return BlockBand(
            self._sum_blocks(floors, parts),
            self._sum_blocks(ceilings, parts),
            int(ends[0] * parts),
            None if band.most is None else int(ends[-1] * parts),
            sum(1 << block for block, is_held in enumerate(concerned) if is_held),
        )

    def _list_weights(
        self, band: AmountBand
    ) -> tuple[Sequence[Fraction | int], Sequence[Fraction | int]]:
        """What each unit adds at least, and at most."""
        units = self.scenario.units
        if band.amount == "value":
            ceilings = zip(*list_value_ceilings(self.scenario), strict=True)
            return max(list_value_floors(self.scenario), key=sum), [max(each) for each in ceilings]
        if band.amount == "units":
            return (1,) * len(units), (1,) * len(units)
        needs = [unit.need or Fraction(0) for unit in units]
        return needs, needs

    def _sum_blocks(self, weights: Sequence[Fraction | int], parts: int) -> tuple[int, ...]:
        return tuple(int(parts * sum(weights[u] for u in block)) for block in self.blocks)

    def grow(self) -> Iterator[int]:
        """Every set of blocks that may be a lot, once each: its first block, then what joins it."""
        ceilings = [band for band in self.bands if band.most is not None]
        touching, excluded, looked_at = self.touching, self.excluded, 0
        for root in range(len(self.blocks)):
            closed = (2 << root) - 1 | excluded[root]
            start = tuple(band.floor[root] for band in ceilings)
            if excluded[root] >> root & 1 or _is_beyond(ceilings, 1 << root, start):
                continue
            stack = [(1 << root, touching[root] & ~closed, closed, start)]
            while stack:
                held, frontier, closed, sums = stack.pop()
                looked_at += 1
                if looked_at > MOST_GROWN:
                    raise TooManyLotsToCheck
                if self._is_enough(held) and self._leaves_whole_lots(held):
                    yield held
                while frontier:
                    low = frontier & -frontier
                    frontier ^= low
                    closed |= low
                    block, wider = low.bit_length() - 1, held | low
                    if excluded[block] >> block & 1:
                        continue
                    larger = tuple(
                        amount + band.floor[block]
                        for amount, band in zip(sums, ceilings, strict=True)
                    )
                    if not _is_beyond(ceilings, wider, larger):
                        shut = closed | excluded[block]
                        stack.append((wider, (frontier | touching[block]) & ~shut, shut, larger))

    def _is_enough(self, held: int) -> bool:
        """Whether the lot may reach the least of every band."""
        return all(
            band.least <= 0
            or not held & band.concerned
            or sum(band.ceiling[b] for b in _list_bits(held)) >= band.least
            for band in self.bands
        )

    @cached_property
    def _wholes(self) -> tuple[BlockBand, ...]:
        """The bands of all lots by which the rest of the map must be cut, where lots connect."""
        if self.lots is None or not self.must_connect:
            return ()
        return tuple(
            band
            for band in self.bands
            if band.concerned == self.everything and band.most is not None and band.least > 0
        )

    def _leaves_whole_lots(self, held: int) -> bool:
        """Whether every part of the map that is left over can hold a whole number of lots."""
        if not self._wholes or self.lots is None:
            return True
        parts = list(self._split_rest(self.everything & ~held))
        for band in self._wholes:
            fewest = most = 0
            for part in parts:
                blocks = _list_bits(part)
                low = -(-sum(band.floor[b] for b in blocks) // (band.most or 1))
                high = sum(band.ceiling[b] for b in blocks) // band.least
                if max(1, low) > high:
                    return False
                fewest, most = fewest + max(1, low), most + high
            if not fewest <= self.lots - 1 <= most:
                return False
        return True

    def _split_rest(self, rest: int) -> Iterator[int]:
        """The connected parts of a set of blocks."""
        touching = self.touching
        while rest:
            part = frontier = rest & -rest
            while frontier:
                low = frontier & -frontier
                around = touching[low.bit_length() - 1] & rest & ~part
                part |= around
                frontier = (frontier ^ low) | around
            yield part
            rest &= ~part


def _is_beyond(ceilings: Sequence[BlockBand], held: int, sums: Sequence[int]) -> bool:
    """Whether the lot, and every larger one, holds more than a band allows."""
    return any(
        held & band.concerned and band.most is not None and amount > band.most
        for band, amount in zip(ceilings, sums, strict=True)
    )


def _list_bits(bits: int) -> list[int]:
    found = []
    while bits:
        low = bits & -bits
        found.append(low.bit_length() - 1)
        bits ^= low
    return found
