"""Awards of all lots within everyone's capacity, one by one in order (section 4)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from tests.brute.award_rules import Winners
from tests.brute.bills import Bills
from tests.brute.case import Case
from tests.brute.exact import Exact, number, slim
from tests.brute.lot import Lot
from tests.brute.work import Work


class Award(NamedTuple):
    """Provider numbers in lot order, the most that one of them holds, and the sums of bills."""

    winners: Winners
    largest: Exact
    spent: tuple[int, ...]


@dataclass(frozen=True)
class Certificate:
    """One indicative award, and the largest share of Σ V in it."""

    winners: Winners
    largest_share: Exact


class Awards:
    """Depth first in lot and provider order, cut off where the rest cannot mend it.

    Awards come smallest provider numbers first. `below` may be lowered between two of them:
    from then on nobody holds that much.
    """

    def __init__(
        self,
        case: Case,
        lots: Sequence[Lot],
        open_to: Sequence[Sequence[int]],
        bills: Bills | None = None,
    ) -> None:
        """Keep all award rules that are on, and what the bills must stay within."""
        self.case, self.lots, self.open_to = case, lots, open_to
        self.providers = case.providers or ()
        self.bills = bills or Bills.none(lots, open_to)
        self.below: Exact | None = None
        size = len(self.providers)
        self._chosen: list[int] = []
        self._load: list[Exact] = [0] * size  # held by each provider or consortium
        self._work = Work(case, lots)
        self._spent = [self.bills.nothing]
        self._read_rules()

    def _read_rules(self) -> None:
        total = sum(lot.value for lot in self.lots)
        award = [rule for rule in self.case.rules if rule["kind"] == "award"]
        small = [rule for rule in self.case.rules if rule["kind"] == "small_award"]
        shares = [number(rule["max_share"]) * total for rule in award if "max_share" in rule]
        self._most: Exact | None = min(shares, default=None)
        self._lots = min((int(r["max_lots"]) for r in award if "max_lots" in r), default=None)
        self._winners = max((int(rule.get("min_winners", 0)) for rule in award), default=0)
        self._small_lots = max((int(rule.get("min_lots", 0)) for rule in small), default=0)
        self._small_value = max(
            (number(rule.get("min_share", 0)) * total for rule in small), default=Fraction(0)
        )

    def __iter__(self) -> Iterator[Award]:
        at = len(self._chosen)
        if at == len(self.lots):
            if at or self._can_keep_rules():
                yield Award(tuple(self._chosen), max(self._load), self._spent[-1])
            return
        for provider in self.open_to[at]:
            self._load[provider] += self.lots[at].value
            self._work.place(provider, at, 1)
            self._chosen.append(provider)
            self._spent.append(self.bills.add(self._spent[-1], at, provider))
            if self._fits(provider) and self._can_keep_rules():
                yield from self
            self._spent.pop()
            self._chosen.pop()
            self._work.place(provider, at, -1)
            self._load[provider] -= self.lots[at].value

    def _fits(self, provider: int) -> bool:
        """Whether who takes the last lot stays within every limit."""
        load = self._load[provider]
        return (
            (self._most is None or load <= self._most)
            and (self.below is None or load < self.below)
            and self._work.is_possible(provider)
            and (self._lots is None or self._work.most_lots(provider) <= self._lots)
        )

    def _can_keep_rules(self) -> bool:
        """Whether the best that the open lots could bring would be enough."""
        at = len(self._chosen)
        if len(set(self._chosen)) + len(self.lots) - at < self._winners:
            return False
        if (self._small_lots or self._small_value) and not self._can_be_small(at):
            return False
        return self.bills.can_stay_within(self._spent[-1], at)

    def _can_be_small(self, at: int) -> bool:
        held = [lot for lot, p in zip(self.lots, self._chosen, strict=False) if self._small(p)]
        held += [
            lot
            for lot, found in zip(self.lots[at:], self.open_to[at:], strict=True)
            if any(self._small(p) for p in found)
        ]
        value = sum(lot.value for lot in held)
        return len(held) >= self._small_lots and value >= self._small_value

    def _small(self, provider: int) -> bool:
        return self.providers[provider].small


def certify(
    case: Case, lots: Sequence[Lot], open_to: Sequence[Sequence[int]]
) -> Certificate | None:
    """The certificate with the least largest share under all award rules, if there is any.

    Without lots nobody has won, whatever the rules make of that.
    """
    if not lots:
        return Certificate((), 0)
    search = Awards(case, lots, open_to)
    best: Award | None = None
    least = max((lot.value for lot in lots), default=0)  # somebody holds the largest lot
    for award in search:
        # What was begun before the bound was lowered may still come, no better.
        if best is None or award.largest < best.largest:
            best = award
            search.below = award.largest
        if best.largest <= least:
            break
    return None if best is None else certificate(lots, best.winners, best.largest)


def certificate(lots: Sequence[Lot], winners: Winners, largest: Exact) -> Certificate:
    """An award with its largest share; of nothing, nobody holds a share."""
    total = sum(lot.value for lot in lots)
    return Certificate(winners, slim(Fraction(largest, total)) if total else 0)
