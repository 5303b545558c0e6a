"""Figures of a finished design's lots, from the attributes that candidates have."""

from fractions import Fraction

import numpy as np

from lotdesign.design import Award, Design
from lotdesign.result.build import LotFigures
from lotdesign.scenario.scenario import Scenario
from solver.candidates.candidate_list import NO_WINNER
from solver.candidates.eligibility import flag_small_parties
from solver.candidates.table import tabulate_design


def compute_lot_figures(
    scenario: Scenario, design: Design, award: Award | None = None
) -> tuple[LotFigures, ...]:
    """The figures of each lot of the design, at its winner's price where there is an award.

    Money in pence. They are computed apart from `lotdesign.evaluation`, against which results are
    verified.
    """
    winners = None
    if award is not None:
        winners = np.array([NO_WINNER if p is None else p for p in award], dtype=np.int64)
    candidates = tabulate_design(scenario, design, winners)
    singles = len(scenario.providers or ())
    is_small = flag_small_parties(scenario)
    return tuple(
        LotFigures(
            units=candidates.lots[i],
            gross=tuple(candidates.gross[i].tolist()),
            paid=tuple(candidates.paid[i].tolist()),
            cost=tuple(candidates.cost[i].tolist()),
            value=Fraction(int(candidates.value[i]), candidates.value_scale),
            eligible=tuple(np.flatnonzero(candidates.eligible_providers[i]).tolist()),
            small=tuple(
                np.flatnonzero(candidates.eligible_providers[i] & is_small[:singles]).tolist()
            ),
            route=design.lots[i].route,
            consortia=tuple(
                (singles + np.flatnonzero(candidates.eligible_parties[i, singles:])).tolist()
            ),
        )
        for i in range(len(candidates))
    )
