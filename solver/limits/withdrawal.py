"""`withdrawal` as a fact of each lot; the awards that take over are asked of whole designs."""

import numpy as np

from lotdesign.market.withdrawal import remaining
from lotdesign.rules.withdrawal import Withdrawal
from lotdesign.scenario.scenario import Scenario
from solver.candidates.shape import Following, Shape
from solver.facts.lots import Flags
from solver.facts.table import Facts


def shape(rule: Withdrawal, scenario: Scenario) -> Shape:
    """Whoever withdraws, somebody else can still follow."""
    return Shape(
        followings=tuple(
            Following(frozenset(remaining(scenario, gone)), 1) for gone in rule.tested(scenario)
        )
    )


def admits(rule: Withdrawal, facts: Facts) -> Flags:
    """Whoever withdraws, somebody else can be awarded the lot."""
    flags: Flags = np.ones(len(facts), dtype=np.bool_)
    for gone in rule.tested(facts.scenario):
        flags &= facts.placeable(remaining(facts.scenario, gone))
    return flags
