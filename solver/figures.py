"""The fast figures of a finished design."""

from fractions import Fraction

import numpy as np

from lotdesign.design import Award, Design
from lotdesign.figures import LotFigures
from lotdesign.scenario.scenario import Scenario
from solver.facts.lots import lots_of
from solver.facts.market import small
from solver.facts.table import Facts


def figures(
    scenario: Scenario, design: Design, award: Award | None = None
) -> tuple[LotFigures, ...]:
    """What the candidates' facts say of each lot of the design, at its winner's price."""
    winners = None if award is None else np.array(award, dtype=np.int64)
    facts = Facts(scenario, lots_of([lot.units for lot in design.lots]), winners)
    singles = len(scenario.providers or ())
    little = small(scenario)
    return tuple(
        LotFigures(
            units=facts.lots[lot],
            gross=tuple(facts.gross[lot].tolist()),
            paid=tuple(facts.paid[lot].tolist()),
            cost=tuple(facts.cost[lot].tolist()),
            value=Fraction(int(facts.value[lot]), facts.value_scale),
            eligible=tuple(np.flatnonzero(facts.eligible[lot]).tolist()),
            small=tuple(np.flatnonzero(facts.eligible[lot] & little[:singles]).tolist()),
            consortia=tuple((singles + np.flatnonzero(facts.able[lot, singles:])).tolist()),
        )
        for lot in range(len(facts))
    )
