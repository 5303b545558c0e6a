"""Answers looked up in the list of all designs, for scenarios small enough to have one.

Nothing is searched for: a changed threshold filters the list, and a changed figure of money or
market measures it again.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import version

from lotdesign.measures.registry import MEASURES
from lotdesign.preflight.finding import PreflightFinding
from lotdesign.result.base import ComparedPart
from lotdesign.result.build import (
    ChosenDesign,
    ReachedObjective,
    SolveProof,
    build_result,
    evaluate_measures,
)
from lotdesign.result.designs import (
    list_award_ids,
    list_design_routes,
    list_unit_ids,
    write_evaluation_fallbacks,
)
from lotdesign.result.model import BestByLotCount, EngineRef, ReferenceComparison, Result
from lotdesign.result.proof_names import LIST_OF_ALL_DESIGNS
from lotdesign.scenario.scenario import Scenario
from lotdesign.verify.verify import verify_anew
from solver.comparisons.reference_designs import has_divided_services
from solver.enumeration.all_designs import build_listing_key
from solver.enumeration.answer import AtlasAnswer
from solver.enumeration.atlas import Atlas
from solver.enumeration.exact_cover import EnumerationRefused
from solver.lot_figures import compute_lot_figures
from solver.run import solve_scenario
from solver.solve_context import RunOptions

MOST_LISTED_UNITS = 40
"""With more units than this no list is tried: even finding that it is too long takes too long."""


@dataclass
class DesignListCache:
    """The list of the last scenario, and the structures known to have too many designs."""

    atlas: Atlas | None = None
    refused: set[object] = field(default_factory=set)

    def answer(self, scenario: Scenario) -> AtlasAnswer | None:
        """What the list says of the scenario; None where there is no list."""
        if len(scenario.units) > MOST_LISTED_UNITS:
            return None
        structure = build_listing_key(scenario)
        if structure in self.refused:
            return None
        try:
            last = self.atlas
            self.atlas = Atlas.of(scenario) if last is None else last.at(scenario)
        except EnumerationRefused:
            self.refused.add(structure)
            return None
        return self.atlas.answer(scenario)


def build_best_result(scenario: Scenario, answer: AtlasAnswer) -> Result:
    """The result with the best design of the list, or that none exists; not yet verified."""
    best, chosen = answer.best, None
    reached: tuple[ReachedObjective, ...] = ()
    if best is not None:
        evaluation = answer.evaluate(best.design)
        money = compute_lot_figures(scenario, evaluation.design, evaluation.award)
        chosen = ChosenDesign(evaluation, money)
        named = zip(scenario.objectives, best.optima, strict=True)
        reached = tuple(ReachedObjective(MEASURES[o.measure], v, v, proved=True) for o, v in named)
    proof = SolveProof(
        status="infeasible" if chosen is None else "optimal",
        proved_by=(LIST_OF_ALL_DESIGNS,),
        reached=reached,
        tie_proved=True,
        engine=_describe_engine(),
        termination="proved",
        candidates=len(answer.measured.candidates.lots),
    )
    result = build_result(scenario, proof, chosen)
    return result.model_copy(update={"left_out": _list_left_out(scenario, result)})


@cache
def _describe_engine() -> EngineRef:
    return EngineRef(name=LIST_OF_ALL_DESIGNS, versions={"numpy": version("numpy")})


def check_result(scenario: Scenario, result: Result, notes: Sequence[PreflightFinding]) -> Result:
    """The result with its preflight findings, verified as any other.

    Where these rule every design out, arithmetic is the proof, as in any other run.
    """
    if any(note.level == "impossible" for note in notes):
        return solve_scenario(scenario, RunOptions(), compare=False)
    told = {"preflight": tuple(note.text for note in notes)}
    return verify_anew(scenario, result.model_copy(update=told))


def add_comparisons(
    scenario: Scenario,
    result: Result,
    ladder: tuple[BestByLotCount, ...],
    comparisons: tuple[ReferenceComparison, ...],
) -> Result:
    """The result beside other designs, verified anew."""
    rest = tuple(part for part in result.left_out if part not in ("comparisons", "ladder"))
    told = {"ladder": ladder, "comparisons": comparisons, "left_out": rest}
    return verify_anew(scenario, result.model_copy(update=told))


def _list_left_out(scenario: Scenario, result: Result) -> tuple[ComparedPart, ...]:
    """What the list does not tell at once, or at all, though a whole run would."""
    parts: tuple[ComparedPart, ...] = ("comparisons", "ladder")
    if not result.lots:
        return parts
    divided: tuple[ComparedPart, ...] = ("divided",) if has_divided_services(scenario) else ()
    effects: tuple[ComparedPart, ...] = ("effects",) if scenario.active_rules else ()
    return (*parts, *divided, *effects)


def list_best_by_lot_count(scenario: Scenario, answer: AtlasAnswer) -> tuple[BestByLotCount, ...]:
    """The best design for each number of lots, proved; empty where no design is admissible."""
    if not answer.ladder:
        return ()
    counts = range(1, len(scenario.units) + 1)
    return tuple(_build_rung(scenario, answer, count) for count in counts)


def _build_rung(scenario: Scenario, answer: AtlasAnswer, count: int) -> BestByLotCount:
    found = answer.ladder.get(count)
    if found is None:
        return BestByLotCount(lots=count, status="infeasible")
    evaluation = answer.evaluate(found.design)
    return BestByLotCount(
        lots=count,
        status="optimal",
        design=list_unit_ids(scenario, evaluation.design),
        routes=list_design_routes(evaluation.design),
        measures=evaluate_measures(evaluation),
        award=list_award_ids(evaluation),
        withdrawals=write_evaluation_fallbacks(evaluation),
    )
