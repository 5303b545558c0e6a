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
from lotdesign.words import join_words


def check_comparisons(
    scenario: Scenario, result: Result, tally: VerificationTally
) -> Iterator[ShownDesign]:
    """Yields each comparison's design; they are the scenario's, in order, and none is missing.

    Fewer may stand where comparisons are left out, and none where arithmetic ruled all out.
    """
    named = list_reference_designs(scenario)
    due = iter(zip(named, build_references(scenario), strict=True))
    for other in result.comparisons:
        design, skipped = _find_next(due, (other.id, other.name))
        in_order = design is not None and (not skipped or "comparisons" in result.left_out)
        tally.check_claim(
            in_order, f"comparison {other.id}: none of the scenario's, in their order"
        )
        evaluation = check_comparison(scenario, result, other, result.ladder, tally)
        if evaluation is not None:
            same = design is None or evaluation.design == design
            tally.check_claim(same, f"comparison {other.id}: it is another design")
            yield ShownDesign(f"comparison {other.id}", evaluation)
    none_due = result.termination == "given" or (
        PREFLIGHT_ARITHMETIC in result.proved_by and not result.comparisons
    )
    if not none_due and "comparisons" not in result.left_out:
        missing = join_words([id_ for (id_, _), _ in due])
        tally.check_claim(not missing, f"comparisons: without {missing}")


def _find_next(
    due: Iterator[tuple[tuple[str, str], Design]], named: tuple[str, str]
) -> tuple[Design | None, int]:
    """The next design that is due of this id and name, and how many were due before it."""
    skipped = 0
    for each, design in due:
        if each == named:
            return design, skipped
        skipped += 1
    return None, skipped


def build_references(scenario: Scenario) -> Iterator[Design]:
    """Today's contracts, the options, one contract for all, one a unit: as they are listed."""
    units = range(len(scenario.units))
    yield build_todays_design(scenario)
    for option in scenario.options:
        yield build_design_from_ids(scenario, option.lots, option.routes)
    yield build_external_design([units])
    yield build_external_design([[unit] for unit in units])


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
