"""`funding`: whether the sources can meet what is paid (section 5).

However the sources are chosen, what only they may pay for must not take more than they hold.
"""

from collections import Counter
from itertools import combinations

from tests.brute.case import Case
from tests.brute.contract import Contract
from tests.brute.design import Design

Cell = tuple[str, str]


def holds(design: Design) -> bool:
    """Whether every year's paid amounts can be met."""
    return all(_met(design, year) for year in range(design.case.money.years))


def _met(design: Design, year: int) -> bool:
    taken: Counter[Cell] = Counter()
    for contract in design.contracts:
        taken.update(cells(contract, year))
    numbers = range(len(design.case.sources))
    return all(
        sum(max(0, amount) for cell, amount in taken.items() if _payers(design.case, cell) <= some)
        <= sum(design.case.sources[number].annual[year] for number in some)
        for count in range(len(numbers) + 1)
        for some in map(frozenset, combinations(numbers, count))
    )


def _payers(case: Case, cell: Cell) -> frozenset[int]:
    """The numbers of the sources that may pay for the cell."""
    return frozenset(i for i, source in enumerate(case.sources) if source.pays(*cell))


def cells(contract: Contract, year: int) -> dict[Cell, int]:
    """What is paid in a year, by service and locality in proportion to G, ties by first unit."""
    return contract.cells(year, "paid")
