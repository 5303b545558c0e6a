"""The best design for each number of lots."""

from collections.abc import Iterator

from lotdesign.scenario.scenario import Scenario
from solver.facts.table import Facts
from solver.selection.build import partition_model
from solver.selection.linear import lowered
from solver.selection.narrow import priced
from solver.selection.search import Search
from solver.solve import Found, Means, designed

MOST = 25_000
"""With more lots to choose from than this the ladder is left out."""


def ladder(scenario: Scenario, best: Found, means: Means) -> Iterator[tuple[int, Found]]:
    """(number of lots, best design with just so many) for every number that could be.

    The best design of all is also the best with its own number of lots, unless a tolerance is
    taken of an optimum, which may be another among so many lots.

    Numbers near its own come first, and none may take more than half of the time that is left:
    what is far off matters least, and stays open where time ends.
    """
    facts = best.facts
    if means.late or not 0 < len(facts) <= MOST:
        return
    low, high = _numbers(scenario, facts, means)
    reached = low if best.design is None else len(best.design.lots)
    for count in sorted(range(1, len(scenario.units) + 1), key=lambda count: abs(count - reached)):
        if _best_of_all(scenario, best, count):
            yield count, best
        elif not low <= count <= high:
            yield count, _nothing(facts, proved=True)
        elif means.late:
            yield count, _nothing(facts, proved=False)
        else:
            yield count, designed(scenario, facts, _half(means), count)


def _best_of_all(scenario: Scenario, best: Found, count: int) -> bool:
    given_away = any(objective.tolerance.size for objective in scenario.objectives[:-1])
    if not best.proved or best.design is None or given_away:
        return False
    return len(best.design.lots) == count


def _numbers(scenario: Scenario, facts: Facts, means: Means) -> tuple[int, int]:
    """The fewest and the most lots that the model without awards does not rule out."""
    units = len(scenario.units)
    search = Search(means.engine, partition_model(facts), means.settings, units, means.deadline)
    fewest, most = _least(search, 1), _least(search, -1)
    return (1 if fewest is None else fewest), (units if most is None else -most)


def _least(search: Search, sign: int) -> int | None:
    """A bound below the number of lots times `sign`, by solving or, of many, by prices."""
    form = lowered(search.model.chosen().times(sign)).form
    prices = priced(search, form)
    if prices is None:
        return search.solve(form).bound
    view = prices.window(search, form)
    return None if view is None else view.bound


def _half(means: Means) -> Means:
    return means if means.seconds is None else means.within(means.seconds / 2)


def _nothing(facts: Facts, proved: bool) -> Found:
    return Found(None, None, (), proved, tie_proved=proved, interrupted=False, facts=facts)
