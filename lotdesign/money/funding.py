"""Whether sources of money can pay for what services take in each place: a flow, in pence.

Money flows from a source to the cells that it may pay for. A cell that lacks money sends for it
along the shortest chain: a source with money left, or one that pays for another cell, which
another source can take over. Where no chain is left, the cells that were reached need more than
all sources that may pay for any of them hold (max-flow min-cut; Ford and Fulkerson 1956).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from lotdesign.money.account import LotAccount, attributed
from lotdesign.money.pools import Cell
from lotdesign.scenario.rows import FundingRow
from lotdesign.scenario.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Cells:
    """Cells, what they need in a year, and what all sources that may pay for any of them hold."""

    cells: tuple[Cell, ...]
    needed: int
    held: int


def tightest_cells(scenario: Scenario, accounts: Iterable[LotAccount], year: int) -> Cells | None:
    """The cells for which least is left in a year (an index), pence; None where nothing is needed.

    A cell that takes less than nothing needs nothing, and pays for no other.
    """
    needs = needed(scenario, ((each.units, each.paid) for each in accounts), year)
    return _Flow(needs, scenario.funding, year).tightest() if needs else None


def needed(
    scenario: Scenario, lots: Iterable[tuple[Sequence[int], Sequence[int]]], year: int
) -> dict[Cell, int]:
    """What each cell takes in a year (an index), pence, of lots with their units and paid amounts.

    Cells that take nothing, or less, are left out.
    """
    taken: dict[Cell, int] = {}
    for units, paid in lots:
        shares = attributed(scenario, units, year, paid[year], lambda u: (u.service, u.locality))
        for cell, share in shares.items():
            taken[cell] = taken.get(cell, 0) + share
    return {cell: amount for cell, amount in taken.items() if amount > 0}


@dataclass
class _Flow:
    """Who pays what to whom, by the position of the source."""

    needs: Mapping[Cell, int]
    sources: tuple[FundingRow, ...]
    year: int
    paid: dict[tuple[int, Cell], int] = field(default_factory=dict)

    def tightest(self) -> Cells:
        """The cells that lack most; where none lacks anything, those with the least to spare."""
        lacking = {cell: need - self._sent(cell, need) for cell, need in self.needs.items()}
        short = frozenset(
            each for cell, lack in lacking.items() if lack for each in self._chains(cell)
        )
        if short:
            return self._around(short)
        return min((self._exhausted(cell) for cell in self.needs), key=lambda c: c.held - c.needed)

    def _exhausted(self, cell: Cell) -> Cells:
        """The cells around one, once it was sent all that could still be spared for it."""
        trial = _Flow(self.needs, self.sources, self.year, dict(self.paid))
        trial._sent(cell, sum(source.holds(self.year) for source in self.sources))
        return self._around(frozenset(trial._chains(cell)))

    def _around(self, cells: frozenset[Cell]) -> Cells:
        payers = {s for cell in cells for s in self._payers(cell)}
        return Cells(
            tuple(cell for cell in self.needs if cell in cells),
            sum(self.needs[cell] for cell in cells),
            sum(self.sources[s].holds(self.year) for s in payers),
        )

    def _sent(self, cell: Cell, most: int) -> int:
        """Sends a cell up to so much more; how much there was."""
        sent = 0
        while sent < most:
            chains = self._chains(cell)
            source = next((s for each in chains for s in self._payers(each) if self._left(s)), None)
            if source is None:
                break
            sent += self._move(chains, source, most - sent)
        return sent

    def _chains(self, cell: Cell) -> dict[Cell, tuple[int, Cell] | None]:
        """Every cell whose money could be had: whose source would pay which cell instead.

        Nearest first, beginning with the cell itself.
        """
        found: dict[Cell, tuple[int, Cell] | None] = {cell: None}
        for each in (queue := [cell]):
            for s in self._payers(each):
                for other in self.needs:
                    if other not in found and self.paid.get((s, other), 0):
                        found[other] = (s, each)
                        queue.append(other)
        return found

    def _move(self, chains: Mapping[Cell, tuple[int, Cell] | None], source: int, most: int) -> int:
        """Lets a source pay the first cell that it may, and everyone on the way the next one."""
        at = next(cell for cell in chains if source in self._payers(cell))
        steps, amount = [(source, at, 1)], min(most, self._left(source))
        while (step := chains[at]) is not None:
            payer, instead = step
            amount = min(amount, self.paid[payer, at])
            steps += [(payer, at, -1), (payer, instead, 1)]
            at = instead
        for payer, cell, sign in steps:
            self.paid[payer, cell] = self.paid.get((payer, cell), 0) + sign * amount
        return amount

    def _payers(self, cell: Cell) -> list[int]:
        return [s for s, source in enumerate(self.sources) if source.may_pay(*cell)]

    def _left(self, source: int) -> int:
        paid = sum(amount for (s, _), amount in self.paid.items() if s == source)
        return self.sources[source].holds(self.year) - paid
