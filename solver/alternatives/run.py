"""Finds alternatives (the command `alternatives`): runs the study and writes its result."""

from collections.abc import Iterator
from itertools import combinations

from lotdesign.events import EventListener
from lotdesign.faults import EngineContradiction
from lotdesign.matching import compute_greatest_overlap
from lotdesign.result.alternatives import AlternativeDesign, AlternativesAnswer, UnitPairSharing
from lotdesign.result.build import build_scenario_ref, evaluate_measures
from lotdesign.result.designs import (
    list_award_ids,
    list_design_routes,
    list_unit_ids,
    write_evaluation_fallbacks,
)
from lotdesign.result.figures import write_figure
from lotdesign.scenario.scenario import Scenario
from lotdesign.scenario.values import ObjectiveTolerance, write_value
from lotdesign.version import CREATED_WITH
from solver.alternatives.near_optimal import DistantDesign, count_rerouted
from solver.alternatives.study import AlternativesStudy, study_alternatives
from solver.backends.registry import EngineChoice
from solver.candidates.unit_pairs import count_differing_pairs
from solver.certified_design import EvaluatedDesign


def find_alternatives(
    scenario: Scenario,
    slack: ObjectiveTolerance,
    most: int | None,
    time_limit: float | None,
    seed: int,
    workers: int,
    listen: EventListener,
    engine: EngineChoice = "auto",
) -> AlternativesAnswer:
    """The designs near the best; see `lotdesign.app.api.alternatives`."""
    run = study_alternatives(scenario, slack, most, time_limit, seed, workers, listen, engine)
    decided, measure = run.decided, run.measure
    found = _judge_and_sort(run)
    best = run.best
    return AlternativesAnswer(
        scenario=build_scenario_ref(scenario),
        created_with=CREATED_WITH,
        status="unknown" if decided is None else decided.status,
        proved_best_by=() if decided is None else decided.proved_by,
        ended=run.ended,
        measure=measure.name,
        unit=measure.unit,
        tolerance=write_value(slack.size, "share" if slack.relative else ""),
        optimum=None
        if run.optimum is None
        else write_figure(measure.sign * run.optimum, measure.unit),
        worst=None if run.optimum is None else write_figure(measure.sign * run.worst, measure.unit),
        candidates=0 if decided is None else decided.candidates.unit_set_count,
        lots=() if best is None else list_unit_ids(scenario, best),
        routes=() if best is None else list_design_routes(best),
        best_within=any(near.evaluation.design == best for near, _ in found),
        selection=run.selection,
        count=run.count,
        proved_by=run.proved_by,
        designs=tuple(_build_alternative(run, *each) for each in found),
        backbone=tuple(_build_pairs(run)),
    )


def _judge_and_sort(run: AlternativesStudy) -> list[tuple[EvaluatedDesign, DistantDesign]]:
    """The designs found, each borne out by its exact figures."""
    found = [(run.judged(each.design), each) for each in run.found]
    for judged, _ in found:
        judged.confirm()
        if judged.values[0] > run.worst:
            raise EngineContradiction(("a design was found that is not within the tolerance",))
    return sorted(found, key=lambda pair: pair[0].sort_key)


def _build_alternative(
    run: AlternativesStudy, judged: EvaluatedDesign, far: DistantDesign
) -> AlternativeDesign:
    scenario, ledger = run.scenario, judged.evaluation
    best, optimum = run.best, run.optimum
    assert best is not None
    assert optimum is not None
    lots = [frozenset(lot.units) for lot in ledger.design.lots]
    kept = compute_greatest_overlap([frozenset(lot.units) for lot in best.lots], lots)
    picked = run.selection == "most different" and far.least_distance > 0
    return AlternativeDesign(
        lots=list_unit_ids(scenario, ledger.design),
        routes=list_design_routes(ledger.design),
        best=ledger.design == best,
        measures=evaluate_measures(ledger),
        behind=write_figure(judged.values[0] - optimum, run.measure.unit),
        moved=len(scenario.units) - kept,
        pairs=count_differing_pairs(ledger.design.labels, best.labels),
        rerouted=count_rerouted(ledger.design, best),
        apart=far.least_distance if picked else None,
        apart_proved=far.is_proved,
        award=list_award_ids(ledger),
        withdrawals=write_evaluation_fallbacks(ledger),
    )


def _build_pairs(run: AlternativesStudy) -> Iterator[UnitPairSharing]:
    ids_ = [unit.id for unit in run.scenario.units]
    if run.optimum is None:
        return
    for one, other in combinations(range(len(ids_)), 2):
        yield UnitPairSharing(
            units=(ids_[one], ids_[other]), shared=run.backbone.sharing_of(one, other)
        )
