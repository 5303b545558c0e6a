"""Verifies the ladder of a result: the best design for each number of lots."""

from collections.abc import Iterator

from lotdesign.evaluation import Evaluation
from lotdesign.measures.registry import MEASURES
from lotdesign.result.base import MOST_CANDIDATES_OF_LADDER
from lotdesign.result.build import evaluate_measures
from lotdesign.result.designs import list_award_ids, list_design_routes, list_unit_ids
from lotdesign.result.model import BestByLotCount, Result
from lotdesign.scenario.scenario import Scenario
from lotdesign.verify.aims import has_tolerance
from lotdesign.verify.shown_designs import ShownDesign
from lotdesign.verify.stated_designs import check_standing, evaluate_stated_design, read_number
from lotdesign.verify.tally import VerificationTally
from lotdesign.words import format_count


def check_ladder(
    scenario: Scenario, result: Result, tally: VerificationTally
) -> Iterator[ShownDesign]:
    """Yields each rung's design; its numbers of lots are whole and each rung is as it says."""
    counts = [rung.lots for rung in result.ladder]
    tally.check_equal("ladder: numbers of lots", counts, list(range(1, len(counts) + 1)))
    _check_whole(scenario, result, tally)
    for rung in result.ladder:
        evaluation = _check_ladder_rung(scenario, result, rung, tally)
        if evaluation is not None:
            yield ShownDesign(describe_rung(rung), evaluation)


def describe_rung(rung: BestByLotCount) -> str:
    """The words that begin faults about a rung."""
    return f"ladder, {format_count(rung.lots, 'lot')}"


def _check_whole(scenario: Scenario, result: Result, tally: VerificationTally) -> None:
    """No rung is missing and none is open, unless the ladder is said to be left out.

    There may be none where lots have winners or routes: the limit counts these, and the result does
    not.
    """
    if "ladder" in result.left_out or result.termination == "given":
        return
    stated = len(result.ladder)
    chosen_with_lots = bool(scenario.prices) or len(scenario.routes.offered) > 1
    is_due = 0 < result.candidates <= MOST_CANDIDATES_OF_LADDER and not chosen_with_lots
    whole = (len(scenario.units),) if is_due else (0, len(scenario.units))
    tally.check_claim(stated in whole, "ladder: rungs are missing")
    tally.check_claim(
        stated == 0 or not result.lots or stated >= len(result.lots),
        "ladder: it ends before the number of lots of the design",
    )
    for rung in result.ladder:
        tally.check_claim(
            rung.status != "unknown", f"{describe_rung(rung)}: open, and not said to be left out"
        )


def _check_ladder_rung(
    scenario: Scenario, result: Result, rung: BestByLotCount, tally: VerificationTally
) -> Evaluation | None:
    what = describe_rung(rung)
    found = rung.status in ("optimal", "feasible")
    tally.check_true(found == bool(rung.design), f"{what}: {rung.status}, against its design")
    if not rung.design:
        tally.check_equal(f"{what}: measures", rung.measures, {})
        empty = not (rung.routes or rung.award or rung.withdrawals) and rung.bound is None
        tally.check_claim(empty, f"{what}: no design, and more is stated of it")
        return None
    evaluation = evaluate_stated_design(scenario, rung.design, rung, what, tally)
    if evaluation is None:
        return None
    tally.check_equal(f"{what}: lots", rung.lots, len(rung.design))
    tally.check_true(evaluation.certified, f"{what}: a certificate is asked for and there is none")
    tally.check_equal(f"{what}: rules broken", (), evaluation.broken)
    tally.check_equal(f"{what}: measures", rung.measures, evaluate_measures(evaluation))
    check_standing(result, rung.measures, what, tally)
    _check_rung_bound(scenario, rung, what, tally)
    return evaluation


def _check_rung_bound(
    scenario: Scenario, rung: BestByLotCount, what: str, tally: VerificationTally
) -> None:
    """Only what is not proved best has a bound, and it is no worse than that."""
    measure = MEASURES[scenario.objectives[0].measure]
    bound, reached = read_number(rung.bound), read_number(rung.measures.get(measure.name))
    if rung.bound is None or reached is None:
        return
    holds = bound is not None and measure.sign * bound <= measure.sign * reached
    holds = holds and rung.status == "feasible"
    tally.check_true(holds, f"{what}: its bound, against its status and design")


def check_own_rung(evaluation: Evaluation, result: Result, tally: VerificationTally) -> None:
    """The best design of all is the best with its own number of lots.

    With a tolerance it need not be: that is taken of an optimum that may lie elsewhere.
    """
    if result.status != "optimal" or has_tolerance(evaluation.scenario):
        return
    design, scenario = evaluation.design, evaluation.scenario
    for rung in result.ladder:
        if rung.lots != len(design.lots) or rung.status == "unknown":
            continue
        same = (rung.status, rung.design, rung.routes, rung.award) == (
            "optimal",
            list_unit_ids(scenario, design),
            list_design_routes(design),
            list_award_ids(evaluation),
        )
        tally.check_claim(same, f"{describe_rung(rung)}: not the best design, which has so many")
