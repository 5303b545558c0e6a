"""The best design for each number of lots."""

from collections.abc import Iterator
from typing import Protocol

from lotdesign.scenario.scenario import Scenario
from solver.facts.table import Facts
from solver.solve import Found


class SolveCount(Protocol):
    """Designs a scenario with just `count` lots."""

    def __call__(self, scenario: Scenario, facts: Facts, *, count: int) -> Found:
        """See `solver.solve.designed`."""


MOST = 60_000
"""With more lots to choose from than this the ladder is left out."""


def ladder(scenario: Scenario, facts: Facts, solve: SolveCount) -> Iterator[tuple[int, Found]]:
    """(number of lots, best design with just so many) for every number that could be."""
    if len(facts) > MOST:
        return
    for count in range(1, len(scenario.units) + 1):
        yield count, solve(scenario, facts, count=count)
