"""The cheapest way to loosen several rules at once, against every design there is."""

from fractions import Fraction

from lotdesign.design import build_external_design
from lotdesign.evaluation import Evaluation
from lotdesign.scenario.scenario import Scenario
from solver.infeasibility.least_repair import RepairSearch
from solver.infeasibility.relaxations import SWITCHED_OFF, RelaxationDimension
from solver.solve_context import SolveContext
from solver.whatif.oracle import WhatIfOracle
from solver.whatif.variants import drop_objectives
from tests.brute.partitions import partitions
from tests.explain.by_brute import conflicts, corrections, impossible
from tests.solve.loading import loaded

COUNT = 12


def needed(dimension: RelaxationDimension, evaluation: Evaluation) -> int | None:
    """The least level at which a design keeps the rule; None where it must be switched off."""
    relaxation = dimension.relaxation
    if relaxation is None:
        return None
    low, high = dimension.first_level - 1, relaxation.top

    def keeps(level: int) -> bool:
        changed = {relaxation.parameter.name: relaxation.value_at(level)}
        return dimension.rule.model_copy(update=changed).judge(evaluation).met

    if not keeps(high):
        return None
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if keeps(middle) else (middle, high)
    return high


def by_enumeration(scenario: Scenario, search: RepairSearch) -> tuple[int, Fraction]:
    """The least cost over all designs: (rules switched off, total relative loosening)."""
    ids = {rule.id for rule in search.rules}
    others = [rule for rule in scenario.active_rules if rule.id not in ids]
    costs = []
    for labels in partitions(len(scenario.units)):
        groups = [[u for u, own in enumerate(labels) if own == lot] for lot in set(labels)]
        evaluation = Evaluation(scenario, build_external_design(groups))
        if all(rule.judge(evaluation).met for rule in others):
            levels = [needed(each, evaluation) for each in search.dimensions]
            point = tuple(SWITCHED_OFF if level is None else level for level in levels)
            _, off, loosening = search.cost_of(point)
            costs.append((off, loosening))
    return min(costs)


def test_no_design_asks_for_less() -> None:
    """Corrections of two or more rules; rules about winners are left to other tests."""
    seen = 0
    for doc in impossible(6, COUNT):
        scenario = loaded(doc)
        if scenario.needs_certificate:
            continue
        plain = drop_objectives(scenario)
        for correction in corrections(doc, conflicts(doc)):
            rules = tuple(rule for rule in plain.active_rules if rule.id in correction)
            search = RepairSearch(WhatIfOracle(plain, SolveContext()), rules)
            if len({each.rule.id for each in search.dimensions}) < len(search.dimensions):
                continue
            found = search.find_cheapest()
            assert found is not None
            assert found.is_least
            assert found.cost[1:] == by_enumeration(plain, search)
            seen += len(rules) > 1
    assert seen
