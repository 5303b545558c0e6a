"""Refuses solutions whose lots cannot be placed, and says what no solution may repeat."""

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from lotdesign.design import Design, design_of
from lotdesign.scenario.scenario import Scenario
from solver.engines.base import Engine
from solver.facts.lots import Flags, Ints
from solver.facts.table import Facts
from solver.selection.certificate import placed, shortfall, withdrawn
from solver.selection.linear import Linear
from solver.selection.model import Row
from solver.selection.placing import Placing

MOST = 60
"""Refusals after which it is better to let the model itself carry the award."""


class TooManyRefusals(Exception):
    """Most designs that the model finds cannot be placed."""


@dataclass
class Vetting:
    """Asks of every solution whether its lots can be placed, also when somebody withdraws.

    A refusal is learnt: `rows` keep it, as combinatorial Benders cuts (Codato and Fischetti,
    Operations Research 54, 2006), for every search of the same candidates.
    """

    scenario: Scenario
    facts: Facts
    engine: Engine
    rows: list[Row] = field(default_factory=list)
    known: set[Design] = field(default_factory=set)

    def refused(self, solution: Ints) -> bool:
        """Whether the chosen lots cannot be placed; then `rows` has one more.

        Raises Undecided when the engine was stopped, TooManyRefusals when it goes on and on.
        """
        chosen = np.flatnonzero(solution[: len(self.facts)])
        design = design_of(self.facts.lots[lot] for lot in chosen.tolist())
        if design in self.known:
            return False
        for placing in self._asked(design):
            if not placing.exists():
                if len(self.rows) >= MOST:
                    raise TooManyRefusals
                self.rows.append(self._cut(placing))
                return True
        self.known.add(design)
        return False

    def _asked(self, design: Design) -> list[Placing]:
        """Every way in which the lots must find winners that the model does not settle."""
        everyone = placed(self.scenario, design, self.engine)
        others = [placing for _, placing in withdrawn(self.scenario, everyone)]
        return others if self.facts.winners is not None else [everyone, *others]

    def _cut(self, placing: Placing) -> Row:
        """What no solution may choose all of: lots that cannot be placed together, or harder.

        A lot with one unit in common stands for such a lot when it asks at least as much and
        nobody else can take it.
        """
        core = shortfall(placing).lots
        if not core:
            lots = [self._same(placing.facts.lots[i]) for i in range(len(placing.facts))]
        else:
            anchors = [placing.facts.lots[lot][0] for lot in core]
            lots = [self._harder(placing, lot, anchors) for lot in core]
        some = np.flatnonzero(np.any(lots, axis=0))
        form = Linear(some, np.ones(len(some), dtype=np.int64))
        return Row("lots that cannot be placed together", form, None, len(lots) - 1)

    def _same(self, units: tuple[int, ...]) -> Flags:
        """The candidates with just these units."""
        held = self._holds[:, list(units)].all(axis=1)
        flags: Flags = held & (self._holds.sum(axis=1) == len(units))
        return flags

    def _harder(self, placing: Placing, lot: int, anchors: list[int]) -> Flags:
        """The candidates with the lot's first unit, and no other's, that are no easier to place."""
        first = placing.facts.lots[lot][0]
        others = [anchor for anchor in anchors if anchor != first]
        able = self.facts.able[:, placing.parties] & ~placing.facts.able[lot, placing.parties]
        flags: Flags = (
            self._holds[:, first]
            & ~self._holds[:, others].any(axis=1)
            & (self.facts.value >= placing.facts.value[lot])
            & (self.facts.staff >= placing.facts.staff[lot])
            & ~able.any(axis=1)
        )
        return flags

    @cached_property
    def _holds(self) -> Flags:
        """N x U: which units each candidate holds."""
        units = len(self.scenario.units)
        flags: Flags = self.facts.lots.sums(np.eye(units, dtype=np.int64)) > 0
        return flags
