"""Whether sources of funding can pay for what each service takes in each locality.

A transport problem between sources and cells (service, locality): a maximum flow, its minimum cut
as the cells that are tightest, and the pools of Hall's condition.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from lotdesign.money.lot_cost import LotAccount, attribute_amount
from lotdesign.scenario.rows import FundingRow
from lotdesign.scenario.scenario import Scenario

FundingCell = tuple[str, str]
"""A service and a locality, "" for what is authority-wide."""


@dataclass(frozen=True, slots=True)
class FundingPool:
    """A set of sources, and every cell for which only they may pay (Hall's condition)."""

    sources: tuple[FundingRow, ...]
    cells: tuple[FundingCell, ...]

    def sum_amounts(self, year: int) -> int:
        """Pence that its sources hold in a year (an index)."""
        return sum(source.get_amount(year) for source in self.sources)

    def sum_gross(self, scenario: Scenario, year: int) -> int:
        """Pence of gross value of the units in its cells in a year (an index)."""
        inside = frozenset(self.cells)
        return sum(u.gross[year] for u in scenario.units if (u.service, u.locality) in inside)


def list_cells(scenario: Scenario) -> tuple[FundingCell, ...]:
    """The cells that have units, in the order of their first units."""
    return tuple(dict.fromkeys((unit.service, unit.locality) for unit in scenario.units))


def find_payers(scenario: Scenario, cell: FundingCell) -> frozenset[int]:
    """The positions of the sources that may pay for a cell."""
    return frozenset(s for s, each in enumerate(scenario.funding) if each.may_pay(*cell))


def list_funding_pools(scenario: Scenario) -> tuple[FundingPool, ...]:
    """Every pool; one without sources has the cells for which nobody may pay, and only those."""
    by = {cell: find_payers(scenario, cell) for cell in list_cells(scenario)}
    return tuple(
        FundingPool(
            tuple(scenario.funding[s] for s in sorted(joined)),
            tuple(
                cell for cell, able in by.items() if able <= joined and bool(able) == bool(joined)
            ),
        )
        for joined in _join_overlapping(frozenset(by.values()))
    )


def _join_overlapping(payers: frozenset[frozenset[int]]) -> Iterator[frozenset[int]]:
    """Each of these sets, and the union of any that overlap in a chain."""
    found = set(payers)
    queue = sorted(payers, key=sorted)
    for each in queue:
        yield each
        for other in payers:
            union = each | other
            if each & other and union not in found:
                found.add(union)
                queue.append(union)


@dataclass(frozen=True, slots=True)
class FundedCells:
    """Cells, the pence that they need in a year, and what all their possible sources hold."""

    cells: tuple[FundingCell, ...]
    needed: int
    available: int


def find_tightest_cells(
    scenario: Scenario, accounts: Iterable[LotAccount], year: int
) -> FundedCells | None:
    """The cells with the least funding to spare in a year (an index); None where none needs any.

    A cell whose payments sum to less than nothing needs nothing, and pays for no other.
    """
    needs = sum_needs(scenario, ((each.units, each.paid) for each in accounts), year)
    return _FundingFlow(needs, scenario.funding, year).find_tightest() if needs else None


def sum_needs(
    scenario: Scenario, lots: Iterable[tuple[Sequence[int], Sequence[int]]], year: int
) -> dict[FundingCell, int]:
    """Pence that each cell needs in a year (an index), from lots with their yearly payments.

    Cells that need nothing, or less, are left out.
    """
    taken: dict[FundingCell, int] = {}
    for units, paid in lots:
        shares = attribute_amount(
            scenario, units, year, paid[year], lambda u: (u.service, u.locality)
        )
        for cell, share in shares.items():
            taken[cell] = taken.get(cell, 0) + share
    return {cell: amount for cell, amount in taken.items() if amount > 0}


@dataclass
class _FundingFlow:
    """A flow from sources, by position, to cells: `paid` is pence by (source, cell)."""

    needs: Mapping[FundingCell, int]
    sources: tuple[FundingRow, ...]
    year: int
    paid: dict[tuple[int, FundingCell], int] = field(default_factory=dict)

    def find_tightest(self) -> FundedCells:
        """The minimum cut where the flow falls short, else the cells with the least to spare."""
        lacking = {cell: need - self._send(cell, need) for cell, need in self.needs.items()}
        short = frozenset(
            each for cell, lack in lacking.items() if lack for each in self._find_chains(cell)
        )
        if short:
            return self._gather_cells(short)
        return min(
            (self._find_least_spare(cell) for cell in self.needs),
            key=lambda c: c.available - c.needed,
        )

    def _find_least_spare(self, cell: FundingCell) -> FundedCells:
        """The cells of the cut around a cell once it has been sent all that can be spared."""
        trial = _FundingFlow(self.needs, self.sources, self.year, dict(self.paid))
        trial._send(cell, sum(source.get_amount(self.year) for source in self.sources))
        return self._gather_cells(frozenset(trial._find_chains(cell)))

    def _gather_cells(self, cells: frozenset[FundingCell]) -> FundedCells:
        payers = {s for cell in cells for s in self._find_payers(cell)}
        return FundedCells(
            tuple(cell for cell in self.needs if cell in cells),
            sum(self.needs[cell] for cell in cells),
            sum(self.sources[s].get_amount(self.year) for s in payers),
        )

    def _send(self, cell: FundingCell, most: int) -> int:
        """Sends a cell up to `most` pence more along augmenting paths; returns how much."""
        sent = 0
        while sent < most:
            chains = self._find_chains(cell)
            source = next(
                (s for each in chains for s in self._find_payers(each) if self._sum_left(s)), None
            )
            if source is None:
                break
            sent += self._move_along_chain(chains, source, most - sent)
        return sent

    def _find_chains(self, cell: FundingCell) -> dict[FundingCell, tuple[int, FundingCell] | None]:
        """Cells from which money can be freed for this one, by breadth-first search.

        Each with the source that would pay which cell instead of it; the cell itself comes first.
        """
        found: dict[FundingCell, tuple[int, FundingCell] | None] = {cell: None}
        for each in (queue := [cell]):
            for s in self._find_payers(each):
                for other in self.needs:
                    if other not in found and self.paid.get((s, other), 0):
                        found[other] = (s, each)
                        queue.append(other)
        return found

    def _move_along_chain(
        self, chains: Mapping[FundingCell, tuple[int, FundingCell] | None], source: int, most: int
    ) -> int:
        """Augments the flow along the path from the first cell that the source may pay."""
        at = next(cell for cell in chains if source in self._find_payers(cell))
        steps, amount = [(source, at, 1)], min(most, self._sum_left(source))
        while (step := chains[at]) is not None:
            payer, instead = step
            amount = min(amount, self.paid[payer, at])
            steps += [(payer, at, -1), (payer, instead, 1)]
            at = instead
        for payer, cell, sign in steps:
            self.paid[payer, cell] = self.paid.get((payer, cell), 0) + sign * amount
        return amount

    def _find_payers(self, cell: FundingCell) -> list[int]:
        return [s for s, source in enumerate(self.sources) if source.may_pay(*cell)]

    def _sum_left(self, source: int) -> int:
        paid = sum(amount for (s, _), amount in self.paid.items() if s == source)
        return self.sources[source].get_amount(self.year) - paid
