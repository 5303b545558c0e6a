"""Verifies the comparisons of a result: the scenario's own reference designs, each as it says."""

from collections.abc import Iterator, Sequence

from lotdesign.design import Design, build_external_design
from lotdesign.evaluation import Evaluation
from lotdesign.measures.registry import MEASURES
from lotdesign.money.design_cost import build_todays_design
from lotdesign.result.build import evaluate_measures
from lotdesign.result.model import BestByLotCount, ReferenceComparison, Result
from lotdesign.result.proof_names import PREFLIGHT_ARITHMETIC
from lotdesign.scenario.design_by_ids import build_design_from_ids
from lotdesign.scenario.lot_names import list_reference_designs
from lotdesign.scenario.scenario import Scenario
from lotdesign.verify.shown_designs import ShownDesign
from lotdesign.verify.stated_designs import check_standing, evaluate_stated_design, read_number
from lotdesign.verify.tally import VerificationTally


def check_comparisons(
    scenario: Scenario, result: Result, tally: VerificationTally
) -> Iterator[ShownDesign]:
    """Yields each comparison's design; they are the scenario's, in order, and none is missing."""
    _check_whole(scenario, result, tally)
    due = dict(zip(dict(list_reference_designs(scenario)), build_references(scenario), strict=True))
    for other in result.comparisons:
        evaluation = check_comparison(scenario, result, other, result.ladder, tally)
        if evaluation is None:
            continue
        expected = due.get(other.id, evaluation.design)
        tally.check_claim(
            evaluation.design == expected, f"comparison {other.id}: it is another design"
        )
        yield ShownDesign(f"comparison {other.id}", evaluation)


def build_references(scenario: Scenario) -> Iterator[Design]:
    """Today's contracts, the options, one contract for all, one a unit: as they are listed."""
    units = range(len(scenario.units))
    yield build_todays_design(scenario)
    for option in scenario.options:
        yield build_design_from_ids(scenario, option.lots, option.routes)
    yield build_external_design([units])
    yield build_external_design([[unit] for unit in units])


def _check_whole(scenario: Scenario, result: Result, tally: VerificationTally) -> None:
    """All of the scenario's, by id and name in order; fewer where they are left out."""
    due = list_reference_designs(scenario)
    stated = tuple((other.id, other.name) for other in result.comparisons)
    if result.termination == "given":
        return
    expected = due
    if "comparisons" in result.left_out:
        expected = tuple(each for each in due if each in stated)
    elif PREFLIGHT_ARITHMETIC in result.proved_by and not stated:
        expected = ()
    tally.check_claim(
        stated == expected, "comparisons: not the designs of the scenario, whole and in order"
    )


def check_comparison(
    scenario: Scenario,
    result: Result,
    other: ReferenceComparison,
    ladder: Sequence[BestByLotCount],
    tally: VerificationTally,
) -> Evaluation | None:
    """A comparison's measures, broken rules, admissibility and rank; None for no valid design."""
    what = f"comparison {other.id}"
    evaluation = evaluate_stated_design(scenario, other.lots, other, what, tally)
    if evaluation is None:
        return None
    tally.check_equal(f"{what}: measures", other.measures, evaluate_measures(evaluation))
    tally.check_equal(f"{what}: rules broken", other.broken, evaluation.broken)
    stated, found = (
        (other.certified, other.admissible),
        (evaluation.certified, evaluation.admissible),
    )
    tally.check_equal(f"{what}: certified, admissible", stated, found)
    tally.check_equal(f"{what}: rank", other.rank, _compute_rank(scenario, other, ladder))
    if other.admissible:
        check_standing(result, other.measures, what, tally)
    return evaluation


def _compute_rank(
    scenario: Scenario, other: ReferenceComparison, ladder: Sequence[BestByLotCount]
) -> int | None:
    """1 plus the number of designs on the ladder that are better by the first objective."""
    measure = MEASURES[scenario.objectives[0].measure]
    mine = read_number(other.measures.get(measure.name))
    theirs = [read_number(rung.measures.get(measure.name)) for rung in ladder]
    known = [measure.sign * each for each in theirs if each is not None]
    if mine is None or not known:
        return None
    return 1 + sum(each < measure.sign * mine for each in known)
