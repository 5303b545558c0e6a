"""The best design found where lots cannot be listed, and what nothing can be better than."""

from dataclasses import replace
from random import Random

from lotdesign.measures.base import Value
from lotdesign.measures.registry import MEASURES
from lotdesign.result.build import Reached
from lotdesign.scenario.scenario import Scenario
from solver.generating.cover import Cover
from solver.generating.nearing import Nearing, nearing
from solver.generating.search import Neighbourhoods
from solver.generating.source import Source
from solver.selection.lexicographic import Selected
from solver.solve import Found, Means, awarded, by_names, posed, reads_award

TRIES = 4
"""So many designs are begun before it is given up."""


def generated(scenario: Scenario, means: Means, soon: bool = False) -> Found:
    """A design whose lots are drawn where they help, with a bound on its first aim.

    Ends when time is up, when the bound is reached, or when drawing lots again helps no more and
    the bound rises no more. Where it is wanted `soon`, any design will do, and the bound is
    arithmetic.
    """
    measure = MEASURES[scenario.objectives[0].measure]
    draw = Random(means.settings.seed)
    best = Neighbourhoods(scenario, Source(scenario, draw), means, draw)
    with nearing(scenario, measure, means, not soon) as bound:
        try:
            _searched(best, bound, soon)
        except KeyboardInterrupt:  # between two questions to the engine
            best.interrupted = True
    return _certified(scenario, best, means, bound.value)


def _searched(best: Neighbourhoods, bound: Nearing, soon: bool) -> None:
    for _ in range(TRIES):
        _begin(best)
        if best.pieces:
            best.run(bound, soon)
        if best.over or best.value is not None:
            break
    if best.value is not None and not best.over and not soon:
        bound.waited(best.value)


def _begin(best: Neighbourhoods) -> None:
    """A first design that covers every unit, unless there is none in time."""
    cover = Cover(best.scenario, best.source, best.means, best.draw)
    best.pieces = cover.pieces if cover.drawn() else []
    best.interrupted = best.interrupted or cover.interrupted


def _certified(scenario: Scenario, best: Neighbourhoods, means: Means, bound: Value) -> Found:
    """The design with its certificate, however late it is."""
    patient = replace(means, deadline=None)
    facts = best.source.around(frozenset(), (), best.pieces, local=False)
    nothing = Selected(None, (), False, interrupted=best.interrupted)
    if best.value is None:
        return replace(awarded(scenario, facts, [], nothing, patient), listed=False)
    carried = reads_award(scenario)
    facts = by_names(facts) if carried else facts
    search, goals = posed(scenario, facts, patient, None, carried)
    solution = search.solve().solution
    value = goals[0].measure.sign * best.value
    reached = Reached(goals[0].measure, value, bound, value == bound)
    proved = reached.proved and len(goals) == 1
    selected = Selected(solution, (reached,), proved, interrupted=best.interrupted)
    return replace(awarded(scenario, facts, goals, selected, patient), listed=False)
