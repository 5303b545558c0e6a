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
from lotdesign.result.build import (
    ChosenDesign,
    ReachedObjective,
    SolveProof,
    build_result,
    evaluate_measures,
)
from lotdesign.result.model import BestByLotCount, EngineRef, Result
from lotdesign.scenario.scenario import Scenario
from lotdesign.verify.verify import verify_result
from solver.enumeration.all_designs import build_listing_key
from solver.enumeration.answer import AtlasAnswer
from solver.enumeration.atlas import Atlas
from solver.enumeration.exact_cover import EnumerationRefused
from solver.lot_figures import compute_lot_figures

MOST_LISTED_UNITS = 40
"""With more units than this no list is tried: even finding that it is too long takes too long."""

LIST_ENGINE_NAME = "list of all designs"


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
        proved_by=(LIST_ENGINE_NAME,),
        reached=reached,
        tie_proved=True,
        engine=_describe_engine(),
        termination="proved",
        candidates=len(answer.measured.candidates.lots),
    )
    return build_result(scenario, proof, chosen)


@cache
def _describe_engine() -> EngineRef:
    return EngineRef(name=LIST_ENGINE_NAME, versions={"numpy": version("numpy")})


def check_result(scenario: Scenario, result: Result, notes: Sequence[PreflightFinding]) -> Result:
    """The result with its preflight findings, verified as any other."""
    result = result.model_copy(update={"preflight": tuple(note.text for note in notes)})
    return result.model_copy(update={"verification": verify_result(scenario, result)})


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
    units = scenario.units
    design = tuple(tuple(units[u].id for u in lot.units) for lot in evaluation.design.lots)
    return BestByLotCount(
        lots=count, status="optimal", design=design, measures=evaluate_measures(evaluation)
    )
