"""The rules that can be stated over labels; the others are left out and named."""

from functools import singledispatch

from benchmarks.peers.assignment.flow import add_contiguity
from benchmarks.peers.assignment.labels import Labels
from benchmarks.peers.assignment.market import Market
from benchmarks.peers.assignment.values import values
from lotdesign.rules.award import Award
from lotdesign.rules.base import Rule
from lotdesign.rules.bidders import Bidders
from lotdesign.rules.contiguous import Contiguous
from lotdesign.rules.lot_count import LotCount
from lotdesign.rules.lot_size import LotSize
from lotdesign.rules.lot_value import LotValue
from lotdesign.rules.small_bidders import SmallBidders


def add_rules(model: Labels, market: Market) -> tuple[str, ...]:
    """Adds every rule that can be stated; the ids of the others."""
    return tuple(
        rule.id
        for rule in model.scenario.active_rules
        if getattr(rule, "services", None) is not None or not added(rule, model, market)
    )


@singledispatch
def added(rule: Rule, model: Labels, market: Market) -> bool:
    """Whether the rule could be stated, in full."""
    return False


@added.register
def _(rule: Contiguous, model: Labels, market: Market) -> bool:
    if model.scenario.divided:
        return False
    add_contiguity(model)
    return True


@added.register
def _(rule: LotCount, model: Labels, market: Market) -> bool:
    if rule.min is not None:
        model.add(model.lots >= rule.min)
    if rule.max is not None:
        model.add(model.lots <= rule.max)
    return True


@added.register
def _(rule: LotSize, model: Labels, market: Market) -> bool:
    _band(model, None, rule.min, rule.max)
    return True


@added.register
def _(rule: LotValue, model: Labels, market: Market) -> bool:
    least = None if rule.min is None else rule.min / 100
    _band(model, values(model.scenario), least, None if rule.max is None else rule.max / 100)
    return True


@added.register
def _(rule: Bidders, model: Labels, market: Market) -> bool:
    market.ask_bidders(range(len(model.scenario.providers or ())), rule.min)
    return True


@added.register
def _(rule: SmallBidders, model: Labels, market: Market) -> bool:
    if rule.lots != "all":
        return False
    market.ask_bidders(market.small, model.scenario.market.small_needed)
    return True


@added.register
def _(rule: Award, model: Labels, market: Market) -> bool:
    if rule.min_winners is not None:
        market.ask_winners(rule.min_winners)
    if rule.max_share is not None:
        market.ask_share(float(rule.max_share))
    return True


def _band(
    model: Labels, weights: dict[int, float] | None, least: float | None, most: float | None
) -> None:
    """Every lot's sum of weights lies in a band."""
    for root in model.order:
        whole, used = model.sum(root, weights), model.held[root, root]
        if least is not None:
            model.add(whole >= least * used)
        if most is not None:
            model.add(whole <= most * used)
