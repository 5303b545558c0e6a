"""Award branch and bound: one candidate (winner and route) for each lot of a partition.

Candidates with the same units differ in who wins them, or in their route. Lots that can use most
of the rows with duals come first. The bound is that of the duals: where the lots use less of a row
than its capacity, it rises by the row's dual times the slack.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from solver.arrays import Floats, Ints
from solver.exact.lagrangian_bound import ReducedCostWindow
from solver.model.linear_model import LinearRow

MOST_AWARD_STEPS = 10_000
"""Steps of the search for one partition, after which it is left to an engine."""


@dataclass(frozen=True)
class PricedRow:
    """A row of n candidates: the `amounts`, (n,), of the chosen ones sum to at most `capacity`.

    `dual` is the row's dual with its sign turned, >= 0, in the window's fractions of a unit.
    """

    variables: Ints
    amounts: Ints
    capacity: int
    dual: int


def list_priced_rows(
    rows: Sequence[LinearRow], window: ReducedCostWindow, candidates: int
) -> list[PricedRow]:
    """The rows over candidates alone as upper bounds, with the duals that the window rests on."""
    priced: list[PricedRow] = []
    for row, dual in zip(rows, window.duals.tolist(), strict=True):
        variables = row.expression.variables
        if row.kind == "unit" or not len(variables) or variables.max() >= candidates:
            continue
        priced += _split_into_sides(row, dual)
    return priced


def _split_into_sides(row: LinearRow, dual: int) -> Iterator[PricedRow]:
    amounts, constant = row.expression.coefficients, row.expression.constant
    if row.high is not None:
        yield PricedRow(row.expression.variables, amounts, row.high - constant, max(0, -dual))
    if row.low is not None:
        yield PricedRow(row.expression.variables, -amounts, constant - row.low, max(0, dual))


def measure_usage(
    rows: Sequence[PricedRow], bitset_of_candidate: Ints, live: Ints, lots: int
) -> "tuple[RowUsage, RowUsage]":
    """The rows that a partition alone determines, and those that depend on its award.

    `bitset_of_candidate`, (N,), is the number of each candidate's unit set; `live`, (n,), are the
    candidates that can be chosen. Rows without a dual that no choice of so many `lots` can violate
    are left out.
    """
    order = live[np.argsort(bitset_of_candidate[live], kind="stable")]
    bitsets, starts = np.unique(bitset_of_candidate[order], return_index=True)
    place = np.zeros(int(bitset_of_candidate.max(initial=0)) + 1, dtype=np.int64)
    place[bitsets] = np.arange(len(bitsets))
    fixed, free = RowUsage(place, len(bitsets)), RowUsage(place, len(bitsets))
    for row in rows:
        amounts = np.zeros(len(bitset_of_candidate), dtype=np.int64)
        amounts[row.variables] = row.amounts
        least = np.minimum.reduceat(amounts[order], starts)
        most = np.maximum.reduceat(amounts[order], starts)
        if row.dual or np.sort(most)[-lots:].clip(0).sum() > row.capacity:
            (fixed if (least == most).all() else free).add(row, least, most)
    return fixed, free


class RowUsage:
    """The least and the most that the candidates of each of K unit sets use of each row."""

    def __init__(self, place: Ints, bitsets: int) -> None:
        """`place` is the column of each of so many unit sets in the tables."""
        self._place = place
        self.rows: list[PricedRow] = []
        self._least = self._most = np.zeros((0, bitsets), dtype=np.int64)

    def add(self, row: PricedRow, least: Ints, most: Ints) -> None:
        """Adds a row, with what candidates use of it, (K,), by the columns of their unit sets."""
        self.rows.append(row)
        self._least, self._most = np.vstack((self._least, least)), np.vstack((self._most, most))

    @cached_property
    def with_duals(self) -> list[int]:
        """The positions of the rows with a dual."""
        return [i for i, row in enumerate(self.rows) if row.dual]

    def sum_most(self, partition: Ints) -> list[list[int]]:
        """For each lot of a partition, (L,), the most that it and later ones use of priced rows.

        L + 1 lists, the last of zeros.
        """
        return _sum_suffixes(self._most[self.with_duals][:, self._place[partition]])

    def sum_negative(self, partition: Ints) -> list[list[int]]:
        """For each lot of a partition, (L,), the least that it and later ones use, at most 0.

        L + 1 lists, the last of zeros.
        """
        if not self._negative.any():
            return [[0] * len(self.rows)] * (len(partition) + 1)
        return _sum_suffixes(self._negative[:, self._place[partition]])

    @cached_property
    def _negative(self) -> Ints:
        return np.minimum(self._least, 0)

    def weigh_bitsets(self) -> Floats:
        """The most that each unit set can use of the rows, weighed by duals, (n,) by number."""
        duals = np.array([float(row.dual) for row in self.rows])
        weights: Floats = (duals @ self._most.astype(np.float64))[self._place]
        return weights

    def raise_costs(self, costs: Ints, partitions: Ints, gap: int, parts: int) -> tuple[Ints, Ints]:
        """The partitions that can satisfy the rows within the gap, and their costs with slack.

        `partitions` is M x L: the unit sets of each; `costs` is (M,). Returns positions of
        partitions, (m,), and for each of them its cost plus what the duals charge for slack that no
        award avoids.
        """
        slack_cost = np.zeros(len(partitions), dtype=np.int64)
        places, kept = self._place[partitions], np.arange(len(partitions))
        for row, least, most in zip(self.rows, self._least, self._most, strict=True):
            fits = least[places].sum(axis=1) <= row.capacity
            if row.dual:
                # Slack worth more than the gap counts as the gap, so that the product fits.
                enough = (gap + 1) * parts // row.dual + 1
                slack = np.clip(row.capacity - most[places].sum(axis=1), 0, enough)
                slack_cost += slack * row.dual
                fits &= costs + slack_cost // parts <= gap
            if not fits.all():
                costs, slack_cost = costs[fits], slack_cost[fits]
                places, kept = places[fits], kept[fits]
        return kept, costs + slack_cost // parts


def _sum_suffixes(amounts: Ints) -> list[list[int]]:
    """For each column, and after the last, each row's sum from that column on."""
    sums = np.zeros((amounts.shape[1] + 1, len(amounts)), dtype=np.int64)
    sums[:-1] = np.cumsum(amounts.T[::-1], axis=0)[::-1]
    rows: list[list[int]] = sums.tolist()
    return rows


