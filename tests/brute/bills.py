"""What each provider would make of each lot in the sums that money rules limit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tests.brute import money_rules
from tests.brute.case import Case
from tests.brute.charge import sum_years
from tests.brute.exact import Exact
from tests.brute.lot import Lot

Columns = tuple[int, ...]


@dataclass(frozen=True)
class Bills:
    """Columns by lot and provider, limits on their sums, and the least that the rest will add."""

    columns: Sequence[Mapping[int, Columns]]
    nothing: Columns  # what is spent before any lot is awarded
    limits: tuple[tuple[int, Exact], ...]  # column number and the most its sum may be
    least: Sequence[Columns]  # from each lot on, column by column

    @classmethod
    def none(cls, lots: Sequence[Lot], open_to: Sequence[Sequence[int]]) -> Bills:
        """Without prices the award changes no money."""
        return cls([dict.fromkeys(found, ()) for found in open_to], (), (), [()] * (len(lots) + 1))

    def add(self, spent: Columns, at: int, provider: int) -> Columns:
        """The sums with one more lot."""
        return tuple(a + b for a, b in zip(spent, self.columns[at][provider], strict=True))

    def can_stay_within(self, spent: Columns, at: int) -> bool:
        """Whether the sums would keep the limits if each lot left were as cheap as can be."""
        return all(spent[i] + self.least[at][i] <= limit for i, limit in self.limits)


def bills(
    case: Case, lots: Sequence[Lot], open_to: Sequence[Sequence[int]], *, limited: bool
) -> Bills:
    """The yearly cost, and behind it what every money rule counts, limited or only summed.

    `open_to` has who may be awarded each external lot; the others are spent before.
    """
    rules = [rule for rule in case.rules if rule["kind"] in money_rules.KINDS] if limited else []
    providers = case.providers or ()

    def columns(lot: Lot, price: Exact) -> Columns:
        contract = lot.at(price)
        taken = [money_rules.takes(case, rule, contract) for rule in rules]
        return sum(taken, contract.cost)

    external = [lot for lot in lots if lot.external]
    others = [columns(lot, 1) for lot in lots if not lot.external]
    found = [
        {p: columns(lot, providers[p].price) for p in ps}
        for lot, ps in zip(external, open_to, strict=True)
    ]
    limits = [limit for rule in rules for limit in money_rules.most(case, rule)]
    nothing = (0,) * (case.money.years * (1 + len(rules)))
    spent, least = sum_years([nothing, *others]), [nothing]
    for choices in reversed(found):
        cheapest = tuple(min(column) for column in zip(*choices.values(), strict=True)) or nothing
        least.insert(0, sum_years([cheapest, least[0]]))
    return Bills(found, spent, tuple(enumerate(limits, case.money.years)), least)
