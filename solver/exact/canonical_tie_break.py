"""Canonical tie-break: among equally good designs, the one with the smallest label vector.

Units are labelled by their lot, lots numbered by first unit. Unit by unit, in file order, the
search is solved for a design in which this unit joins an earlier lot than now while those before it
stay as they are. Then lot by lot for one in which this lot has an earlier route.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from solver.arrays import Flags, Ints, sort_distinct
from solver.candidates.table import CandidateTable
from solver.exact.search import ModelSearch
from solver.model.expressions import LinearExpression
from solver.model.linear_model import LinearModel

MOST_TIE_BREAK_UNITS = 60
"""Above this many units the tie-break is not attempted."""


@dataclass(frozen=True)
class TieBreakDigit:
    """One position of a vector that is minimised lexicographically.

    Both functions take a solution, (size,), and return (N,) flags. `mark_smaller` marks the
    candidates of solutions in which this digit is smaller than in the given one; None where it
    cannot be. `mark_equal` marks those of solutions in which it is the same.
    """

    mark_smaller: Callable[[Ints], Flags | None]
    mark_equal: Callable[[Ints], Flags]


def minimise_digits(
    search: ModelSearch,
    digits: Iterable[TieBreakDigit],
    solution: Ints,
    allowed: Flags | None = None,
) -> tuple[Ints, bool]:
    """The solution with the lexicographically smallest digits, (size,), and whether that is proved.

    Each digit is made as small as possible while all before it keep their values. Only `allowed`
    candidates, (N,), are chosen, where that is given. Raises as `ModelSearch.solve`.
    """
    count = search.model.candidate_count
    agreeing: Flags = np.ones(count, dtype=np.bool_) if allowed is None else allowed.copy()
    for digit in digits:
        while (smaller := digit.mark_smaller(solution)) is not None:
            outcome = search.solve(allowed=agreeing & smaller)
            if outcome.solution is None:
                if outcome.status != "infeasible":
                    return solution, False
                break
            solution = outcome.solution
        agreeing &= digit.mark_equal(solution)
    return solution, True


def break_ties(
    search: ModelSearch, candidates: CandidateTable, solution: Ints, thorough: bool = True
) -> tuple[Ints, bool]:
    """The canonical solution of a search, (size,), and whether that is proved.

    `solution` is any of the best. Unless `thorough`, ties are only proved absent: where there is
    another solution as good, the given one is returned unproved. Raises as `ModelSearch.solve`.
    """
    if len(candidates.scenario.units) > MOST_TIE_BREAK_UNITS:
        return solution, False
    others = search.with_model(search.model.copy())
    forbid_lots(others.model, candidates, solution)
    outcome = others.solve()
    search.interrupted = search.interrupted or others.interrupted
    if outcome.status == "infeasible":
        return _choose_first_routes(search, candidates, solution)
    if outcome.solution is None or not thorough:
        return solution, False
    best = min(solution, outcome.solution, key=lambda each: compute_label_vector(candidates, each))
    solution, proved = _minimise_labels(search, candidates, best)
    return _choose_first_routes(search, candidates, solution) if proved else (solution, False)


def forbid_lots(model: LinearModel, candidates: CandidateTable, solution: Ints) -> None:
    """Exclude all solutions with the lots of this one, (size,), whatever routes and winners."""
    _forbid_numbers(
        model, candidates.unit_set_numbers, list_chosen_candidates(candidates, solution)
    )


def forbid_design(model: LinearModel, candidates: CandidateTable, solution: Ints) -> None:
    """Exclude all solutions with the lots and routes of this one, (size,), whoever wins them."""
    _forbid_numbers(model, candidates.lot_numbers, list_chosen_candidates(candidates, solution))


def _forbid_numbers(model: LinearModel, numbers: Ints, chosen: list[int]) -> None:
    """Exclude solutions with a candidate of each number that the chosen ones have."""
    present = sort_distinct(numbers[chosen])
    alike = LinearExpression.count(np.flatnonzero(np.isin(numbers, present)))
    model.add_row("not these lots again", alike, None, len(present) - 1)


def compute_label_vector(candidates: CandidateTable, solution: Ints) -> tuple[int, ...]:
    """For each unit the number of its lot in a solution, (size,).

    Lots are numbered by their first unit. The solution must be a partition.
    """
    chosen = sorted(candidates.lots[lot] for lot in list_chosen_candidates(candidates, solution))
    label = {unit: i for i, lot in enumerate(chosen) for unit in lot}
    return tuple(label[unit] for unit in range(len(label)))


def list_chosen_candidates(candidates: CandidateTable, solution: Ints) -> list[int]:
    """The positions of the candidates that a solution, (size,), chooses, ascending."""
    return np.flatnonzero(solution[: len(candidates)]).tolist()


def mark_held_units(candidates: CandidateTable) -> Flags:
    """Which units each candidate holds, N x U."""
    identity = np.eye(len(candidates.scenario.units), dtype=np.int64)
    flags: Flags = candidates.lots.sum_weights(identity) > 0
    return flags


def _minimise_labels(
    search: ModelSearch, candidates: CandidateTable, solution: Ints
) -> tuple[Ints, bool]:
    """The solution with the smallest label vector, and whether that is proved."""
    holds = mark_held_units(candidates)

    def build_digit(unit: int) -> TieBreakDigit:
        def mark_smaller(solution: Ints) -> Flags | None:
            labels = compute_label_vector(candidates, solution)
            earlier = _mark_prefix_keeping(holds, labels[:unit])
            earlier &= _mark_joining_earlier(holds, labels, unit)
            return earlier if (earlier & holds[:, unit]).any() else None

        def mark_equal(solution: Ints) -> Flags:
            return _mark_prefix_keeping(
                holds, compute_label_vector(candidates, solution)[: unit + 1]
            )

        return TieBreakDigit(mark_smaller, mark_equal)

    units = len(candidates.scenario.units)
    return minimise_digits(search, map(build_digit, range(1, units)), solution)


def _mark_prefix_keeping(holds: Flags, prefix: tuple[int, ...]) -> Flags:
    """The candidates that hold all first units of a label or none, and no others of the prefix."""
    fits = np.ones(len(holds), dtype=np.bool_)
    before = holds[:, : len(prefix)]
    for label in set(prefix):
        members = np.array([other == label for other in prefix])
        inside = before[:, members].sum(axis=1)
        alone = ~before[:, ~members].any(axis=1)
        fits &= (inside == 0) | ((inside == members.sum()) & alone)
    return fits


def _mark_joining_earlier(holds: Flags, labels: tuple[int, ...], unit: int) -> Flags:
    """The candidates that, where they hold the unit, also hold an earlier lot than its own."""
    fits = ~holds[:, unit]
    for label in range(labels[unit]):
        first = labels.index(label)
        if first < unit:
            fits |= holds[:, first]
    return fits


def _choose_first_routes(
    search: ModelSearch, candidates: CandidateTable, solution: Ints
) -> tuple[Ints, bool]:
    """The same lots with the first routes, in the order of the lots, and whether it is proved."""
    if candidates.routes is None:
        return solution, True
    chosen = list_chosen_candidates(candidates, solution)
    chosen = sorted(chosen, key=lambda candidate: candidates.lots[candidate])
    numbers = candidates.unit_set_numbers[chosen]
    digits = [
        build_digit(candidates.unit_set_numbers == number, candidates.routes)
        for number in numbers.tolist()
    ]
    same_lots: Flags = np.isin(candidates.unit_set_numbers, numbers)
    return minimise_digits(search, digits, solution, same_lots)


def build_digit(of_lot: Flags, figures: Ints) -> TieBreakDigit:
    """The figure of the chosen one among a lot's candidates.

    `of_lot` marks them, (N,); `figures` has one for each candidate, (N,).
    """

    def get_figure(solution: Ints) -> int:
        return int(figures[of_lot & (solution[: len(of_lot)] == 1)][0])

    def mark_smaller(solution: Ints) -> Flags | None:
        smaller: Flags = figures < get_figure(solution)
        return ~of_lot | smaller if (of_lot & smaller).any() else None

    def mark_equal(solution: Ints) -> Flags:
        equal: Flags = figures == get_figure(solution)
        return ~of_lot | equal

    return TieBreakDigit(mark_smaller, mark_equal)