@dataclass(frozen=True)
class AwardOption:
    """A candidate with its reduced cost, its cost, and its usage: pairs of row and amount.

    Costs are in the unit of the expression that is minimised.
    """

    reduced_cost: int
    cost: int
    candidate: int
    usage: tuple[tuple[int, int], ...]


ChoiceListener = Callable[[int, list[int]], int]
"""Called with the cost and the candidates of a choice; returns the largest cost of interest."""


@dataclass
class AwardBranchAndBound:
    """Enumerates choices of candidates that cost at most `most`.

    `options` are the candidates of each unit set by rising reduced costs; `parts` are the duals'
    fractions of a unit; `bound` is the node's, and `constant` is the cost of choosing nothing.
    """

    usage: RowUsage
    options: Mapping[int, Sequence[AwardOption]]
    parts: int
    bound: int
    constant: int
    most: int
    report_choice: ChoiceListener

    def enumerate_awards(self, partition: Ints, cost: int) -> bool:
        """Report every choice for the lots of a partition, (L,); False after too many steps.

        Whoever wins, the partition raises the bound by its `cost`. Raises what the listener raises.
        """
        partition = partition[np.argsort(-self._weights[partition], kind="stable")]
        lots = [self.options[bitset] for bitset in partition.tolist()]
        least = [options[0].reduced_cost for options in reversed(lots)]
        cost_to_go = np.cumsum([0, *least])[::-1].tolist()
        usable, freed = self.usage.sum_most(partition), self.usage.sum_negative(partition)
        slack, chosen = [row.capacity for row in self.usage.rows], list[int]()

        steps = iter(range(MOST_AWARD_STEPS))

        def branch(lot: int, raised: int, total: int) -> bool:
            if next(steps, None) is None:
                return False
            unused = self._price_slack(slack, usable[lot])
            if raised + cost_to_go[lot] + unused > self.most - self.bound:
                return True
            if lot == len(lots):
                if total <= self.most and min(slack, default=0) >= 0:
                    self.most = self.report_choice(total, chosen)
                return True
            for option in lots[lot]:
                if raised + option.reduced_cost + cost_to_go[lot + 1] > self.most - self.bound:
                    break
                for row, amount in option.usage:
                    slack[row] -= amount
                done = True
                if all(slack[row] >= freed[lot + 1][row] for row, _ in option.usage):
                    chosen.append(option.candidate)
                    done = branch(lot + 1, raised + option.reduced_cost, total + option.cost)
                    chosen.pop()
                for row, amount in option.usage:
                    slack[row] += amount
                if not done:
                    return False
            return True

        return branch(0, cost - cost_to_go[0], self.constant)

    def _price_slack(self, slack: list[int], usable: list[int]) -> int:
        """The cost of the slack that remains however much the lots to come use of priced rows."""
        cost = 0
        for (row, dual), most in zip(self._priced, usable, strict=True):
            unused = slack[row] - most
            if unused > 0:
                cost += unused * dual
        return cost // self.parts

    @cached_property
    def _priced(self) -> list[tuple[int, int]]:
        return [(i, self.usage.rows[i].dual) for i in self.usage.with_duals]

    @cached_property
    def _weights(self) -> Floats:
        return self.usage.weigh_bitsets()
