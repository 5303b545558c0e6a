"""Sources of money that stand alone with what nobody else may pay for.

All can be paid for exactly when no pool's cells need more than its sources hold (Hall 1935, Gale
1957). A set of cells that falls into parts without a source in common needs no pool of its own.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from lotdesign.scenario.rows import FundingRow
from lotdesign.scenario.scenario import Scenario

Cell = tuple[str, str]
"""A service and a locality, "" for what is authority-wide."""


@dataclass(frozen=True, slots=True)
class Pool:
    """Some sources, and every cell that none but they may pay for."""

    sources: tuple[FundingRow, ...]
    cells: tuple[Cell, ...]

    def holds(self, year: int) -> int:
        """What its sources hold in a year (an index), in pence."""
        return sum(source.holds(year) for source in self.sources)


def cells_of(scenario: Scenario) -> tuple[Cell, ...]:
    """The cells in which there are units, by first unit."""
    return tuple(dict.fromkeys((unit.service, unit.locality) for unit in scenario.units))


def payers(scenario: Scenario, cell: Cell) -> frozenset[int]:
    """The positions of the sources that may pay for a cell."""
    return frozenset(s for s, each in enumerate(scenario.funding) if each.may_pay(*cell))


def pools(scenario: Scenario) -> tuple[Pool, ...]:
    """Every pool; the one without sources has the cells that nobody may pay for, and no other."""
    by = {cell: payers(scenario, cell) for cell in cells_of(scenario)}
    return tuple(
        Pool(
            tuple(scenario.funding[s] for s in sorted(joined)),
            tuple(
                cell for cell, able in by.items() if able <= joined and bool(able) == bool(joined)
            ),
        )
        for joined in _joined(frozenset(by.values()))
    )


def _joined(payers: frozenset[frozenset[int]]) -> Iterator[frozenset[int]]:
    """Each of these sets, and the union of any that hang together."""
    found = set(payers)
    queue = sorted(payers, key=sorted)
    for each in queue:
        yield each
        for other in payers:
            union = each | other
            if each & other and union not in found:
                found.add(union)
                queue.append(union)
