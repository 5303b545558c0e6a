"""Verifies a whole result by computing it again, and tests conditions on it."""

from collections.abc import Iterable, Iterator

from lotdesign.assumptions import list_assumptions
from lotdesign.evaluation import Evaluation
from lotdesign.measures.conditions import ADMISSIBLE, MeasureCondition
from lotdesign.measures.registry import MEASURES
from lotdesign.result.base import WrittenFigure
from lotdesign.result.build import build_law_notes, build_scenario_ref, can_measure
from lotdesign.result.figures import write_figure
from lotdesign.result.model import Result, Verification
from lotdesign.result.proof_names import PREFLIGHT_ARITHMETIC
from lotdesign.scenario.scenario import Scenario
from lotdesign.verify.break_even import check_break_even
from lotdesign.verify.comparisons import check_comparisons
from lotdesign.verify.designs import (
    check_award,
    check_shortfalls,
    read_award,
    read_design,
    read_fallbacks,
)
from lotdesign.verify.divided import check_divided
from lotdesign.verify.figures import (
    check_budget,
    check_law,
    check_lots,
    check_measures,
    check_objectives,
    check_rules,
)
from lotdesign.verify.ladder import check_ladder, check_own_rung
from lotdesign.verify.preflight_notes import check_preflight
from lotdesign.verify.proof_claims import check_proof_claims
from lotdesign.verify.refutations import check_refutations, list_unstated_references
from lotdesign.verify.robust import check_robust, describe_as_given
from lotdesign.verify.rule_effects import check_effects
from lotdesign.verify.shown_designs import ShownDesign
from lotdesign.verify.tally import VerificationTally
from lotdesign.verify.tolerances import check_tolerances
from lotdesign.verify.withdrawals import check_tested_withdrawals

UNVERIFIED = Verification(ok=True, checks=0)
"""What a result says of its verification before it has one."""


def verify_result(scenario: Scenario, result: Result) -> Verification:
    """Compute again every figure, rule, measure and award that the result states, and compare.

    In exact arithmetic, from the scenario alone; figures must be equal to the penny. What cannot be
    read is one of its faults. That no better design exists is checked where the result carries a
    bound certificate; that there is none also where arithmetic proves it.
    """
    return _tally_result(scenario, result).build_verification()


def _tally_result(scenario: Scenario, result: Result) -> VerificationTally:
    if result.robust is not None:
        tally = _tally_result(scenario, describe_as_given(result))
        check_robust(scenario, result, tally)
        _check_own_verification(result, tally)
        return tally
    tally = VerificationTally()
    _check_input(scenario, result, tally)
    _check_status(result, tally)
    check_proof_claims(scenario, result, tally)
    if PREFLIGHT_ARITHMETIC in result.proved_by:
        from lotdesign.verify.impossibility import is_ruled_out

        fault = "proved by arithmetic, and worked out again it rules nothing out"
        tally.check_true(is_ruled_out(scenario), fault)
    shown: list[ShownDesign] = []
    evaluation = None
    if result.lots:
        evaluation = evaluate_answer(scenario, result, tally)
    else:
        from lotdesign.verify.no_design import check_no_design

        tally.check_equal("law", result.law, build_law_notes(scenario, None))
        check_no_design(scenario, result, tally)
    if evaluation is not None:
        _check_answer(evaluation, result, tally)
        shown += check_divided(evaluation, result, tally)
    shown += check_ladder(scenario, result, tally)
    shown += check_comparisons(scenario, result, tally)
    _check_beside_others(scenario, result, evaluation, shown, tally)
    check_preflight(scenario, result, tally)
    if result.bound_certificate is not None:
        from lotdesign.verify.bound_certificate import check_bound_certificate

        check_bound_certificate(scenario, result, tally)
    _check_own_verification(result, tally)
    return tally


def verify_anew(scenario: Scenario, result: Result) -> Result:
    """The result with its verification, in place of any that it had."""
    bare = result.model_copy(update={"verification": UNVERIFIED})
    return bare.model_copy(update={"verification": verify_result(scenario, bare)})


def _check_beside_others(
    scenario: Scenario,
    result: Result,
    evaluation: Evaluation | None,
    shown: list[ShownDesign],
    tally: VerificationTally,
) -> None:
    """What the answer claims holds beside all designs that are shown."""
    others = (*shown, *list_unstated_references(scenario, result, shown))
    check_refutations(result, evaluation, others, tally)
    if evaluation is not None:
        check_own_rung(evaluation, result, tally)
        check_effects(evaluation, result, others, tally)
        check_break_even(evaluation, result, tally)


