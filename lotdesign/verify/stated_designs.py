"""Judges a design that a result states beside its answer, with its award and fallbacks."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from lotdesign.evaluation import Evaluation
from lotdesign.measures.registry import MEASURES
from lotdesign.result.base import WrittenFigure
from lotdesign.result.figures import read_figure
from lotdesign.result.model import BestByLotCount, ReferenceComparison, Result
from lotdesign.scenario.scenario import Scenario
from lotdesign.verify.designs import (
    check_award,
    check_shortfalls,
    read_award,
    read_design,
    read_fallbacks,
)
from lotdesign.verify.tally import VerificationTally
from lotdesign.verify.withdrawals import check_tested_withdrawals


def evaluate_stated_design(
    scenario: Scenario,
    lots: Sequence[tuple[str, ...]],
    stated: ReferenceComparison | BestByLotCount,
    what: str,
    tally: VerificationTally,
) -> Evaluation | None:
    """The evaluation of a stated design, award and fallbacks; None for no valid design."""
    design = read_design(scenario, lots, stated.routes, tally, f"{what}: ")
    if design is None:
        return None
    if stated.award and len(stated.award) != len(design.lots):
        tally.check_true(False, f"{what}: an award does not have a party for each lot")
        return None
    award = read_award(scenario, design, stated.award, tally, f"{what}: ")
    without = read_fallbacks(scenario, design, stated.withdrawals, tally, f"{what}: ")
    evaluation = Evaluation(scenario, design, award, without)
    check_award(evaluation, tally, f"{what}: ")
    check_shortfalls(evaluation, tally)
    check_tested_withdrawals(scenario, stated.withdrawals, tally, f"{what}: ")
    return evaluation


def check_standing(
    result: Result, stated: Mapping[str, WrittenFigure], what: str, tally: VerificationTally
) -> None:
    """No admissible design where the result says infeasible, and none better than its bound."""
    tally.check_true(result.status != "infeasible", f"{what}: admissible, where nothing is to be")
    for first in result.objective[:1]:
        bound, reached = read_number(first.bound), read_number(stated.get(first.measure))
        if bound is not None and reached is not None and first.measure in MEASURES:
            sign = MEASURES[first.measure].sign
            tally.check_true(sign * bound <= sign * reached, f"{what}: better than the bound")


def read_number(figure: WrittenFigure) -> Fraction | None:
    """The figure as a number; None where it is none."""
    try:
        return None if figure is None else read_figure(figure)
    except ValueError:
        return None
