"""What a rule limits of each lot's money: a yearly amount, and the part of it that counts."""

from lotdesign.scenario.rule import Rule
from solver.arrays import Ints
from solver.candidates.table import CandidateTable


def compute_counted_amounts(rule: Rule, candidates: CandidateTable) -> Ints:
    """N x Y pence of each lot that count against the yearly limits of a rule that has some."""
    assert rule.counted_amount is not None, "the rule limits an amount"
    amounts = {"paid": candidates.paid, "cost": candidates.cost, "gross": candidates.gross}
    counted = rule.find_counted_units(candidates.scenario)
    if counted is None:
        services = rule.selected_services
        return candidates.share_by_services(amounts[rule.counted_amount], services)
    return candidates.share_by_units(amounts[rule.counted_amount], counted)
