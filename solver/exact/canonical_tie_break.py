"""Canonical tie-break: among equally good designs, the one with the smallest label vector.

Units are labelled by their lot, lots numbered by first unit. Unit by unit, in file order, the
search is asked for a design in which this unit joins an earlier lot than now while those before
it stay as they are. Then lot by lot for one in which this lot has an earlier route.
"""

import numpy as np

from solver.arrays import Flags, Ints, sort_distinct
from solver.candidates.table import CandidateTable
from solver.exact.search import ModelSearch
from solver.model.expressions import LinearExpression
from solver.model.linear_model import LinearModel

MOST_TIE_BREAK_UNITS = 60
"""Above this many units the tie-break may be left unproved."""


def break_ties(
    search: ModelSearch, facts: CandidateTable, solution: Ints, thorough: bool = True
) -> tuple[Ints, bool]:
    """The canonical solution of a search, and whether that is proved.

    Unless `thorough` only the case is settled in which no other solution is as good.
    """
    units = len(facts.scenario.units)
    if units > MOST_TIE_BREAK_UNITS:
        return solution, False
    other = search.with_model(search.model.copy())
    forbid_lots(other.model, facts, solution)
    outcome = other.solve()
    search.interrupted = search.interrupted or other.interrupted
    if outcome.status == "infeasible":
        return _choose_first_routes(search, facts, solution)
    if outcome.solution is None or not thorough:
        return solution, False
    best = min(solution, outcome.solution, key=lambda each: compute_label_vector(facts, each))
    solution, proved = _minimise_labels(search, facts, best)
    return _choose_first_routes(search, facts, solution) if proved else (solution, False)


def forbid_lots(model: LinearModel, facts: CandidateTable, solution: Ints) -> None:
    """No solution has all these lots again, whatever their routes and whoever wins them."""
    _forbid_numbers(model, facts.unit_set_numbers, list_chosen_candidates(facts, solution))


def forbid_design(model: LinearModel, facts: CandidateTable, solution: Ints) -> None:
    """No solution has all these lots by the same routes again, whoever wins them."""
    _forbid_numbers(model, facts.lot, list_chosen_candidates(facts, solution))


def _forbid_numbers(model: LinearModel, numbers: Ints, chosen: list[int]) -> None:
    """Not again a candidate with each of the numbers that the chosen ones have."""
    those = sort_distinct(numbers[chosen])
    same = np.flatnonzero(np.isin(numbers, those))
    form = LinearExpression(same, np.ones(len(same), dtype=np.int64))
    model.add_row("not these lots again", form, None, len(those) - 1)


def compute_label_vector(facts: CandidateTable, solution: Ints) -> tuple[int, ...]:
    """The label vector of the lots that a solution chooses."""
    chosen = sorted(facts.lots[lot] for lot in list_chosen_candidates(facts, solution))
    label = {unit: i for i, lot in enumerate(chosen) for unit in lot}
    return tuple(label[unit] for unit in range(len(label)))


def list_chosen_candidates(facts: CandidateTable, solution: Ints) -> list[int]:
    """The positions of the candidates that a solution chooses."""
    return np.flatnonzero(solution[: len(facts)]).tolist()


def _minimise_labels(
    search: ModelSearch, facts: CandidateTable, solution: Ints
) -> tuple[Ints, bool]:
    units = len(facts.scenario.units)
    held = facts.lots.sum_weights(np.eye(units, dtype=np.int64)) > 0
    agreeing: Flags = np.ones(len(facts), dtype=np.bool_)
    for unit in range(1, units):
        while True:
            now = compute_label_vector(facts, solution)
            here = agreeing & _mark_prefix_keeping(held, now[:unit])
            earlier = here & _mark_joining_earlier(held, now, unit)
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


def _mark_prefix_keeping(held: Flags, prefix: tuple[int, ...]) -> Flags:
    """The candidates that hold a labelled lot's units so far either all or not at all."""
    fits = np.ones(len(held), dtype=np.bool_)
    before = held[:, : len(prefix)]
    for label in set(prefix):
        members = np.array([each == label for each in prefix])
        inside = before[:, members].sum(axis=1)
        alone = ~before[:, ~members].any(axis=1)
        fits &= (inside == 0) | ((inside == members.sum()) & alone)
    return fits


def _mark_joining_earlier(held: Flags, labels: tuple[int, ...], unit: int) -> Flags:
    """The candidates that, where they hold the unit, hold an earlier lot than its own."""
    fits = ~held[:, unit]
    for label in range(labels[unit]):
        first = labels.index(label)
        if first < unit:
            fits |= held[:, first]
    return fits


def _choose_first_routes(
    search: ModelSearch, facts: CandidateTable, solution: Ints
) -> tuple[Ints, bool]:
    """The same lots with the first routes, in the order of the lots."""
    if facts.routes is None:
        return solution, True
    chosen = sorted(list_chosen_candidates(facts, solution), key=lambda i: facts.lots[i])
    groups = facts.unit_set_numbers[chosen].tolist()
    agreeing: Flags = np.isin(facts.unit_set_numbers, groups)
    for group in groups:
        here = facts.unit_set_numbers == group
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
