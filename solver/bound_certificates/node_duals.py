"""Duals of a node in whole numbers, from the linear program over the lots that the rules allow.

The linear program is sifted: lots are judged by the rules only once they have a negative reduced
cost. Its duals are rounded down and mended where a lot still has a negative reduced cost. Then they
are raised one by one as far as they go, so that every unit has a lot without reduced cost.
"""

from dataclasses import dataclass
from functools import cached_property
from math import ceil, inf, log10

import numpy as np

from lotdesign.verify.node_lots import NodeLots
from solver.arrays import Flags, Floats, Ints
from solver.backends.highs_lp import HighsLp, LpSolution
from solver.model.column_matrix import SparseColumns

FIRST_LOTS_OF_UNIT = 10
"""Lots of each unit with which the linear program begins."""
LOTS_A_ROUND = 300
"""Lots that join it in a round, at most."""
MOST_ROUNDS = 200
DEAREST, PENALTY = 1e4, 1e6
"""What the dearest lot costs in the program, and a unit that is in no lot."""
LEAST_PARTS, PARTS_OF_LARGEST = 10**6, 10**4
"""The dearest lot is worth so many parts at least; what a lot adds to the other limits so many."""
NOTHING, NEARLY = 1e-9, 1e-3
"""A reduced cost that counts as 0; how near below a whole number a dual counts as that."""


@dataclass(frozen=True)
class RoundedDuals:
    """Duals in whole numbers, and the pair of units of which the program is least sure."""

    units: tuple[int, ...]
    lots: int
    weights: tuple[int, ...]
    pair: tuple[int, int] | None


