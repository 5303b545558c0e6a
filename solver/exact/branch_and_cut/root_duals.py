"""Duals of a model's linear relaxation by the solver of branch and cut, which takes many columns.

They are worked out once, and then serve every question about the same candidates: reduced costs
say what no solution of at most some value can choose (`solver.exact.reduced_cost_fixing`).
"""

import numpy as np

from solver.backends.base import ignore_progress
from solver.backends.native_calls import Interrupted
from solver.exact.branch_and_cut.incumbent import Incumbent
from solver.exact.branch_and_cut.node import NodeFactory, RelaxationUnsolved
from solver.exact.reduced_cost_fixing import RelaxationDuals
from solver.exact.search import ModelSearch
from solver.model.expressions import LinearExpression


def solve_root_duals(search: ModelSearch, expression: LinearExpression) -> RelaxationDuals | None:
    """Duals of the relaxation that minimises the expression; None where it has no optimum in time.

    Raises KeyboardInterrupt on Ctrl-C where the search's settings ask for it.
    """
    factory = NodeFactory(Incumbent(search, expression, ignore_progress))
    count = search.model.candidate_count
    allowed = np.ones(count, dtype=np.bool_) if search.allowed is None else search.allowed
    try:
        roots = (
            factory.open_by_sifting(0, search.most_lots, allowed)
            if factory.has_many_candidates
            else factory.open_nodes(0, search.most_lots, allowed, None)
        )
    except RelaxationUnsolved:
        return None
    except Interrupted:
        search.stop()
        return None
    return RelaxationDuals(list(roots[0].rows), roots[0].duals) if roots else None
