"""The lots of a node of a proof, their reduced costs, and the designs within a slack."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from lotdesign.design import Lot
from lotdesign.evaluation import Evaluation
from lotdesign.scenario.lot_limits import AmountBand
from lotdesign.verify.better_designs import BetterDesigns, evaluate_lot
from lotdesign.verify.impossibility import list_bands
from lotdesign.verify.lot_listing import list_possible_lots

MOST_STEPS = 3_000_000
"""Lots that are put into designs while one node is enumerated, at most."""


class TooManyDesigns(Exception):
    """There are more ways to put designs together than are tried."""


@dataclass
class NodeLots:
    """All that may be lots of better designs with so many lots, and what each adds to the limits.

    `sets` has the units of each lot as a bit set, `amounts` what it adds to each limit. `lots` and
    both of these are in one order; whether the rules allow a lot is judged when it is asked.
    """

    better: BetterDesigns
    bands: Sequence[AmountBand]
    lots: list[Lot] = field(default_factory=list)
    sets: list[int] = field(default_factory=list)
    amounts: list[tuple[int, ...]] = field(default_factory=list)
    _allowed: dict[int, bool] = field(default_factory=dict)

    def allows(self, i: int) -> bool:
        """Whether the rules about single lots allow the lot at this position."""
        known = self._allowed.get(i)
        if known is None:
            alone = evaluate_lot(self.better.scenario, self.lots[i])
            known = self._keeps_bands(alone) and self.better.admits_lot(alone)
            self._allowed[i] = known
        return known

    def _keeps_bands(self, alone: Evaluation) -> bool:
        """Whether the lot's exact value is inside all bands."""
        units = self.better.scenario.units
        services = {units[u].service for u in alone.design.lots[0].units}
        return all(
            band.least <= alone.values[0] and (band.most is None or alone.values[0] <= band.most)
            for band in self.bands
            if band.amount == "value" and any(map(band.concerns, services))
        )

    def compute_reduced_costs(
        self, units: Sequence[int], lots: int, weights: Sequence[int]
    ) -> list[int]:
        """For each lot what its weighted amounts exceed the duals of its units and of a lot by."""
        found = []
        for lot, added in zip(self.lots, self.amounts, strict=True):
            paid = sum(weight * amount for weight, amount in zip(weights, added, strict=True))
            found.append(paid - lots - sum(units[u] for u in lot.units))
        return found


@dataclass
class LotLists:
    """The lots of better designs by their number, listed once where the list is the same.

    `go_on` is called for each lot; it raises what is to end the listing.
    """

    better: BetterDesigns
    go_on: Callable[[], None] = lambda: None
    _listed: dict[object, NodeLots] = field(default_factory=dict)

    def list_lots(self, least: int, most: int) -> NodeLots:
        """The lots of designs with `least` to `most` lots. Raises TooManyLotsToCheck."""
        scenario = self.better.scenario
        count = least if least == most and self.depends_on_number(least) else None
        if count not in self._listed:
            listed = NodeLots(self.better, list_bands(scenario, count))
            for units in list_possible_lots(scenario, count):
                self.go_on()
                for route in scenario.routes.offered:
                    lot = Lot(units, route)
                    alone = evaluate_lot(scenario, lot)
                    limits = self.better.limits
                    listed.lots.append(lot)
                    listed.sets.append(sum(1 << u for u in units))
                    listed.amounts.append(tuple(each.measure_lot(alone) for each in limits))
            self._listed[count] = listed
        return self._listed[count]

    def depends_on_number(self, count: int) -> bool:
        """Whether designs with so many lots keep bands that others do not."""
        return list_bands(self.better.scenario, count) != list_bands(self.better.scenario, None)


def find_slacks(
    better: BetterDesigns,
    numbers: range,
    units: Sequence[int],
    lots: int,
    weights: Sequence[int],
) -> dict[int, int]:
    """For each number of lots what the reduced costs of a better design's lots sum to at most."""
    pairs = zip(weights, better.limits, strict=True)
    room = sum(weight * limit.most for weight, limit in pairs) - sum(units)
    return {count: room - count * lots for count in numbers}


def find_designs_within(
    candidates: Sequence[tuple[int, int]], everything: int, slacks: Mapping[int, int]
) -> Iterator[tuple[int, ...]]:
    """Positions of the candidates of every design whose reduced costs are within its slack.

    A candidate is its units, as a bit set, and its reduced cost, 0 or more. `slacks` has the slack
    for each number of lots. Raises TooManyDesigns.
    """
    by_first: dict[int, list[int]] = defaultdict(list)
    by_units: dict[int, list[int]] = defaultdict(list)
    for i, (held, _) in sorted(enumerate(candidates), key=lambda each: each[1][1]):
        by_first[held & -held].append(i)
        by_units[held].append(i)
    last, largest = max(slacks), max(slacks.values())
    steps = 0
    stack: list[tuple[int, int, tuple[int, ...]]] = [(everything, 0, ())]
    while stack:
        free, spent, chosen = stack.pop()
        one_left = len(chosen) + 1 == last
        for i in by_units.get(free, ()) if one_left else by_first.get(free & -free, ()):
            held, reduced = candidates[i]
            if spent + reduced > largest:
                break
            steps += 1
            if steps > MOST_STEPS:
                raise TooManyDesigns
            if held & ~free:
                continue
            design = (*chosen, i)
            if held != free:
                stack.append((free ^ held, spent + reduced, design))
            elif spent + reduced <= slacks.get(len(design), -1):
                yield design
