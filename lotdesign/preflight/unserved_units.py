"""Units that too few providers can run, even alone."""

from collections.abc import Iterator

from lotdesign.market.eligibility import eligible
from lotdesign.market.small import is_small
from lotdesign.money.account import account
from lotdesign.preflight.note import Note
from lotdesign.rules.base import Rule
from lotdesign.rules.bidders import Bidders
from lotdesign.rules.small_bidders import SmallBidders
from lotdesign.scenario.scenario import Scenario
from lotdesign.words import plural


def unserved_units(scenario: Scenario) -> Iterator[Note]:
    """A note for each unit that no lot can make biddable: lots only get harder to carry.

    The smallest lot that a provider takes is left out: a larger lot may pass it.
    """
    if scenario.providers is None:
        return
    for u, unit in enumerate(scenario.units):
        able = eligible(scenario, (u,), account(scenario, (u,)).value, growing=True)
        little = sum(is_small(scenario.providers[p], scenario.market.small) for p in able)
        broken = [
            rule.id for rule in scenario.active_rules if _needed(scenario, rule, len(able), little)
        ]
        found = f"{unit.name}: {plural(len(able), 'provider')} could run it, {little} of them small"
        if broken:
            yield Note("impossible", f"{found}; the rules ask for more.", tuple(broken))
        elif not able and scenario.needs_certificate:
            yield Note("impossible", f"{found}; an objective asks who would win.")
        elif not able:
            yield Note("warning", f"{unit.name}: no listed provider could run it, even alone.")


def _needed(scenario: Scenario, rule: Rule, able: int, little: int) -> bool:
    """Whether the rule cannot be kept by any lot that holds such a unit."""
    if isinstance(rule, Bidders):
        return able < rule.min
    if isinstance(rule, SmallBidders) and rule.lots == "all":
        return little < scenario.market.small_needed
    return rule.needs_certificate and not able
