"""Among equally good designs, the one with the smallest label vector.

Units are labelled by their lot, lots numbered by first unit. Unit by unit, in file order, the
search is asked for a design in which this unit joins an earlier lot than now while those before
it stay as they are. Then lot by lot for one in which this lot has an earlier route.
"""

import numpy as np

from solver.facts.lots import Flags, Ints, distinct
from solver.facts.table import Facts
from solver.selection.linear import Linear
from solver.selection.model import Model
from solver.selection.search import Search

MOST_UNITS = 60
"""Above this many units the tie-break may be left unproved."""


def canonical(
    search: Search, facts: Facts, solution: Ints, thorough: bool = True
) -> tuple[Ints, bool]:
    """The canonical solution of a search, and whether that is proved.

    Unless `thorough` only the case is settled in which no other solution is as good.
    """
    units = len(facts.scenario.units)
    if units > MOST_UNITS:
        return solution, False
    other = search.over(search.model.copy())
    forbid_lots(other.model, facts, solution)
    outcome = other.solve()
    search.interrupted = search.interrupted or other.interrupted
    if outcome.status == "infeasible":
        return _first_routes(search, facts, solution)
    if outcome.solution is None or not thorough:
        return solution, False
    best = min(solution, outcome.solution, key=lambda each: labels(facts, each))
    solution, proved = _smallest(search, facts, best)
    return _first_routes(search, facts, solution) if proved else (solution, False)


def forbid_lots(model: Model, facts: Facts, solution: Ints) -> None:
    """No solution has all these lots again, whatever their routes and whoever wins them."""
    _forbid(model, facts.group, chosen_lots(facts, solution))


def forbid_design(model: Model, facts: Facts, solution: Ints) -> None:
    """No solution has all these lots by the same routes again, whoever wins them."""
    _forbid(model, facts.lot, chosen_lots(facts, solution))


def _forbid(model: Model, numbers: Ints, chosen: list[int]) -> None:
    """Not again a candidate with each of the numbers that the chosen ones have."""
    those = distinct(numbers[chosen])
    same = np.flatnonzero(np.isin(numbers, those))
    form = Linear(same, np.ones(len(same), dtype=np.int64))
    model.row("not these lots again", form, None, len(those) - 1)


def labels(facts: Facts, solution: Ints) -> tuple[int, ...]:
    """The label vector of the lots that a solution chooses."""
    chosen = sorted(facts.lots[lot] for lot in chosen_lots(facts, solution))
    label = {unit: i for i, lot in enumerate(chosen) for unit in lot}
    return tuple(label[unit] for unit in range(len(label)))


def chosen_lots(facts: Facts, solution: Ints) -> list[int]:
    """The positions of the candidates that a solution chooses."""
    return np.flatnonzero(solution[: len(facts)]).tolist()


def _smallest(search: Search, facts: Facts, solution: Ints) -> tuple[Ints, bool]:
    units = len(facts.scenario.units)
    held = facts.lots.sums(np.eye(units, dtype=np.int64)) > 0
    agreeing: Flags = np.ones(len(facts), dtype=np.bool_)
    for unit in range(1, units):
        while True:
            now = labels(facts, solution)
            here = agreeing & _keeps(held, now[:unit])
            earlier = here & _joins(held, now, unit)
            if not (earlier & held[:, unit]).any():
                break
            outcome = search.solve(allowed=earlier)
            if outcome.solution is None:
                if outcome.status != "infeasible":
                    return solution, False
                break
            solution = outcome.solution
        agreeing = here
    return solution, True


def _keeps(held: Flags, prefix: tuple[int, ...]) -> Flags:
    """The candidates that hold a labelled lot's units so far either all or not at all."""
    fits = np.ones(len(held), dtype=np.bool_)
    before = held[:, : len(prefix)]
    for label in set(prefix):
        members = np.array([each == label for each in prefix])
        inside = before[:, members].sum(axis=1)
        alone = ~before[:, ~members].any(axis=1)
        fits &= (inside == 0) | ((inside == members.sum()) & alone)
    return fits


def _joins(held: Flags, labels: tuple[int, ...], unit: int) -> Flags:
    """The candidates that, where they hold the unit, hold an earlier lot than its own."""
    fits = ~held[:, unit]
    for label in range(labels[unit]):
        first = labels.index(label)
        if first < unit:
            fits |= held[:, first]
    return fits


def _first_routes(search: Search, facts: Facts, solution: Ints) -> tuple[Ints, bool]:
    """The same lots with the first routes, in the order of the lots."""
    if facts.routes is None:
        return solution, True
    chosen = sorted(chosen_lots(facts, solution), key=lambda i: facts.lots[i])
    groups = facts.group[chosen].tolist()
    agreeing: Flags = np.isin(facts.group, groups)
    for group in groups:
        here = facts.group == group
        while True:
            now = int(facts.routes[here & (solution[: len(facts)] == 1)][0])
            earlier = agreeing & (~here | (facts.routes < now))
            if not (earlier & here).any():
                break
            outcome = search.solve(allowed=earlier)
            if outcome.solution is None:
                if outcome.status != "infeasible":
                    return solution, False
                break
            solution = outcome.solution
        agreeing &= ~here | (facts.routes == now)
    return solution, True
