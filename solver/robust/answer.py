"""Writes what `robust` found as its result has it."""

from collections.abc import Iterator
from decimal import ROUND_UP
from fractions import Fraction
from typing import TYPE_CHECKING

from lotdesign.evaluation import Evaluation
from lotdesign.result.base import SolveStatus, Termination
from lotdesign.result.build import ChosenDesign, SolveProof, build_result
from lotdesign.result.designs import write_evaluation_fallbacks
from lotdesign.result.figures import write_decimal, write_figure
from lotdesign.result.model import Result
from lotdesign.result.robust import RobustCase, RobustFigures
from solver.backends.registry import EngineName
from solver.certified_design import certify_design
from solver.lot_figures import compute_lot_figures
from solver.robust.regrets import CaseRegrets
from solver.run import describe_engines, verify_and_close

if TYPE_CHECKING:
    from solver.robust.study import RobustStudy


def build_robust_result(study: "RobustStudy") -> Result:
    """The verified result of a study as far as it has come.

    Figures of the design are those of the scenario as it stands. Raises Undecided where Ctrl-C
    stops the search for its award.
    """
    scenario, best = study.scenario, study.best
    chosen = None
    if best is not None:
        design = best[0]
        evaluation = Evaluation(scenario, design, *certify_design(scenario, design, study.engine))
        chosen = ChosenDesign(evaluation, compute_lot_figures(scenario, design, evaluation.award))
    asked = _list_engines(study)
    proved = study.is_proved
    proof = SolveProof(
        status=_find_status(study),
        proved_by=asked if proved else (),
        reached=(),
        tie_proved=proved and study.is_tie_proved,
        engine=describe_engines(asked, study.context.settings),
        termination=_find_termination(study),
        candidates=study.lot_count,
    )
    figures = _write_figures(study, None if best is None else best[1], chosen)
    result = build_result(scenario, proof, chosen).model_copy(update={"robust": figures})
    return verify_and_close(scenario, result, study.context.progress)


def _list_engines(study: "RobustStudy") -> tuple[EngineName, ...]:
    """The engines that were asked, one or both."""
    choice = study.context.choice
    if choice in ("auto", "both"):
        return ("cp-sat", "highs")
    return ("highs",) if choice == "highs" else ("cp-sat",)


def _find_status(study: "RobustStudy") -> SolveStatus:
    if study.best is None:
        return "infeasible" if study.is_proved else "unknown"
    return "optimal" if study.is_proved else "feasible"


def _find_termination(study: "RobustStudy") -> Termination:
    if study.is_proved:
        return "proved"
    if study.ended == "interrupted":
        return "interrupted"
    return "not listed" if study.too_many_lots else "time limit"


def _write_figures(
    study: "RobustStudy", known: CaseRegrets | None, chosen: ChosenDesign | None
) -> RobustFigures:
    unit = study.measure.unit
    bounded = known is not None and study.are_bounded
    largest = known.largest if known is not None and bounded else None
    bound = study.bound if bounded else None
    return RobustFigures(
        measure=study.measure.name,
        unit=unit,
        largest=write_figure(largest, unit),
        total=write_figure(known.total if known is not None and bounded else None, unit),
        bound=write_figure(bound, unit),
        gap=None if known is None or largest is None else _write_gap(study, known, bound),
        proved=study.is_proved,
        admissible_as_it_stands=None if chosen is None else chosen.evaluation.admissible,
        cases=tuple(_write_cases(study, known)),
        cases_without_design=study.cases_without_design,
    )


def _write_gap(study: "RobustStudy", known: CaseRegrets, bound: Fraction | None) -> str | None:
    """How far the largest regret may be from the least, as a share of the best of its case."""
    if bound is None:
        return None
    if known.largest == bound:
        return "0"
    best = study.optima[known.regrets.index(known.largest)].value
    return (
        None if not best else write_decimal((known.largest - bound) / abs(Fraction(best)), ROUND_UP)
    )


def _write_cases(study: "RobustStudy", known: CaseRegrets | None) -> Iterator[RobustCase]:
    unit = study.measure.unit
    for number, each in enumerate(study.scenario.cases):
        optimum = study.optima[number] if number < len(study.optima) else None
        has_bound = optimum is not None and (optimum.proved or optimum.bound is not None)
        shows = known is not None and has_bound
        evaluation = None if known is None else known.evaluations[number]
        yield RobustCase(
            id=each.id,
            name=each.name,
            set=each.changes,
            best=None if optimum is None else write_figure(optimum.value, unit),
            bound=None if optimum is None else write_figure(optimum.bound, unit),
            value=None if known is None else write_figure(known.values[number], unit),
            regret=write_figure(known.regrets[number], unit) if known and shows else None,
            proved=optimum is not None and optimum.proved,
            award=() if evaluation is None else _write_award(evaluation),
            withdrawals=() if evaluation is None else write_evaluation_fallbacks(evaluation),
        )


def _write_award(evaluation: Evaluation) -> tuple[str, ...]:
    parties = evaluation.scenario.parties
    return tuple("" if winner is None else parties[winner].id for winner in evaluation.award or ())
