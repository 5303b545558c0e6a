"""A design that every case admits and whose sum of regrets is small, where none is known yet.

Any such design, then large-neighbourhood search: few lots that cheap ones cut across are chosen
again, as in branch and cut. Lots that cannot be awarded in some case are cut off on the way.
"""

from contextlib import suppress
from dataclasses import replace

import numpy as np

from lotdesign.design import Design
from solver.exact.branch_and_cut.cuts import list_unit_sets
from solver.exact.branch_and_cut.incumbent import Incumbent
from solver.exact.branch_and_cut.neighbourhood_search import (
    CrossedLots,
    ListedRepair,
    note_interrupt,
)
from solver.exact.lagrangian_bound import select_unconditional_rows
from solver.exact.reduced_cost_fixing import solve_for_duals
from solver.heuristics.large_neighbourhood_search import improve_incumbent
from solver.model.expressions import round_down_to_fit, sum_expressions
from solver.robust.joint_awards import CaseNeedsAward
from solver.robust.regret_model import RegretModel

WEIGHT_OF_LARGEST = 20
"""What the largest regret weighs against the mean, where it matters."""
FREED_LOTS = ((4, 6), (6, 8, 10))
"""Most lots that are chosen again at a time, at first and once that brings nothing."""
MOST_FRUITLESS = 3
"""So many rounds without a better design end the search."""


def find_joint_design(
    model: RegretModel, deadline: float | None, known: Design | None = None
) -> tuple[Design | None, bool]:
    """A design, and whether that is an answer: without a design, that none is admissible.

    For linear objectives: one whose sum of regrets is small, or, with one `known` already, one
    whose largest regret is. Raises KeyboardInterrupt on Ctrl-C where the context's settings ask for
    it.
    """
    while True:
        model = replace(model)  # whose search others do not use
        search, lots = model.search, model.shared.lots
        search.deadline = deadline
        total = sum_expressions(*model.express_regrets())
        try:
            if known is None:
                first = search.solve()
            else:
                largest = model.build_goals(None)[0].express_below(0)
                weight = WEIGHT_OF_LARGEST * len(model.parts)
                total = sum_expressions(largest.multiply(weight), total)
                held = np.array([lots.get_lot(i) in known.lots for i in range(len(lots))])
                first = search.solve(round_down_to_fit(total).expression, allowed=held)
            break
        except CaseNeedsAward as needs:
            model = replace(model, with_award=model.with_award | {needs.case})
    if first.solution is None:
        return known, known is not None or first.status == "infeasible"
    goal = round_down_to_fit(total).expression
    incumbent = Incumbent(search, goal, lambda *news: None, first.solution)
    with suppress(CaseNeedsAward):  # too many designs are refused for no number of lots
        _improve(incumbent, len(model.shared.lots))
    assert incumbent.solution is not None
    return model.read_design(incumbent.solution), True


def _improve(incumbent: Incumbent, candidates: int) -> None:
    """Choose few lots again, by the reduced costs of the linear program with all cuts so far.

    More at a time once that brings nothing; until that brought nothing a few times.
    """
    search, total = incumbent.search, incumbent.expression
    unit_sets = list_unit_sets(search.model, select_unconditional_rows(search.model))
    repair = ListedRepair(incumbent, total)
    fruitless = 0
    while incumbent.solution is not None and fruitless < MOST_FRUITLESS and not search.is_late:
        before = incumbent.value
        search.add_lazy_rows()
        duals = solve_for_duals(search, total)
        window = None if duals is None else duals.compute_window(search, total)
        if window is None:
            return
        costs = window.reduced_costs[:candidates].astype(np.float64)
        sizes = FREED_LOTS[min(fruitless, 1)]
        selector = CrossedLots(unit_sets, costs, incumbent.random, sizes)
        note_interrupt(
            search,
            improve_incumbent(
                incumbent.solution, selector, repair, lambda: search.is_late, incumbent.keep
            ),
        )
        fruitless = fruitless + 1 if incumbent.value == before else 0
