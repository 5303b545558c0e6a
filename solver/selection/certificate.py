"""The indicative award of a finished design."""

import numpy as np

from lotdesign.design import Award, Design
from lotdesign.scenario.scenario import Scenario
from solver.engines.base import Engine, Settings
from solver.facts.lots import lots_of
from solver.facts.table import Facts
from solver.objectives.largest_provider_share import goal
from solver.selection.build import certified
from solver.selection.linear import Linear
from solver.selection.minimise import minimise
from solver.selection.model import Model
from solver.selection.search import Search
from solver.selection.winners import Winners


def certificate(scenario: Scenario, design: Design, engine: Engine) -> Award | None:
    """The award with the least largest share, then the smallest provider positions in lot order.

    None when no award keeps everyone's capacity and all award rules: that is proved.
    """
    posed = _posed(scenario, design, engine)
    if posed is None:
        return None
    search, winners = posed
    least = goal(winners.facts, search.model, winners)
    stage = minimise(search, least, lambda best, bound: None)
    if stage.solution is None or stage.value is None:
        return None
    search.promise(least, stage.value)
    return _smallest(search, winners, stage.solution)


def certifiable(scenario: Scenario, design: Design, engine: Engine) -> bool:
    """Whether the design has any certificate."""
    posed = _posed(scenario, design, engine)
    return posed is not None and posed[0].solve().solution is not None


def _posed(scenario: Scenario, design: Design, engine: Engine) -> tuple[Search, Winners] | None:
    """The choice of winners for the design's lots; None when nobody is eligible for one."""
    facts = Facts(scenario, lots_of([lot.units for lot in design.lots]))
    if not (facts.bidders > 0).all():
        return None
    model = Model(len(facts))
    for lot in range(len(facts)):
        model.row("the lot is let", Linear(np.array([lot]), np.array([1])), 1, 1)
    winners = certified(facts, model)
    return Search(engine, model, Settings(workers=1)), winners


def _smallest(search: Search, winners: Winners, solution: np.ndarray) -> Award:
    award: list[int] = []
    for lot in range(len(winners.facts)):
        pairs = np.flatnonzero(winners.lots == lot)
        while True:
            now = int(winners.owners[pairs[solution[winners.first + pairs] == 1][0]])
            lower = winners.first + pairs[winners.owners[pairs] < now]
            if not len(lower):
                break
            trial = search.over(search.model.copy())
            one = np.ones(len(lower), dtype=np.int64)
            trial.model.row("an earlier provider wins", Linear(lower, one), 1, None)
            outcome = trial.solve()
            if outcome.solution is None:
                break
            solution = outcome.solution
        award.append(now)
        keep = winners.first + pairs[winners.owners[pairs] == now]
        search.model.row("this winner stands", Linear(keep, np.array([1])), 1, 1)
    return tuple(award)
