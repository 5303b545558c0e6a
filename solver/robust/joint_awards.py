"""Awards in every case that the model of all cases leaves out, as cuts found on the way."""

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from solver.arrays import Ints
from solver.awards.combinatorial_benders import CombinatorialBenders, TooManyBendersCuts
from solver.awards.hall_cuts import HallCuts
from solver.model.linear_model import LinearRow
from solver.robust.case_part import CasePart, move_row


class CaseNeedsAward(Exception):
    """Most lots cannot be awarded in the case with this number: the award must join the model."""

    def __init__(self, case: int) -> None:
        self.case = case
        super().__init__(case)


@dataclass
class JointLazyConstraints:
    """The lazy constraints of all cases; `rows` are over the variables of the whole model."""

    parts: tuple[CasePart, ...]
    rows: list[LinearRow] = field(default_factory=list)

    def refuse(self, solution: Ints) -> bool:
        """Whether the lots of a solution, (size,), cannot be awarded in some case.

        `rows` then has a new cut, by numbers of lots where these show it in any case. Raises
        Undecided as the constraints of a case do, CaseNeedsAward where there are too many of its
        cuts.
        """
        for part, cuts in self._hall_cuts:
            own = solution[part.numbers[: len(cuts.candidates)]]
            cut = cuts.separate(np.flatnonzero(own).tolist())
            if cut is not None:
                self.rows.append(move_row(cut, part.numbers))
                return True
        for number, part in enumerate(self.parts):
            lazy = part.lazy_constraints
            if lazy is None:
                continue
            known = len(lazy.rows)
            try:
                refused = lazy.refuse(solution[part.numbers])
            except TooManyBendersCuts:
                raise CaseNeedsAward(number) from None
            if refused:
                self.rows += [move_row(row, part.numbers) for row in lazy.rows[known:]]
                return True
        return False

    @cached_property
    def _hall_cuts(self) -> list[tuple[CasePart, HallCuts]]:
        """Of each case whose candidates name no winners."""
        return [
            (part, HallCuts(lazy.candidates))
            for part in self.parts
            if isinstance(lazy := part.lazy_constraints, CombinatorialBenders)
            and lazy.candidates.winners is None
        ]
