"""What was found near the best, as a result says it."""

from collections.abc import Iterator
from itertools import combinations

from lotdesign.events import Listen
from lotdesign.faults import Contradiction
from lotdesign.matching import greatest_overlap
from lotdesign.result.alternatives import Alternative, Alternatives, Pair
from lotdesign.result.build import measures
from lotdesign.result.drawn import award_ids, routes_of, unit_ids, withdrawals_of
from lotdesign.result.figures import figure
from lotdesign.result.reference import reference
from lotdesign.scenario.scenario import Scenario
from lotdesign.scenario.values import Slack
from lotdesign.scenario.written import written
from lotdesign.version import CREATED_WITH
from solver.alternatives.distance import rerouted
from solver.alternatives.run import Run, look
from solver.alternatives.source import Far
from solver.context import status_of
from solver.engines.choice import Choice
from solver.facts.pairs import differing
from solver.variants.judged import Judged


def alternatives(
    scenario: Scenario,
    slack: Slack,
    most: int | None,
    time_limit: float | None,
    seed: int,
    workers: int,
    listen: Listen,
    engine: Choice = "auto",
) -> Alternatives:
    """The designs near the best; see `lotdesign.api.alternatives`."""
    run = look(scenario, slack, most, time_limit, seed, workers, listen, engine)
    decided, measure = run.decided, run.measure
    found = _from_the_best_down(run)
    best = run.best
    return Alternatives(
        scenario=reference(scenario),
        created_with=CREATED_WITH,
        status="unknown" if decided is None else status_of(decided.found),
        proved_best_by=() if decided is None else decided.proved_by,
        ended=run.ended,
        measure=measure.name,
        unit=measure.unit,
        tolerance=written(slack.size, "share" if slack.relative else ""),
        optimum=None if run.optimum is None else figure(measure.sign * run.optimum, measure.unit),
        worst=None if run.optimum is None else figure(measure.sign * run.worst, measure.unit),
        candidates=0 if decided is None else decided.found.facts.distinct,
        lots=() if best is None else unit_ids(scenario, best),
        routes=() if best is None else routes_of(best),
        best_within=any(near.ledger.design == best for near, _ in found),
        selection=run.selection,
        count=run.count,
        proved_by=run.proved_by,
        designs=tuple(_alternative(run, *each) for each in found),
        backbone=tuple(_pairs(run)),
    )


def _from_the_best_down(run: Run) -> list[tuple[Judged, Far]]:
    """The designs found, each borne out by its exact figures."""
    found = [(run.judged(each.design), each) for each in run.found]
    for judged, _ in found:
        judged.confirm()
        if judged.values[0] > run.worst:
            raise Contradiction(("a design was found that is not within the tolerance",))
    return sorted(found, key=lambda pair: pair[0].rank)


def _alternative(run: Run, judged: Judged, far: Far) -> Alternative:
    scenario, ledger = run.scenario, judged.ledger
    best, optimum = run.best, run.optimum
    assert best is not None
    assert optimum is not None
    lots = [frozenset(lot.units) for lot in ledger.design.lots]
    kept = greatest_overlap([frozenset(lot.units) for lot in best.lots], lots)
    picked = run.selection == "most different" and far.least > 0
    return Alternative(
        lots=unit_ids(scenario, ledger.design),
        routes=routes_of(ledger.design),
        best=ledger.design == best,
        measures=measures(ledger),
        behind=figure(judged.values[0] - optimum, run.measure.unit),
        moved=len(scenario.units) - kept,
        pairs=differing(ledger.design.labels, best.labels),
        rerouted=rerouted(ledger.design, best),
        apart=far.least if picked else None,
        apart_proved=far.proved,
        award=award_ids(ledger),
        withdrawals=withdrawals_of(ledger),
    )


def _pairs(run: Run) -> Iterator[Pair]:
    ids_ = [unit.id for unit in run.scenario.units]
    if run.optimum is None:
        return
    for one, other in combinations(range(len(ids_)), 2):
        yield Pair(units=(ids_[one], ids_[other]), shared=run.backbone.of(one, other))
