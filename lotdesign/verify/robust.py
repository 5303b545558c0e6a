"""Verifies what a result says of its design over the cases of its scenario."""

from collections.abc import Sequence
from fractions import Fraction

from lotdesign.evaluation import Evaluation
from lotdesign.measures.registry import MEASURES
from lotdesign.result.base import WrittenFigure
from lotdesign.result.figures import FIGURE_PRECISION, read_figure, write_figure
from lotdesign.result.model import Result, Verification
from lotdesign.result.robust import RobustCase, RobustFigures
from lotdesign.scenario.figure_units import WHOLE_UNITS
from lotdesign.scenario.scenario import Scenario
from lotdesign.verify.designs import read_design
from lotdesign.verify.tally import VerificationTally


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
    """Cases, values and regrets; a value that hangs on who wins is compared with nothing."""
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
    tally.check_claim(told.proved or not result.tie_proved, "robust: a tie is called proved")


def _check_values(
    scenario: Scenario, result: Result, told: RobustFigures, tally: VerificationTally
) -> None:
    """The value in each case in which it does not hang on who wins the lots."""
    lots, routes = zip(*((lot.units, lot.route) for lot in result.lots), strict=True)
    design = read_design(scenario, lots, routes, tally)
    measure = MEASURES[told.measure]
    for case, each in zip(told.cases, scenario.cases, strict=True):
        if design is None or measure.needs_certificate or each.scenario.prices is not None:
            continue
        value = measure.evaluate(Evaluation(each.scenario, design))
        written = write_figure(value, measure.unit)
        tally.check_equal(f"robust: {case.id}: value", case.value, written)


def _check_regrets(told: RobustFigures, tally: VerificationTally) -> None:
    """Each regret is the distance of value and best, or bound; then the largest and the sum."""
    sign = MEASURES[told.measure].sign
    for case in told.cases:
        reference = case.best if case.proved else case.bound
        if case.regret is None or case.value is None or reference is None:
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
