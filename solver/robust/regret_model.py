"""The model of all cases: lots that every case allows, and how far each case is from its best.

In the words of operations research: minimise z subject to z >= c_k(x) - b_k for every case k, with
the rules of every case as rows, c_k the first objective in the case and b_k its best (minimax
regret; Kouvelis and Yu, Robust discrete optimization and its applications, 1997).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil, lcm

import numpy as np

from lotdesign.design import Design, Route
from lotdesign.measures.base import MeasureValue
from solver.arrays import Ints
from solver.candidate_listing import tabulate_lots
from solver.candidate_mip import add_partition_rows
from solver.candidates.table import CandidateTable
from solver.exact.canonical_tie_break import list_chosen_candidates
from solver.exact.search import ModelSearch
from solver.model.expressions import LinearExpression, sum_expressions
from solver.model.goals import Goal, build_linear_goal
from solver.model.linear_model import LinearModel
from solver.robust.case_part import CasePart, add_case_part
from solver.robust.joint_awards import JointLazyConstraints
from solver.solve_context import SolveContext
from solver.stress.regret import CaseByFirstObjective

LotsByRoute = Sequence[tuple[tuple[int, ...], Route]]


@dataclass(frozen=True)
class SharedLots:
    """The lots that every case allows, and in each case the candidates that these lots are.

    `tables` has the candidates of each case: the lots, or with prices each with its winners.
    """

    lots: CandidateTable
    tables: tuple[CandidateTable, ...]


def share_lots(cases: Sequence[CaseByFirstObjective], listed: CandidateTable) -> SharedLots:
    """The lots among those `listed` that keep the rules about single lots in every case."""
    lots = listed.drop_winners()
    for case in cases:
        lots = tabulate_lots(case.scenario, _list_with_routes(lots)).drop_winners()
    pairs = _list_with_routes(lots)
    return SharedLots(lots, tuple(tabulate_lots(case.scenario, pairs) for case in cases))


def _list_with_routes(candidates: CandidateTable) -> LotsByRoute:
    found = map(candidates.get_lot, range(len(candidates)))
    return [(lot.units, lot.route) for lot in found]


@dataclass
class RegretModel:
    """The model, and a search of it; `references` are the signed values that regret counts from.

    `with_award` are the numbers of cases whose award is part of the model. `tell` hears of every
    design that an engine finds on its way; some may turn out not to be admissible.
    """

    cases: tuple[CaseByFirstObjective, ...]
    shared: SharedLots
    references: tuple[MeasureValue, ...]
    context: SolveContext
    with_award: frozenset[int] = frozenset()
    tell: Callable[[Callable[[], Design]], None] | None = None
    parts: tuple[CasePart, ...] = field(init=False)
    search: ModelSearch = field(init=False)

    def __post_init__(self) -> None:
        lots = self.shared.lots
        model = LinearModel(len(lots))
        add_partition_rows(lots, model)
        self.parts = tuple(
            add_case_part(model, case, lots, table, self.context, number in self.with_award)
            for number, (case, table) in enumerate(zip(self.cases, self.shared.tables, strict=True))
        )
        most, context = len(lots.scenario.units), self.context
        self.search = ModelSearch(context.engine, model, context.settings, most, context.deadline)
        self.search.lazy_constraints = JointLazyConstraints(self.parts)
        tell = self.tell
        if tell is not None:
            self.search.tell = lambda read: tell(lambda: self.read_design(read()))

    @property
    def is_linear(self) -> bool:
        """Whether every case's first objective is one linear expression."""
        return all(part.goal.is_linear for part in self.parts)

    @property
    def scale(self) -> int:
        """The parts of the measure's unit in which regrets are whole numbers; where linear."""
        units = [part.unit.numerator for part in self.parts]
        return lcm(*units, *(Fraction(value).denominator for value in self.references))

    def build_goals(self, known: Fraction | None) -> tuple[Goal, Goal]:
        """The largest regret and the sum of all, as goals of the model; for linear objectives.

        Adds a variable for the largest one, which is at most `known` where that is given, and a row
        for each case.
        """
        scale, model, regrets = self.scale, self.search.model, self.express_regrets()
        most = max(self._bound_above(each) for each in regrets)
        if known is not None:
            most = min(most, ceil(known * scale))
        largest = model.add_variable("largest regret", 0, max(0, most))
        for regret in regrets:
            less = LinearExpression(np.array([largest]), np.array([-1]))
            model.add_at_most_zero("no regret is above the largest", sum_expressions(regret, less))
        one = LinearExpression(np.array([largest]), np.array([1]))
        return build_linear_goal(one, scale), build_linear_goal(sum_expressions(*regrets), scale)

    def express_regrets(self) -> list[LinearExpression]:
        """The regret in each case, in parts of the measure's unit; for linear objectives."""
        scale = self.scale
        return [
            part.goal.express_below(0)
            .multiply(scale // part.unit.numerator)
            .add_constant(-int(reference * scale))
            for part, reference in zip(self.parts, self.references, strict=True)
        ]

    def read_design(self, solution: Ints) -> Design:
        """The design that a solution, (size,), chooses."""
        lots = self.shared.lots
        return lots.build_design(list_chosen_candidates(lots, solution))

    def _bound_above(self, expression: LinearExpression) -> int:
        """A value that the expression does not pass in any solution."""
        pairs = zip(expression.variables.tolist(), expression.coefficients.tolist(), strict=True)
        bounds = self.search.model.bounds
        ends = (int(c) * bounds(v)[1 if c > 0 else 0] for v, c in pairs)
        return expression.constant + sum(ends)
