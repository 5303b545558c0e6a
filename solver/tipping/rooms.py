"""By how much each design passes a rule about money, year by year."""

import numpy as np

from lotdesign.money.baseline import baseline
from lotdesign.rules.base import Rule
from lotdesign.rules.envelope import Envelope
from lotdesign.rules.saving import Saving
from solver.atlas.measured import Measured
from solver.facts.lots import Flags, Ints

MONEY = Envelope | Saving


def excess(rule: Rule, measured: Measured) -> Ints:
    """Y x D pence that a design takes above the rule's limit, rounded up; below 0 is room."""
    facts, scenario = measured.facts, measured.facts.scenario
    if isinstance(rule, Envelope):
        amounts = {"paid": facts.paid, "cost": facts.cost, "gross": facts.gross}[rule.on]
        taken = facts.taken(amounts, rule.services)
        limits = [int(limit // 1) for limit in rule.limits(scenario)]
    else:
        assert isinstance(rule, Saving), "no other rule is about money"
        taken = facts.cost
        targets = zip(baseline(scenario), rule.targets(scenario), strict=True)
        limits = [int((today - target) // 1) for today, target in targets]
    return np.stack([measured.sums(taken[:, year]) - limit for year, limit in enumerate(limits)])


def straying(measured: Measured) -> Ints:
    """Pence by which a design's excess strays at most from a straight line between two values.

    Each lot rounds its saving and the part of a service; today's contracts, and the limit itself,
    are rounded too.
    """
    room: Ints = 2 * measured.designs.counts + len(measured.facts.scenario.units) + 2
    return room


def kept_between(low: Ints, high: Ints, room: Ints) -> tuple[Flags, Flags]:
    """Which designs keep the rule at every value between two, and which might at some."""
    sure: Flags = np.logical_and.reduce(np.maximum(low, high) <= -room)
    maybe: Flags = np.logical_and.reduce(np.minimum(low, high) <= room)
    return sure, maybe
