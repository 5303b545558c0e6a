"""The best design of few large lots, by numbering units."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from lotdesign.ledger import Ledger
from lotdesign.measures.base import Value
from lotdesign.measures.registry import MEASURES
from lotdesign.result.build import Reached
from lotdesign.scenario.scenario import Scenario
from solver.engines.cp_sat import WORKERS
from solver.engines.exact import holds
from solver.facts.lots import Ints, lots_of
from solver.facts.places import bit_set
from solver.facts.table import Facts
from solver.labelling.areas import Areas
from solver.labelling.labels import Labels, labels_model, solution_of
from solver.labelling.seed import first_lots
from solver.labelling.terms import MEASURE, Terms
from solver.selection.canonical import MOST_UNITS
from solver.selection.minimise import Stage, minimise
from solver.selection.search import Search
from solver.solve import Found, Means


@dataclass(frozen=True)
class _Ended:
    """How the designs of one number of lots were searched; `first` where ties are settled."""

    labels: Labels
    stage: Stage
    interrupted: bool
    first: bool = False

    @property
    def rank(self) -> tuple[Value, tuple[int, ...]]:
        """Sorts the best first; of equals the smallest vector of numbers."""
        assert self.stage.solution is not None
        assert self.stage.value is not None
        return self.stage.value, self.labels.of(self.stage.solution)


def labelled(scenario: Scenario, terms: Terms, means: Means) -> Found:
    """The design with the fewest cut pairs; it has no list of lots, so `facts` are of none."""
    ended = list(_by_count(scenario, terms, means))
    proved = all(each.stage.proved for each in ended)
    interrupted = any(each.interrupted for each in ended)
    facts = Facts(scenario, lots_of([]))
    found = [each for each in ended if each.stage.solution is not None]
    if not found:
        return Found(None, None, (), proved, proved, interrupted, facts)
    best = min(found, key=lambda each: each.rank)
    assert best.stage.solution is not None
    design = best.labels.design(best.stage.solution)
    measure = MEASURES[MEASURE]
    value = measure.of(Ledger(scenario, design))
    bound = value if proved else _bound(ended, value)
    reached = (Reached(measure, value, bound, proved),)
    first = proved and all(each.first for each in found if each.stage.value == best.stage.value)
    return Found(design, None, reached, proved, first, interrupted, facts)


def _bound(ended: list[_Ended], value: Value) -> Value | None:
    """What no design passes, of any number of lots."""
    bounds = [each.stage.bound for each in ended if not each.stage.proved]
    known = [bound for bound in bounds if bound is not None]
    return min(*known, value) if len(known) == len(bounds) else None


def _by_count(scenario: Scenario, terms: Terms, means: Means) -> Iterator[_Ended]:
    """One search for each number of lots, of those that are no worse than the best so far."""
    best: Value | None = None
    for lots in terms.counts:
        ended = _searched(scenario, terms, lots, means, best)
        if ended.stage.solution is not None:
            best = ended.stage.value
        yield ended


def _searched(
    scenario: Scenario, terms: Terms, lots: int, means: Means, most: Value | None
) -> _Ended:
    labels, model, goal = labels_model(scenario, terms, lots)
    settings = replace(means.settings, workers=means.settings.workers or WORKERS)
    search = Search(means.engine, model, settings, labels.units, means.deadline)
    if terms.connected:
        search.vetting = Areas(scenario, labels)
    if most is not None:
        search.promise(goal, most)
    begun = _begun(scenario, terms, labels, search, means)
    bounds: list[Value] = []

    def told(value: Value | None, bound: Value | None) -> None:
        means.tell(MEASURES[MEASURE], value, bound)
        bounds.extend([] if bound is None else [bound])

    if begun is not None:
        told(goal.of(begun), None)
    stage = minimise(search, goal, told, begun)
    if stage.solution is None or not stage.proved or stage.value is None:
        # Rows only join, so that a bound that was told once holds for good.
        stage = replace(stage, bound=max(bounds, default=None))
        return _Ended(labels, stage, search.interrupted)
    search.promise(goal, stage.value)
    solution, first = stage.solution, False
    if labels.units <= MOST_UNITS:
        solution, first = _first(search, labels, solution)
    return _Ended(labels, replace(stage, solution=solution), search.interrupted, first)


def _begun(
    scenario: Scenario, terms: Terms, labels: Labels, search: Search, means: Means
) -> Ints | None:
    """A solution to begin with: the one that is given, or one that is easily drawn."""
    if means.start is not None and len(means.start.lots) == labels.lots:
        lots = [bit_set(lot.units) for lot in means.start.lots]
    else:
        drawn = first_lots(scenario, terms, labels.lots, means)
        if drawn is None:
            return None
        lots = drawn
    solution = solution_of(scenario, labels, lots)
    kept = holds(search.model, solution)
    refused = terms.connected and Areas(scenario, labels).refused(solution)
    return solution if kept and not refused else None


def _first(search: Search, labels: Labels, solution: Ints) -> tuple[Ints, bool]:
    """Of equally good solutions the one with the smallest numbers, unit by unit; is that proved?"""
    agreed = np.ones(labels.units * labels.lots, dtype=np.bool_)
    for unit in range(labels.units):
        while number := labels.of(solution)[unit]:
            outcome = search.solve(allowed=agreed & labels.up_to(unit, number))
            if outcome.solution is None:
                if outcome.status != "infeasible":
                    return solution, False
                break
            solution = outcome.solution
        agreed &= labels.only(unit, labels.of(solution)[unit])
    return solution, True
