"""Duals of a model's linear relaxation by the solver of branch and cut, which takes many columns.

They are worked out once, and then serve every question about the same candidates: reduced costs
say what no solution of at most some value can choose (`solver.exact.reduced_cost_fixing`).
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from solver.arrays import Flags
from solver.backends.base import ignore_progress
from solver.backends.native_calls import Interrupted
from solver.exact.branch_and_cut.incumbent import Incumbent
from solver.exact.branch_and_cut.node import NodeFactory, RelaxationUnsolved
from solver.exact.reduced_cost_fixing import RelaxationDuals
from solver.exact.search import ModelSearch
from solver.model.expressions import LinearExpression


@dataclass(frozen=True)
class RootRelaxation:
    """The relaxation that minimises an expression, solved anew for other candidates.

    Each solve begins with the columns and the basis of the last.
    """

    search: ModelSearch
    expression: LinearExpression

    @cached_property
    def _factory(self) -> NodeFactory:
        return NodeFactory(Incumbent(self.search, self.expression, ignore_progress))

    def solve_duals(self, allowed: Flags | None = None) -> RelaxationDuals | None:
        """Duals where only these candidates, (N,), may be chosen; None for none in time.

        None also where no solution is possible. Raises KeyboardInterrupt on Ctrl-C where the
        search's settings ask for it.
        """
        factory, most = self._factory, self.search.most_lots
        inside = np.ones(factory.candidates, dtype=np.bool_) if allowed is None else allowed
        try:
            roots = (
                factory.open_by_sifting(0, most, inside)
                if factory.has_many_candidates
                else factory.open_nodes(0, most, inside, None)
            )
        except RelaxationUnsolved:
            return None
        except Interrupted:
            self.search.stop()
            return None
        return RelaxationDuals(list(roots[0].rows), roots[0].duals) if roots else None
