"""`small_bidders` as a fact of each lot, or as a row."""

import numpy as np

from lotdesign.market.small import small_parties
from lotdesign.rules.small_bidders import SmallBidders
from lotdesign.scenario.scenario import Scenario
from solver.candidates.shape import Following, Shape
from solver.facts.lots import Flags
from solver.facts.table import Facts
from solver.selection.model import Model
from solver.selection.share import beyond_share


def shape(rule: SmallBidders, scenario: Scenario) -> Shape:
    """For "all": enough small providers can still follow."""
    if rule.lots != "all":
        return Shape()
    single = frozenset(range(len(scenario.providers or ())))
    needed = scenario.market.small_needed
    return Shape(followings=(Following(small_parties(scenario) & single, needed),))


def admits(rule: SmallBidders, facts: Facts) -> Flags:
    """For "all": the lot is accessible, or need not be."""
    if rule.lots == "all":
        return facts.accessible | ~facts.external
    return np.ones(len(facts), dtype=np.bool_)


def several(rule: SmallBidders) -> bool:
    """Whether the rule looks at several lots together: not where it asks for all of them."""
    return rule.lots != "all"


def ties(rule: SmallBidders, facts: Facts, model: Model) -> None:
    """At least so many accessible lots, or so large a share of V in them."""
    if rule.share is not None:
        closed = model.chosen(np.where(facts.accessible, 0, facts.let_value))
        model.at_most_zero(rule.id, beyond_share(facts, closed, 1 - rule.share))
    elif rule.lots != "all":
        model.row(rule.id, model.chosen(facts.accessible.astype(int)), rule.lots, None)
