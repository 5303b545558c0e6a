"""Single facts of nodes: what a fractional solution costs, and how far a node is enumerated."""

from dataclasses import replace

import numpy as np
import pytest

from solver.exact.branch_and_cut.incumbent import Incumbent
from solver.exact.branch_and_cut.node import BranchNode, NodeFactory
from solver.exact.branch_and_cut.relaxation import RelaxationSolution
from solver.model.expressions import LinearExpression
from tests.exact.models import UNITS, SmallModel, partition

LOTS = ((0,), (0, 1), (1,), (2,), (2, 3), (3,))
NOTHING = np.zeros(0)


@pytest.fixture
def factory() -> NodeFactory:
    """Six lots of four units, at 5, 3, 4, 2, 6 and 1."""
    model = partition(LOTS)
    more = model.add_variable("more", -2, 3)
    costs = LinearExpression(np.append(np.arange(6), more), np.array([5, 3, 4, 2, 6, 1, -7]), 10)
    search = SmallModel(LOTS, model, costs).search()
    return NodeFactory(Incumbent(search, costs, lambda value, bound: None))


def test_a_fractional_solution_costs_the_sum_of_its_shares(factory: NodeFactory) -> None:
    """And the constant, so that it is comparable with bounds and with the incumbent's value."""
    shares = np.array([0.5, 0.5, 0.5, 0.0, 1.0, 0.0, 2.0])
    solution = RelaxationSolution(shares, (), NOTHING)
    assert factory.evaluate_solution(solution) == pytest.approx(10 + 2.5 + 1.5 + 2.0 + 6.0 - 14.0)


def test_choosing_nothing_costs_what_other_variables_cost_at_least(factory: NodeFactory) -> None:
    assert factory.constant_cost == 10 - 7 * 3


def test_a_node_is_enumerated_just_to_its_value() -> None:
    every = np.packbits(np.ones(6, dtype=np.bool_))
    node = BranchNode(1, UNITS, every, (), NOTHING, 0, np.arange(0), NOTHING)
    assert not node.is_enumerated_to(-100)
    node = replace(node, enumerated_value=7, packed_enumerated=every)
    assert [node.is_enumerated_to(value) for value in (6, 7, 8)] == [True, True, False]


def test_own_rows_are_the_number_of_lots_and_cuts_that_matter(factory: NodeFactory) -> None:
    """A cut without a dual is left out; the number of lots never is."""
    count = factory.model.build_count_row(2, 2)
    cut = replace(count, kind="other")
    rows = (*factory.unconditional_rows, count, cut, cut)
    duals = np.zeros(len(rows))
    duals[-1] = -0.5
    every = np.packbits(np.ones(6, dtype=np.bool_))
    node = BranchNode(2, 2, every, rows, duals, 0, np.arange(0), NOTHING)
    assert factory.list_own_rows(node) == (count, cut)
