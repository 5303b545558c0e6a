"""Units that too few providers can run, even alone."""

from collections.abc import Iterator

from lotdesign.market.eligibility import able
from lotdesign.market.small import small_parties
from lotdesign.money.account import account
from lotdesign.preflight.note import Note
from lotdesign.rules.base import Rule
from lotdesign.rules.bidders import Bidders
from lotdesign.rules.route import open_routes
from lotdesign.rules.small_bidders import SmallBidders
from lotdesign.scenario.scenario import Scenario
from lotdesign.words import plural


def unserved_units(scenario: Scenario) -> Iterator[Note]:
    """A note for each unit that no external lot can make biddable: lots only get harder to carry.

    The smallest lot that a provider takes is left out: a larger lot may pass it.
    """
    if scenario.providers is None:
        return
    small = small_parties(scenario)
    for u, unit in enumerate(scenario.units):
        parties = able(scenario, (u,), account(scenario, (u,)).value, growing=True)
        singles = [p for p in parties if p < len(scenario.providers)]
        little = len(small & set(singles))
        must = open_routes(scenario, u) == ("external",)
        broken = [
            rule.id
            for rule in scenario.active_rules
            if must and _needed(scenario, rule, len(singles), little, bool(parties))
        ]
        number = plural(len(singles), "provider")
        found = f"{unit.name}: {number} could run it, {little} of them small"
        if broken:
            yield Note("impossible", f"{found}; the rules ask for more.", tuple(broken))
        elif not parties and must and scenario.needs_certificate:
            yield Note("impossible", f"{found}; an objective or a price asks who would win.")
        elif not parties:
            yield Note("warning", f"{unit.name}: no listed provider could run it, even alone.")


def _needed(scenario: Scenario, rule: Rule, able: int, little: int, placed: bool) -> bool:
    """Whether the rule cannot be kept by any lot that holds such a unit.

    `able` and `little` count single providers; `placed` says that anybody can be awarded it.
    """
    if isinstance(rule, Bidders):
        return able < rule.min
    if isinstance(rule, SmallBidders) and rule.lots == "all":
        return little < scenario.market.small_needed
    return rule.needs_certificate and not placed
