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
from solver.exact.branch_and_cut.neighbourhood_search import CrossedLots, ListedRepair
from solver.exact.lagrangian_bound import select_unconditional_rows
from solver.exact.reduced_cost_fixing import solve_for_duals
from solver.heuristics.large_neighbourhood_search import improve_incumbent
from solver.model.expressions import round_down_to_fit, sum_expressions
from solver.robust.joint_awards import CaseNeedsAward
from solver.robust.regret_model import RegretModel


def find_joint_design(model: RegretModel, deadline: float | None) -> tuple[Design | None, bool]:
    """A design, and whether that is an answer: without a design, that none is admissible.

    For linear objectives. Raises KeyboardInterrupt on Ctrl-C where the context's settings ask for
    it.
    """
    search = replace(model.search.with_model(model.search.model.copy()), deadline=deadline)
    while True:
        try:
            first = search.solve()
            break
        except CaseNeedsAward as needs:
            model = replace(model, with_award=model.with_award | {needs.case})
            search = replace(model.search, deadline=deadline)
    if first.solution is None:
        return None, first.status == "infeasible"
    total = round_down_to_fit(sum_expressions(*model.express_regrets())).expression
    incumbent = Incumbent(search, total, lambda *news: None, first.solution)
    with suppress(CaseNeedsAward):  # too many designs are refused for no number of lots
        _improve(incumbent, len(model.shared.lots))
    assert incumbent.solution is not None
    return model.read_design(incumbent.solution), True


def _improve(incumbent: Incumbent, candidates: int) -> None:
    """Choose few lots again, by the reduced costs of the linear program with all cuts so far.

    As long as that brings anything.
    """
    search, total = incumbent.search, incumbent.expression
    unit_sets = list_unit_sets(search.model, select_unconditional_rows(search.model))
    repair = ListedRepair(incumbent, total)
    before = None
    while incumbent.solution is not None and incumbent.value != before and not search.is_late:
        before = incumbent.value
        search.add_lazy_rows()
        duals = solve_for_duals(search, total)
        window = None if duals is None else duals.compute_window(search, total)
        if window is None:
            return
        costs = window.reduced_costs[:candidates].astype(np.float64)
        selector = CrossedLots(unit_sets, costs, incumbent.random)
        improve_incumbent(incumbent.solution, selector, repair, lambda: search.is_late)
