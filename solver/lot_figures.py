"""The fast figures of a finished design's lots, from candidate attributes."""

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
    """What the candidates' facts say of each lot of the design, at its winner's price."""
    winners = None
    if award is not None:
        winners = np.array([NO_WINNER if each is None else each for each in award], dtype=np.int64)
    candidates = tabulate_design(scenario, design, winners)
    singles = len(scenario.providers or ())
    little = flag_small_parties(scenario)
    return tuple(
        LotFigures(
            units=candidates.lots[lot],
            gross=tuple(candidates.gross[lot].tolist()),
            paid=tuple(candidates.paid[lot].tolist()),
            cost=tuple(candidates.cost[lot].tolist()),
            value=Fraction(int(candidates.value[lot]), candidates.value_scale),
            eligible=tuple(np.flatnonzero(candidates.eligible[lot]).tolist()),
            small=tuple(np.flatnonzero(candidates.eligible[lot] & little[:singles]).tolist()),
            route=design.lots[lot].route,
            consortia=tuple((singles + np.flatnonzero(candidates.able[lot, singles:])).tolist()),
        )
        for lot in range(len(candidates))
    )