def _check_own_verification(result: Result, tally: VerificationTally) -> None:
    """What the result says of its own verification, where it has one and nothing else is wrong."""
    stated = result.verification
    if stated == UNVERIFIED or tally.faults:
        return
    tally.check_claim(
        stated == tally.build_verification(),
        f"verification: the result says {stated.checks} checks and {len(stated.faults)} faults, "
        f"worked out again {tally.checks} and none",
    )


def _check_input(scenario: Scenario, result: Result, tally: VerificationTally) -> None:
    said_of, found = result.scenario, build_scenario_ref(scenario)
    tally.check_equal("scenario sha256", said_of.sha256, found.sha256)
    files = (said_of.files_sha256, said_of.settings)
    tally.check_equal("settings", files, (found.files_sha256, found.settings))
    stated = tuple((each.where, each.text) for each in result.assumptions)
    tally.check_equal("assumptions", stated, list_assumptions(scenario))
    check_budget(scenario, result.totals, tally)


def _check_status(result: Result, tally: VerificationTally) -> None:
    """The status agrees with there being lots or not."""
    found = result.status in ("optimal", "feasible")
    if found:
        tally.check_true(bool(result.lots), "the result calls a design found and has no lots")
    else:
        tally.check_true(not result.lots, f"the result is called {result.status} and has lots")
    given = result.termination == "given"
    tally.check_true(
        not given or result.status == "feasible", "a given design is no more than feasible"
    )


def evaluate_answer(
    scenario: Scenario, result: Result, tally: VerificationTally
) -> Evaluation | None:
    """The evaluation of the design and award that the result states; None for no valid design."""
    lots, routes = zip(*((lot.units, lot.route) for lot in result.lots), strict=True)
    design = read_design(scenario, lots, routes, tally)
    if design is None:
        return None
    award = read_award(scenario, design, [lot.award or "" for lot in result.lots], tally)
    without = read_fallbacks(scenario, design, result.withdrawals, tally)
    return Evaluation(scenario, design, award, without)


def _check_answer(evaluation: Evaluation, result: Result, tally: VerificationTally) -> None:
    scenario = evaluation.scenario
    _check_admissible(evaluation, result, tally)
    check_lots(evaluation, result, tally)
    check_award(evaluation, tally)
    check_shortfalls(evaluation, tally)
    check_tested_withdrawals(scenario, result.withdrawals, tally, "")
    check_rules(evaluation, result, tally)
    check_measures(evaluation, result, tally)
    check_law(evaluation, result, tally)
    check_objectives(scenario, result, tally)
    check_tolerances(evaluation, result, tally)


def _check_admissible(evaluation: Evaluation, result: Result, tally: VerificationTally) -> None:
    """Whether it is admissible as stated; only a given design may lack its certificate."""
    if not evaluation.certified and result.termination != "given":
        tally.check_true(False, "the rules ask for a certificate and the result has none")
        return
    stated = evaluation.admissible if result.admissible is None else result.admissible
    found = (evaluation.certified, evaluation.admissible)
    tally.check_equal("certified, admissible", (result.certified, stated), found)


def find_unmet_conditions(
    scenario: Scenario, result: Result, conditions: Iterable[MeasureCondition]
) -> Iterator[tuple[MeasureCondition, WrittenFigure]]:
    """Each condition that does not hold of a verified result, with the value of its measure.

    Measures are compared exactly, before they are rounded, in their own units: pence, metres,
    shares of 1.
    """
    evaluation = evaluate_answer(scenario, result, VerificationTally()) if result.lots else None
    for condition in conditions:
        if condition.measure == ADMISSIBLE:
            holds, value = evaluation is not None and evaluation.admissible, None
        else:
            holds, value = _test_condition(evaluation, condition)
        if not holds:
            yield condition, value


def _test_condition(
    evaluation: Evaluation | None, condition: MeasureCondition
) -> tuple[bool, WrittenFigure]:
    measure = MEASURES[condition.measure]
    if evaluation is None or not can_measure(evaluation, measure):
        return False, None
    exact = measure.evaluate(evaluation)
    return condition.holds(exact), write_figure(exact, measure.unit)
