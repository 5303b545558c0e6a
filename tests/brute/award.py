"""Certificates: one indicative award of every lot within everyone's capacity (section 4)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from tests.brute.case import Case, Provider
from tests.brute.exact import Exact, number, slim
from tests.brute.lot import Lot


@dataclass(frozen=True)
class Certificate:
    """The reported certificate: provider numbers in lot order, and the largest share."""

    winners: tuple[int, ...]
    largest_share: Exact


@dataclass
class _Search:
    """Depth first in lot and provider order, keeping the least largest load.

    Vectors come in ascending order and only a smaller largest load replaces the best one,
    so what stands at the end is also the smallest vector of its load.
    """

    providers: Sequence[Provider]
    lots: Sequence[Lot]
    open_to: Sequence[Sequence[int]]
    limit: Exact | None  # the most value that one provider may hold
    min_winners: int
    best: tuple[int, ...] | None = None
    best_load: Exact = 0
    chosen: list[int] = field(default_factory=list)

    def run(self) -> tuple[int, ...] | None:
        """The best vector of provider numbers, if there is any."""
        # Somebody holds the largest lot, so no largest load is less.
        self._place(max(lot.value for lot in self.lots))
        return self.best

    def _place(self, largest: Exact) -> None:
        at = len(self.chosen)
        if len(set(self.chosen)) + len(self.lots) - at < self.min_winners:
            return
        if at == len(self.lots):
            self.best, self.best_load = tuple(self.chosen), largest
            return
        for provider in self.open_to[at]:
            load = self._load(provider, at)
            if load is None or (self.best is not None and max(load, largest) >= self.best_load):
                continue
            self.chosen.append(provider)
            self._place(max(load, largest))
            self.chosen.pop()

    def _load(self, number_: int, at: int) -> Exact | None:
        """The value it holds with this lot too, or None when a limit is passed."""
        held = [lot for lot, p in zip(self.lots, self.chosen, strict=False) if p == number_]
        held.append(self.lots[at])
        provider = self.providers[number_]
        load = sum(lot.value for lot in held)
        fits = (
            (provider.capacity is None or load <= provider.capacity)
            and (provider.max_lots is None or len(held) <= provider.max_lots)
            and (provider.tupe_limit is None or sum(x.tupe for x in held) <= provider.tupe_limit)
            and (self.limit is None or load <= self.limit)
        )
        return load if fits else None


def certify(case: Case, lots: Sequence[Lot], open_to: Sequence[list[int]]) -> Certificate | None:
    """The certificate under all award rules that are on, or None when there is none."""
    rules = [rule for rule in case.rules if rule["kind"] == "award"]
    total = sum(lot.value for lot in lots)
    shares = [number(rule["max_share"]) for rule in rules if "max_share" in rule]
    winners = max((int(rule.get("min_winners", 0)) for rule in rules), default=0)
    limit = min(shares) * total if shares else None
    search = _Search(case.providers or (), lots, open_to, limit, winners)
    found = search.run()
    if found is None:
        return None
    return Certificate(found, slim(Fraction(search.best_load, total)) if total else 0)
