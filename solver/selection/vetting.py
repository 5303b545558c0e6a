"""Refuses solutions whose lots cannot be placed, and says what no solution may repeat."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

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
    known: set[tuple[int, ...]] = field(default_factory=set)

    def refused(self, solution: Ints) -> bool:
        """Whether the chosen lots cannot be placed; then `rows` has one more.

        Raises Undecided when the engine was stopped, TooManyRefusals when it goes on and on.
        """
        found = np.flatnonzero(solution[: len(self.facts)]).tolist()
        chosen = tuple(sorted(found, key=lambda candidate: self.facts.lots[candidate]))
        if chosen in self.known:
            return False
        held: list[set[int]] = []
        for placing, classes in self._asked(chosen):
            if any(winners <= set(placing.parties) for winners in held):
                continue
            award = placing.any()
            if award is None:
                if len(self.rows) >= MOST:
                    raise TooManyRefusals
                self.rows.append(self._cut(placing, chosen, classes))
                return True
            held.append({winner for winner in award if winner is not None})
        self.known.add(chosen)
        return False

    def _asked(self, chosen: tuple[int, ...]) -> Iterator[tuple[Placing, bool]]:
        """Every way in which the lots must find winners that the model does not settle.

        With it goes whether each lot must stay with the class of winners chosen for it.
        """
        if self.facts.winners is None:
            parties, rules = tuple(self.facts.everyone), self.scenario.rules_of_awards
            everyone = Placing(self.facts.at(np.array(chosen)), parties, rules, self.engine)
            yield everyone, False
        else:
            everyone = placed(self.scenario, self.facts.design(chosen), self.engine)
        if self.facts.alike:
            yield everyone.limited(self._classes(chosen)), True
        for _, placing in withdrawn(self.scenario, everyone):
            yield placing, False

    def _classes(self, chosen: tuple[int, ...]) -> Flags:
        """For each chosen candidate the parties that cannot be told from its winner."""
        assert self.facts.winners is not None, "candidates name winners"
        flags = np.zeros((len(chosen), len(self.scenario.parties)), dtype=np.bool_)
        for lot, candidate in enumerate(chosen):
            if self.facts.external[candidate]:
                flags[lot, list(self.scenario.kin[int(self.facts.winners[candidate])])] = True
        return flags

    def _cut(self, placing: Placing, chosen: tuple[int, ...], classes: bool) -> Row:
        """What no solution may choose all of: lots that cannot be placed together, or harder."""
        core = shortfall(placing).lots
        if core:
            lots = [self._harder(placing.facts, lot) for lot in core]
        else:
            core = tuple(range(len(chosen)))
            lots = [self.facts.lot == self.facts.lot[candidate] for candidate in chosen]
        tied = self._same_winner if classes else self._no_others
        held = [flags & tied(placing, chosen, lot) for lot, flags in zip(core, lots, strict=True)]
        some = np.flatnonzero(np.any(held, axis=0))
        form = Linear(some, np.ones(len(some), dtype=np.int64))
        return Row("lots that cannot be placed together", form, None, len(held) - 1)

    def _harder(self, lots: Facts, lot: int) -> Flags:
        """The external candidates with the lot's first unit that ask at least as much.

        One that holds another lot's first unit too does no harm: as many as there are lots can
        only be chosen with one of these units each.
        """
        flags: Flags = (
            self._holds[:, lots.lots[lot][0]]
            & self.facts.external
            & (self.facts.value >= lots.value[lot])
            & (self.facts.staff >= lots.staff[lot])
        )
        return flags

    def _same_winner(self, placing: Placing, chosen: tuple[int, ...], lot: int) -> Flags:
        """The candidates that the lot's class of winners has."""
        assert self.facts.winners is not None, "candidates name winners"
        flags: Flags = self.facts.winners == self.facts.winners[chosen[lot]]
        return flags

    def _no_others(self, placing: Placing, chosen: tuple[int, ...], lot: int) -> Flags:
        """The candidates that nobody can take who could not take the lot."""
        parties = list(placing.parties)
        others = self.facts.able[:, parties] & ~placing.facts.able[lot, parties]
        flags: Flags = np.asarray(~others.any(axis=1))
        return flags

    @cached_property
    def _holds(self) -> Flags:
        """N x U: which units each candidate holds."""
        units = len(self.scenario.units)
        flags: Flags = self.facts.lots.sums(np.eye(units, dtype=np.int64)) > 0
        return flags
