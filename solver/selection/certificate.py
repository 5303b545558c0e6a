"""The indicative award of a finished design."""

import numpy as np

from lotdesign.design import Award, Design
from lotdesign.ledger import Ledger
from lotdesign.scenario.scenario import Scenario
from solver.engines.base import Engine, Settings
from solver.facts.lots import lots_of
from solver.facts.table import Facts
from solver.objectives.largest_provider_share import goal
from solver.selection.build import certified
from solver.selection.handout import first_award
from solver.selection.linear import Linear
from solver.selection.minimise import minimise
from solver.selection.model import Model
from solver.selection.search import Search
from solver.selection.winners import Winners


def certificate(scenario: Scenario, design: Design, engine: Engine) -> Award | None:
    """The award with the least largest share, then the smallest provider positions in lot order.

    None when no award keeps everyone's capacity and all award rules: that is proved.
    """
    facts = _facts(scenario, design)
    quick = _first(scenario, design, facts)
    if quick is not None or not (facts.bidders > 0).all():
        return quick
    search, winners = _posed(facts, engine)
    least = goal(winners.facts, search.model, winners)
    stage = minimise(search, least, lambda best, bound: None)
    if stage.solution is None or stage.value is None:
        return None
    search.promise(least, stage.value)
    return _smallest(search, winners, stage.solution)


def certifiable(scenario: Scenario, design: Design, engine: Engine) -> bool:
    """Whether the design has any certificate."""
    facts = _facts(scenario, design)
    if not (facts.bidders > 0).all():
        return False
    if _first(scenario, design, facts) is not None:
        return True
    search, _ = _posed(facts, engine)
    return search.solve().solution is not None


def _facts(scenario: Scenario, design: Design) -> Facts:
    return Facts(scenario, lots_of([lot.units for lot in design.lots]))


def _first(scenario: Scenario, design: Design, facts: Facts) -> Award | None:
    """The first award in which nobody holds more than the largest lot.

    Somebody must hold that lot, so no award has a smaller largest share.
    """
    rules = [rule for rule in scenario.active_rules if rule.needs_certificate]
    blank = Ledger(scenario, design)

    def accepts(award: Award) -> bool:
        return all(rule.judge(blank.awarded(award)).met for rule in rules)

    return first_award(facts, int(facts.value.max()), accepts)


def _posed(facts: Facts, engine: Engine) -> tuple[Search, Winners]:
    """The choice of winners for the lots."""
    model = Model(len(facts))
    for lot in range(len(facts)):
        model.row("the lot is let", Linear(np.array([lot]), np.array([1])), 1, 1)
    winners = certified(facts, model)
    return Search(engine, model, Settings(workers=1), len(facts)), winners


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
