"""Which lots there could be, by judging every set of units with the rules' own exact measure."""

from itertools import combinations

from lotdesign.design import Design, Lot, Route
from lotdesign.evaluation import Evaluation
from lotdesign.market.certificate import find_remaining_parties
from lotdesign.rules.award import AwardRule
from lotdesign.rules.small_bidders import SmallBiddersRule
from lotdesign.rules.withdrawal import WithdrawalRule
from lotdesign.scenario.rule import Rule
from lotdesign.scenario.scenario import Scenario
from tests.brute.lot_rules import CHECKS

Units = tuple[int, ...]


def subsets(scenario: Scenario) -> list[Units]:
    """Every set of units but the empty one, in dictionary order."""
    units = range(len(scenario.units))
    return sorted(held for k in units for held in combinations(units, k + 1))


def alone(scenario: Scenario, units: Units, route: Route = "external") -> Evaluation:
    """The figures of one lot without the rest of a design."""
    return Evaluation(scenario, Design((Lot(units, route),)))


def is_about_lots(rule: Rule) -> bool:
    """Whether a design keeps the rule exactly when each of its lots does."""
    return rule.kind in CHECKS or (isinstance(rule, SmallBiddersRule) and rule.lots == "all")


def keeps(rule: Rule, evaluation: Evaluation) -> bool:
    """Whether the one lot keeps the rule, as far as a single lot can break it."""
    if rule.needs_certificate and not evaluation.external_lots:
        return True
    if isinstance(rule, AwardRule):
        return bool(evaluation.eligible_parties[0]) and not holds_too_much(rule, evaluation)
    if rule.kind == "small_award":
        return bool(evaluation.eligible_parties[0])
    if isinstance(rule, WithdrawalRule):
        gone = rule.list_withdrawals(evaluation.scenario)
        return all(
            set(evaluation.eligible_parties[0])
            & set(find_remaining_parties(evaluation.scenario, p))
            for p in gone
        )
    return not is_about_lots(rule) or rule.judge(evaluation).met


def holds_too_much(rule: AwardRule, evaluation: Evaluation) -> bool:
    """Whether the lot alone is more than the share of a total that is the same in every design.

    It is when all units together are worth as much as one by one, and all lots are external.
    """
    scenario = evaluation.scenario
    if scenario.routes.offered != ("external",):
        return False
    everything = tuple(range(len(scenario.units)))
    total = alone(scenario, everything).values[0]
    apart = sum(alone(scenario, (unit,)).values[0] for unit in everything)
    return (
        rule.max_share is not None
        and total == apart
        and evaluation.values[0] > rule.max_share * total
    )


def admissible(scenario: Scenario) -> list[Lot]:
    """The lots that break no rule about single lots, and can be awarded where they must be."""
    return [
        evaluation.design.lots[0]
        for units in subsets(scenario)
        for evaluation in (alone(scenario, units, route) for route in scenario.routes.offered)
        if all(keeps(rule, evaluation) for rule in scenario.active_rules)
        and (
            not scenario.needs_certificate
            or evaluation.eligible_parties[0]
            or not evaluation.external_lots
        )
    ]
