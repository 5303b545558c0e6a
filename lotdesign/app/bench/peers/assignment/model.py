"""Variables of the assignment model, which unit is in which lot, and values of single units."""

from collections.abc import Iterator
from dataclasses import dataclass

import pulp

from lotdesign.app.bench.peers.peer import UnsuitableScenario
from lotdesign.money.lot_cost import compute_market_value
from lotdesign.scenario.scenario import Scenario


def compute_unit_values(scenario: Scenario) -> dict[int, float]:
    """Return the pounds a year of each unit; raises UnsuitableScenario where they do not add up."""
    if not scenario.has_one_term:
        raise UnsuitableScenario("its units are bought in different years")
    basis, years = scenario.market.value_basis, scenario.find_years(range(len(scenario.units)))
    peaks = [[v == max(unit.gross) for v in unit.gross] for unit in scenario.units]
    if basis == "peak" and not any(map(all, zip(*peaks, strict=True))):
        raise UnsuitableScenario(
            "its units peak in different years, so that their values do not add up"
        )
    return {
        u: float(compute_market_value(unit.gross, years, basis) / 100)
        for u, unit in enumerate(scenario.units)
    }


@dataclass(frozen=True)
class AssignmentModel:
    """A MIP in which each unit u is in the lot of one root r: binary `held[u, r]`.

    `order` has the units with a locality first, so that a lot with a place has a root with one; a
    root comes before the other units of its lot.
    """

    scenario: Scenario
    problem: pulp.LpProblem
    order: tuple[int, ...]
    held: dict[tuple[int, int], pulp.LpVariable]

    def list_units(self, root: int) -> Iterator[int]:
        """Return the units that can be in the root's lot, the root first."""
        yield from self.order[self.order.index(root) :]

    def sum_held(
        self, root: int, weights: dict[int, float] | None = None
    ) -> pulp.LpAffineExpression:
        """Sum the units in the root's lot, or their weights."""
        return pulp.lpSum(
            (1 if weights is None else weights[u]) * self.held[u, root]
            for u in self.list_units(root)
        )

    def add_row(self, row: pulp.LpConstraint) -> None:
        """Add a row."""
        self.problem.addConstraint(row)

    def add_binary(self, name: str) -> pulp.LpVariable:
        """Add a binary variable."""
        return self.problem.add_variable(name, cat=pulp.LpBinary)

    def add_continuous(self, name: str, most: float | None = None) -> pulp.LpVariable:
        """Add a variable from 0 to `most`."""
        return self.problem.add_variable(name, 0, most)

    @property
    def lots(self) -> pulp.LpAffineExpression:
        """The number of lots."""
        return pulp.lpSum(self.held[r, r] for r in self.order)


def build_assignment_model(scenario: Scenario) -> AssignmentModel:
    """Build the model in which every unit is in the lot of one root."""
    units = range(len(scenario.units))
    order = tuple(sorted(units, key=lambda u: (not scenario.units[u].locality, u)))
    problem = pulp.LpProblem("assignment", pulp.LpMinimize)
    held = {
        (u, r): problem.add_variable(f"held_{u}_{r}", cat=pulp.LpBinary)
        for place, r in enumerate(order)
        for u in order[place:]
    }
    made = AssignmentModel(scenario, problem, order, held)
    for place, u in enumerate(order):
        made.add_row(pulp.lpSum(held[u, r] for r in order[: place + 1]) == 1)
        for r in order[:place]:
            made.add_row(held[u, r] <= held[r, r])
    return made
