"""Verifies which withdrawals a result tells of, and that a shortfall is one."""

from collections.abc import Sequence

from lotdesign.result.base import WithdrawalOutcome
from lotdesign.scenario.scenario import Scenario
from lotdesign.verify.tally import VerificationTally


def check_tested_withdrawals(
    scenario: Scenario, stated: Sequence[WithdrawalOutcome], tally: VerificationTally, what: str
) -> None:
    """Each provider whose withdrawal a rule tests, once, in the order of the table."""
    tested = {p for rule in scenario.active_rules for p in rule.list_withdrawals(scenario)}
    expected = [scenario.parties[p].id for p in sorted(tested)]
    told = [outcome.provider for outcome in stated]
    tally.check_claim(told == expected, f"{what}withdrawals: not those that the rules ask about")
