"""Verifies what a result says of its design over the cases of its scenario."""

from collections.abc import Sequence
from decimal import ROUND_UP
from fractions import Fraction

from lotdesign.design import Design
from lotdesign.evaluation import Evaluation
from lotdesign.measures.registry import MEASURES
from lotdesign.result.base import WrittenFigure
from lotdesign.result.figures import (
    FIGURE_PRECISION,
    read_figure,
    write_decimal,
    write_figure,
)
from lotdesign.result.model import Result, Verification
from lotdesign.result.robust import RobustCase, RobustFigures
from lotdesign.scenario.figure_units import WHOLE_UNITS
from lotdesign.scenario.scenario import Scenario
from lotdesign.verify.designs import check_award, read_award, read_design, read_fallbacks
from lotdesign.verify.tally import VerificationTally
from lotdesign.verify.withdrawals import check_tested_withdrawals


def describe_as_given(result: Result) -> Result:
    """The same design as one that was given: of other designs as things stand it says nothing."""
    ended = "given" if result.lots else "interrupted"
    return result.model_copy(
        update={
            "robust": None,
            "status": "feasible" if result.lots else "unknown",
            "termination": ended,
            "proved_by": (),
            "tie_proved": False,
            "candidates": 0,
            "left_out": () if result.lots else ("comparisons", "ladder"),
            "verification": Verification(ok=True, checks=0),
        }
    )


def check_robust(scenario: Scenario, result: Result, tally: VerificationTally) -> None:
    """Cases, values with the awards that are stated, and regrets."""
    told = result.robust
    assert told is not None
    _check_claims(result, told, tally)
    tally.check_equal("robust: measure", told.measure, scenario.objectives[0].measure)
    unit = MEASURES[scenario.objectives[0].measure].unit
    tally.check_equal("robust: unit", told.unit, unit)
    stated = tuple((each.id, each.name, each.set) for each in told.cases)
    known = tuple((each.id, each.name, each.changes) for each in scenario.cases)
    tally.check_equal("robust: cases", stated, known)
    if stated != known or tally.faults:
        return
    without = tuple(each.id for each in told.cases if each.proved and each.best is None)
    tally.check_equal("robust: cases without a design", told.cases_without_design, without)
    standing = result.admissible if result.lots else None
    tally.check_equal("robust: admissible", told.admissible_as_it_stands, standing)
    if result.lots:
        _check_values(scenario, result, told, tally)
    _check_regrets(told, tally)


def _check_claims(result: Result, told: RobustFigures, tally: VerificationTally) -> None:
    """Status, proof and how the search ended."""
    found = {True: "optimal", False: "feasible"} if result.lots else {True: "infeasible"}
    status = found.get(told.proved, "unknown")
    tally.check_claim(result.status == status, f"robust: called {result.status}, is {status}")
    ended = (result.termination == "proved") == told.proved
    tally.check_claim(ended, f"robust: the search ended as {result.termination!r}")
    tally.check_claim(bool(result.proved_by) == told.proved, "robust: proved, or by nobody")
    open_ = [case.id for case in told.cases if not case.proved]
    if told.proved and result.lots:
        tally.check_claim(not open_, f"robust: proved, and the best of {', '.join(open_)} is not")
    tally.check_claim(told.proved or not result.tie_proved, "robust: a tie is called proved")


def _check_values(
    scenario: Scenario, result: Result, told: RobustFigures, tally: VerificationTally
) -> None:
    """The design keeps all rules in each case, and has this value with the award that is stated."""
    lots, routes = zip(*((lot.units, lot.route) for lot in result.lots), strict=True)
    design = read_design(scenario, lots, routes, tally)
    if design is None:
        return
    measure = MEASURES[told.measure]
    for case, each in zip(told.cases, scenario.cases, strict=True):
        what = f"robust: {case.id}: "
        evaluation = _evaluate_in_case(each.scenario, design, case, tally)
        if evaluation is None:
            continue
        check_award(evaluation, tally, what)
        check_tested_withdrawals(each.scenario, case.withdrawals, tally, what)
        broken = ", ".join(evaluation.broken) or "it has no award"
        tally.check_true(evaluation.admissible, f"{what}the design breaks the rules: {broken}")
        if measure.needs_certificate and evaluation.award is None:
            continue
        written = write_figure(measure.evaluate(evaluation), measure.unit)
        tally.check_equal(f"{what}value", case.value, written)


