"""Checks a whole result."""

from lotdesign.checker.award import check_award, read_award
from lotdesign.checker.claims import check_measures, check_rules
from lotdesign.checker.lots import check_lots
from lotdesign.checker.structure import read_design
from lotdesign.checker.tally import Tally
from lotdesign.ledger import Ledger
from lotdesign.result.model import Result, Verification
from lotdesign.scenario.scenario import Scenario


def check(scenario: Scenario, result: Result) -> Verification:
    """Works out again every figure, rule, measure and award that the result states."""
    tally = Tally()
    if not result.lots:
        tally.same("scenario sha256", result.scenario.sha256, scenario.sha256)
        lotless = result.status in ("infeasible", "unknown")
        tally.true(lotless, "the result calls a design found and has no lots")
        return tally.verification()
    design = read_design(scenario, result, tally)
    if design is not None:
        ledger = Ledger(scenario, design, read_award(scenario, result, design, tally))
        check_lots(ledger, result, tally)
        check_award(ledger, tally)
        check_rules(ledger, result, tally)
        check_measures(ledger, result, tally)
    return tally.verification()
