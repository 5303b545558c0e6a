"""Verifies a result without a design: it states no figure of one, and judges no rule."""

from lotdesign.result.build import judge_rule
from lotdesign.result.model import Result
from lotdesign.scenario.scenario import Scenario
from lotdesign.verify.tally import VerificationTally


def check_no_design(scenario: Scenario, result: Result, tally: VerificationTally) -> None:
    """Where there are no lots there is nothing that only a design has."""
    totals = result.totals
    empty = {
        "measures": result.measures,
        "withdrawals": result.withdrawals,
        "divided services": result.divided,
        "break-even values": result.tipping,
        "gross": totals.gross_pence,
        "paid": totals.paid_pence,
        "cost": totals.cost_pence,
        "admissible": "" if result.admissible is None else str(result.admissible),
        "certified": "" if result.certified else "no",
    }
    for what, stated in empty.items():
        tally.check_claim(not stated, f"{what}: stated, and there is no design")
    unjudged = tuple(judge_rule(scenario, rule, None) for rule in scenario.rules)
    tally.check_claim(result.rules == unjudged, "rules: judged otherwise than without a design")
    _check_objectives(scenario, result, tally)


def _check_objectives(scenario: Scenario, result: Result, tally: VerificationTally) -> None:
    """Only a search that was stopped tells how far it came, and never a value."""
    asked = [objective.measure for objective in scenario.objectives]
    stated = [objective.measure for objective in result.objective]
    told = result.status == "unknown" and stated == asked[: len(stated)]
    tally.check_claim(told or not stated, "objectives: stated, and there is no design")
    valued = [each.measure for each in result.objective if each.value is not None]
    tally.check_claim(not valued, "objectives: a value is stated, and there is no design")