@dataclass
class NodeProgram:
    """The linear program of a node: `usable`, (N,), are its lots, `numbers` how many are chosen."""

    listed: NodeLots
    usable: Flags
    numbers: range
    deadline: float | None = None

    @cached_property
    def held(self) -> Flags:
        """N x U: the units of each lot."""
        held = np.zeros((len(self.listed.lots), self.unit_count), dtype=np.bool_)
        for i, lot in enumerate(self.listed.lots):
            held[i, list(lot.units)] = True
        return held

    @property
    def unit_count(self) -> int:
        """The number of units."""
        return len(self.listed.better.scenario.units)

    @cached_property
    def amounts(self) -> Ints:
        """N x L: what each lot adds to each limit."""
        shape = len(self.listed.lots), len(self.listed.better.limits)
        return np.array(self.listed.amounts, dtype=np.int64).reshape(shape)

    @cached_property
    def scales(self) -> Floats:
        """(L,): the most that a lot adds to each limit."""
        if not len(self.amounts):
            return np.ones(self.amounts.shape[1])
        scales: Floats = np.maximum(1.0, np.abs(self.amounts).max(axis=0).astype(float))
        return scales

    @cached_property
    def goal(self) -> int | None:
        """The limit that is minimised: that of the aim, else the first; None without limits."""
        better = self.listed.better
        if better.aims_at_limit:
            return len(better.limits) - 1
        return 0 if better.limits else None

    def find_duals(self) -> RoundedDuals:
        """Duals for which no lot that the rules allow has a negative reduced cost."""
        program, columns = self._build(), self._choose_first()
        added = self._add_lots(program, columns)
        solution = program.solve(self.deadline)
        for _ in range(MOST_ROUNDS):
            if solution is None:
                break
            fresh = self._find_negative(solution, set(added))
            if not len(fresh):
                break
            added += self._add_lots(program, fresh)
            solution = program.solve(self.deadline)
        pair = None if solution is None else self._find_unsure_pair(solution, added)
        return self._round(solution, pair)

    def _others(self) -> list[int]:
        return [each for each in range(self.amounts.shape[1]) if each != self.goal]

    def _build(self) -> HighsLp:
        """Rows of the units, of the number of lots and of the other limits; each may be missed."""
        others, limits = self._others(), self.listed.better.limits
        ends = [limits[each].most / self.scales[each] for each in others]
        low = np.array([*[1.0] * self.unit_count, self.numbers.start, *[-inf] * len(others)])
        high = np.array([*[1.0] * self.unit_count, self.numbers.stop - 1, *ends])
        program = HighsLp((low, high))
        rows = np.arange(self.unit_count + 1)
        every = np.concatenate((rows, np.arange(len(low))))
        signs = np.concatenate((np.ones(len(rows)), -np.ones(len(low))))
        count = len(every)
        program.add_columns(
            np.full(count, PENALTY),
            np.zeros(count),
            np.full(count, inf),
            SparseColumns(np.arange(count + 1), every, signs),
        )
        return program

    @cached_property
    def _costs(self) -> Floats:
        """(N,): what each lot adds to the goal."""
        if self.goal is None:
            return np.zeros(len(self.listed.lots))
        costs: Floats = DEAREST * self.amounts[:, self.goal] / self.scales[self.goal]
        return costs

    def _choose_first(self) -> Ints:
        """The lots with the least costs a unit, for each unit."""
        usable = np.flatnonzero(self.usable)
        share = self._costs[usable] / np.maximum(1, self.held[usable].sum(axis=1))
        by_share = usable[np.argsort(share, kind="stable")]
        found: set[int] = set()
        for unit in range(self.unit_count):
            found |= set(by_share[self.held[by_share, unit]][:FIRST_LOTS_OF_UNIT].tolist())
        return np.array(sorted(found), dtype=np.int64)

    def _judge(self, lots: Ints) -> Ints:
        """Those of these lots that the rules allow; the others are no longer usable."""
        kept = np.array([self.listed.allows(int(i)) for i in lots], dtype=np.bool_)
        self.usable[lots[~kept]] = False
        return lots[kept]

    def _add_lots(self, program: HighsLp, lots: Ints) -> list[int]:
        lots = self._judge(lots)
        others, size = self._others(), self.unit_count
        starts, rows, values = [0], list[int](), list[float]()
        for i in lots:
            units = np.flatnonzero(self.held[i]).tolist()
            rows += [*units, size, *range(size + 1, size + 1 + len(others))]
            values += [1.0] * (len(units) + 1)
            values += [self.amounts[i, each] / self.scales[each] for each in others]
            starts.append(len(rows))
        if len(lots):
            program.add_columns(
                self._costs[lots],
                np.zeros(len(lots)),
                np.full(len(lots), inf),
                SparseColumns(np.array(starts), np.array(rows), np.array(values)),
            )
        return [int(i) for i in lots]

    def _find_negative(self, solution: LpSolution, added: set[int]) -> Ints:
        """The usable lots with the least reduced costs, where these are negative."""
        size, others = self.unit_count, self._others()
        reduced = self._costs - self.held @ solution.duals[:size] - solution.duals[size]
        for row, each in enumerate(others, size + 1):
            reduced = reduced - solution.duals[row] * self.amounts[:, each] / self.scales[each]
        reduced[~self.usable] = inf
        reduced[list(added)] = inf
        order = np.argsort(reduced, kind="stable")[:LOTS_A_ROUND]
        negative: Ints = order[reduced[order] < -NOTHING]
        return negative

    def _find_unsure_pair(self, solution: LpSolution, added: list[int]) -> tuple[int, int] | None:
        """The two units that share a lot most nearly by half; None where all is sure."""
        shares = solution.primal[-len(added) :] if added else np.zeros(0)
        held = self.held[added].astype(float)
        joint = np.triu((held * shares[:, None]).T @ held, 1)
        unsure = np.minimum(joint, 1 - joint)
        best = int(unsure.argmax())
        if unsure.flat[best] < 1e-6:
            return None
        first, second = divmod(best, self.unit_count)
        return first, second

    def _round(self, solution: LpSolution | None, pair: tuple[int, int] | None) -> RoundedDuals:
        size, others = self.unit_count, self._others()
        duals = np.zeros(size + 1 + len(others)) if solution is None else solution.duals
        weights = np.zeros(self.amounts.shape[1], dtype=np.int64)
        worth = 1.0 if self.goal is None else float(self.scales[self.goal]) / DEAREST
        largest = max([float(self.scales[each]) for each in others], default=0.0)
        dearest = worth * DEAREST
        wanted = max(LEAST_PARTS, PARTS_OF_LARGEST * largest) / dearest
        parts = 10 ** max(0, ceil(log10(wanted)))
        if self.goal is not None:
            weights[self.goal] = parts
        for row, each in enumerate(others, size + 1):
            weight = -duals[row] * worth / self.scales[each] * parts
            weights[each] = max(0, round(float(weight)))
        whole = np.floor(duals[: size + 1] * worth * parts + NEARLY).astype(np.int64)
        raised = self._raise(whole[:size], int(whole[size]), weights)
        return RoundedDuals(tuple(raised.tolist()), int(whole[size]), tuple(weights.tolist()), pair)

    def _raise(self, units: Ints, lots: int, weights: Ints) -> Ints:
        """Duals mended where a lot has a negative reduced cost, and raised as far as they go."""
        units, held = units.copy(), self.held
        reduced = self.amounts @ weights - held @ units - lots
        while True:
            negative = np.flatnonzero(self.usable & (reduced < 0))
            if not len(negative):
                break
            worst = negative[np.argsort(reduced[negative], kind="stable")]
            for i in self._judge(worst):
                short = -int(reduced[i])
                if short <= 0:
                    continue
                mine = np.flatnonzero(held[i])
                cut = np.full(len(mine), short // len(mine), dtype=np.int64)
                cut[: short % len(mine)] += 1
                units[mine] -= cut
                reduced = self.amounts @ weights - held @ units - lots
        for unit in range(self.unit_count):
            room = self._find_room(reduced, held[:, unit])
            if room:
                units[unit] += room
                reduced[held[:, unit]] -= room
        return units

    def _find_room(self, reduced: Ints, holding: Flags) -> int:
        """The least reduced cost of the lots with a unit; 0 where there is no lot."""
        there = np.flatnonzero(holding & self.usable)
        for i in there[np.argsort(reduced[there], kind="stable")]:
            if self.listed.allows(int(i)):
                return int(reduced[i])
            self.usable[i] = False
        return 0
