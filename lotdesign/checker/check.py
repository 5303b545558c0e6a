"""Checks a whole result."""

from lotdesign.checker.award import check_award, read_award
from lotdesign.checker.claims import check_law, check_measures, check_rules
from lotdesign.checker.context import check_context
from lotdesign.checker.divided import check_divided
from lotdesign.checker.lots import check_budget, check_lots
from lotdesign.checker.objectives import check_objectives
from lotdesign.checker.structure import read_design
from lotdesign.checker.tally import Tally
from lotdesign.checker.withdrawal import check_shortfalls, read_without
from lotdesign.ledger import Ledger
from lotdesign.result.build import law_notes
from lotdesign.result.model import Result, Verification
from lotdesign.result.reference import reference
from lotdesign.scenario.assumptions import assumptions
from lotdesign.scenario.scenario import Scenario


def check(scenario: Scenario, result: Result) -> Verification:
    """Works out again every figure, rule, measure and award that the result states."""
    tally = Tally()
    _check_input(scenario, result, tally)
    _check_status(result, tally)
    if result.lots:
        _check_answer(scenario, result, tally)
    else:
        tally.same("law", result.law, law_notes(scenario, None))
    check_context(scenario, result, tally)
    return tally.verification()


def _check_input(scenario: Scenario, result: Result, tally: Tally) -> None:
    said_of, found = result.scenario, reference(scenario)
    tally.same("scenario sha256", said_of.sha256, found.sha256)
    files = (said_of.files_sha256, said_of.settings)
    tally.same("settings", files, (found.files_sha256, found.settings))
    said = tuple((each.where, each.text) for each in result.assumptions)
    tally.same("assumptions", said, assumptions(scenario))
    check_budget(scenario, result.totals, tally)


def _check_status(result: Result, tally: Tally) -> None:
    """A status that the lots, or the lack of them, bear out."""
    found = result.status in ("optimal", "feasible")
    if found:
        tally.true(bool(result.lots), "the result calls a design found and has no lots")
    else:
        tally.true(not result.lots, f"the result is called {result.status} and has lots")
    given = result.termination == "given"
    tally.true(not given or result.status == "feasible", "a given design is no more than feasible")


def stated_ledger(scenario: Scenario, result: Result, tally: Tally) -> Ledger | None:
    """The figures of the design and the award that the result states; None where it is none."""
    lots, routes = zip(*((lot.units, lot.route) for lot in result.lots), strict=True)
    design = read_design(scenario, lots, routes, tally)
    if design is None:
        return None
    award = read_award(scenario, design, [lot.award or "" for lot in result.lots], tally)
    without = read_without(scenario, design, result.withdrawals, tally)
    return Ledger(scenario, design, award, without)


def _check_answer(scenario: Scenario, result: Result, tally: Tally) -> None:
    ledger = stated_ledger(scenario, result, tally)
    if ledger is None:
        return
    _check_admissible(ledger, result, tally)
    check_lots(ledger, result, tally)
    check_award(ledger, tally)
    check_shortfalls(ledger, tally)
    check_rules(ledger, result, tally)
    check_measures(ledger, result, tally)
    check_law(ledger, result, tally)
    check_objectives(scenario, result, tally)
    check_divided(ledger, result, tally)


def _check_admissible(ledger: Ledger, result: Result, tally: Tally) -> None:
    """What the result says of it, if it does; only a given design may want a certificate."""
    if not ledger.certified and result.termination != "given":
        tally.true(False, "the rules ask for a certificate and the result has none")
        return
    told = ledger.admissible if result.admissible is None else result.admissible
    found = (ledger.certified, ledger.admissible)
    tally.same("certified, admissible", (result.certified, told), found)
