"""The fast figures of a finished design."""

from fractions import Fraction

import numpy as np

from lotdesign.design import Award, Design
from lotdesign.figures import LotFigures
from lotdesign.scenario.scenario import Scenario
from solver.facts.market import small
from solver.facts.offers import NOBODY
from solver.facts.table import facts_of


def figures(
    scenario: Scenario, design: Design, award: Award | None = None
) -> tuple[LotFigures, ...]:
    """What the candidates' facts say of each lot of the design, at its winner's price."""
    winners = None
    if award is not None:
        winners = np.array([NOBODY if each is None else each for each in award], dtype=np.int64)
    facts = facts_of(scenario, design, winners)
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
            route=design.lots[lot].route,
            consortia=tuple((singles + np.flatnonzero(facts.able[lot, singles:])).tolist()),
        )
        for lot in range(len(facts))
    )
