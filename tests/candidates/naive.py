"""Which lots there could be, by judging every set of units with the rules' own exact measure."""

from itertools import combinations

from lotdesign.design import Design, Lot
from lotdesign.ledger import Ledger
from lotdesign.rules.base import Rule
from lotdesign.rules.small_bidders import SmallBidders
from lotdesign.scenario.scenario import Scenario
from tests.brute.lot_rules import CHECKS

Units = tuple[int, ...]


def subsets(scenario: Scenario) -> list[Units]:
    """Every set of units but the empty one, in dictionary order."""
    units = range(len(scenario.units))
    return sorted(held for k in units for held in combinations(units, k + 1))


def alone(scenario: Scenario, units: Units) -> Ledger:
    """The figures of one lot without the rest of a design."""
    return Ledger(scenario, Design((Lot(units),)))


def is_about_lots(rule: Rule) -> bool:
    """Whether a design keeps the rule exactly when each of its lots does."""
    return rule.kind in CHECKS or (isinstance(rule, SmallBidders) and rule.lots == "all")


def keeps(rule: Rule, ledger: Ledger) -> bool:
    """Whether the one lot keeps the rule, as far as a single lot can break it."""
    if rule.kind in ("award", "small_award"):
        return bool(ledger.eligible[0])
    return not is_about_lots(rule) or rule.judge(ledger).met


def admissible(scenario: Scenario) -> list[Units]:
    """The lots that break no rule about single lots, and can be awarded where they must be."""
    return [
        units
        for units in subsets(scenario)
        if all(keeps(rule, alone(scenario, units)) for rule in scenario.active_rules)
        and (not scenario.needs_certificate or alone(scenario, units).eligible[0])
    ]