def _evaluate_in_case(
    scenario: Scenario, design: Design, case: RobustCase, tally: VerificationTally
) -> Evaluation | None:
    """The design in the case, with the award and fallbacks that are stated; None for no award."""
    what = f"robust: {case.id}: "
    whole = len(case.award) in (0, len(design.lots))
    tally.check_true(whole, f"{what}an award does not have a party for each lot")
    needless = bool(case.award) and not scenario.needs_certificate
    tally.check_true(not needless, f"{what}an award where none is asked for")
    if not whole or needless:
        return None
    award = read_award(scenario, design, case.award, tally, what)
    fallbacks = read_fallbacks(scenario, design, case.withdrawals, tally, what)
    return Evaluation(scenario, design, award, fallbacks)


def _check_regrets(told: RobustFigures, tally: VerificationTally) -> None:
    """Each regret is the distance of value and best, or bound; then the largest and the sum."""
    sign = MEASURES[told.measure].sign
    for case in told.cases:
        reference = case.best if case.proved else case.bound
        if reference is None:
            continue
        for what, figure in (("best", case.best), ("value", case.value)):
            near = figure is None or sign * (read_figure(figure) - read_figure(reference)) >= 0
            tally.check_true(near, f"robust: {case.id}: {what} is better than any design can be")
        if case.proved:
            tally.check_equal(f"robust: {case.id}: bound", case.bound, case.best)
        if case.regret is None or case.value is None:
            continue
        distance = max(sign * (read_figure(case.value) - read_figure(reference)), Fraction(0))
        _check_near(f"robust: {case.id}: regret", told, case.regret, distance, tally)
    known = _list_known(told.cases)
    if len(known) == len(told.cases) and known:
        _check_near("robust: largest", told, told.largest, max(known), tally)
        _check_near("robust: total", told, told.total, sum(known, Fraction(0)), tally)
    if told.largest is not None and told.bound is not None:
        above = read_figure(told.largest) >= read_figure(told.bound)
        tally.check_true(above, "robust: the largest regret is below its bound")
        _check_gap(told, tally)


def _check_gap(told: RobustFigures, tally: VerificationTally) -> None:
    """Nothing is open where it is proved; else the distance as a share of the case's best."""
    if told.proved or told.largest == told.bound:
        tally.check_equal("robust: bound", told.bound, told.largest)
        tally.check_equal("robust: gap", told.gap, "0")
    elif told.unit in WHOLE_UNITS:
        case = next((each for each in told.cases if each.regret == told.largest), None)
        best = Fraction(0) if case is None or case.best is None else read_figure(case.best)
        open_ = read_figure(told.largest or 0) - read_figure(told.bound or 0)
        found = write_decimal(open_ / abs(best), ROUND_UP) if best else None
        tally.check_equal("robust: gap", told.gap, found)


def _list_known(cases: Sequence[RobustCase]) -> list[Fraction]:
    return [read_figure(case.regret) for case in cases if case.regret is not None]


def _check_near(
    what: str, told: RobustFigures, stated: WrittenFigure, found: Fraction, tally: VerificationTally
) -> None:
    """Whole units are equal; decimals differ by no more than their rounding."""
    if stated is None:
        tally.check_true(False, f"{what}: not stated")
        return
    roundings = 0 if told.unit in WHOLE_UNITS else len(told.cases) + 2
    difference = abs(read_figure(stated) - found)
    tally.check_true(
        difference <= roundings * Fraction(FIGURE_PRECISION),
        f"{what}: the result says {stated}, worked out again {write_figure(found, told.unit)}",
    )
