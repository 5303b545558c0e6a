"""Makes the bound certificate of a proved result, aim by aim."""

from dataclasses import dataclass

import numpy as np

from lotdesign.faults import EngineContradiction
from lotdesign.measures.base import MeasureValue
from lotdesign.measures.registry import MEASURES
from lotdesign.result.bound_certificate import (
    AttainingDesign,
    BoundCertificate,
    BoundClaim,
    BoundNode,
    LotNumbers,
    NodeDuals,
)
from lotdesign.result.model import ObjectiveResult, Result
from lotdesign.result.proof_names import PREFLIGHT_ARITHMETIC
from lotdesign.scenario.figure_units import WHOLE_UNITS
from lotdesign.scenario.scenario import Scenario
from lotdesign.verify.award_search import TooManyAwards
from lotdesign.verify.better_designs import BetterDesigns
from lotdesign.verify.bound_certificate import (
    CertificateRefused,
    UnitPairs,
    find_attained_optimum,
    is_left_out,
)
from lotdesign.verify.impossibility import is_number_ruled_out
from lotdesign.verify.lot_listing import TooManyLotsToCheck
from lotdesign.verify.node_lots import (
    LotLists,
    NodeLots,
    TooManyDesigns,
    find_designs_within,
    find_slacks,
)
from solver.bound_certificates.node_duals import NodeProgram, RoundedDuals
from solver.deadline import has_passed, seconds_until
from solver.run import solve_scenario
from solver.solve_context import RunOptions
from solver.whatif.variants import replace_objectives

MOST_WITHIN = 20_000
"""Lots within the slack of a node, at most."""
MOST_DESIGNS = 2_000
"""Designs within the slack of a node, at most."""
MOST_NODES = 100
"""Nodes that a number of lots is branched into, at most."""


class NotCertified(Exception):
    """No certificate was found within the limits of number and time."""


def certify_bounds(
    scenario: Scenario, result: Result, deadline: float | None = None
) -> BoundCertificate | None:
    """The bound certificate of a proved result, of as many aims as have one; None for none.

    An aim has one only where all before it have. Where arithmetic proves that there is no design
    nothing is needed. Stops after the deadline (monotonic seconds). Raises EngineContradiction
    where an admissible design is found that is better than what engines proved best.
    """
    if result.status == "infeasible":
        if PREFLIGHT_ARITHMETIC in result.proved_by:
            return None
        claim = _certify_claim(BetterDesigns(scenario, ()), None, deadline)
        return None if claim is None else BoundCertificate(claims=(claim,))
    claims: list[BoundClaim] = []
    optima: tuple[MeasureValue, ...] = ()
    for place, reached in enumerate(result.objective):
        if not reached.proved:
            break
        stated = BoundClaim(measure=reached.measure, optimum=reached.optimum, numbers=())
        if _gives_away(scenario, place, reached):
            stated = stated.model_copy(
                update={"attained_by": _find_attaining(scenario, place, deadline)}
            )
        try:
            optima = (*optima, find_attained_optimum(scenario, result, optima, stated))
        except (CertificateRefused, TooManyAwards):
            break
        claim = _certify_claim(BetterDesigns(scenario, optima), reached.measure, deadline)
        if claim is None:
            break
        claims.append(stated.model_copy(update={"numbers": claim.numbers}))
    return BoundCertificate(claims=tuple(claims)) if claims else None


def _gives_away(scenario: Scenario, place: int, reached: ObjectiveResult) -> bool:
    """Whether the answer may fall short of an aim's optimum, if only by less than is written."""
    last = place == len(scenario.objectives) - 1
    exact = MEASURES[reached.measure].unit in WHOLE_UNITS and reached.measure != "value_spread"
    has_tolerance = not last and scenario.objectives[place].tolerance.size > 0
    return reached.value != reached.optimum or (has_tolerance and not exact)


def _find_attaining(
    scenario: Scenario, place: int, deadline: float | None
) -> AttainingDesign | None:
    """A design that is best by the aims up to this one, found anew; None where none is in time."""
    aims = scenario.objectives[: place + 1]
    options = RunOptions(time_limit=seconds_until(deadline))
    first = solve_scenario(replace_objectives(scenario, aims), options, compare=False)
    if first.status != "optimal":
        return None
    routes = tuple(lot.route for lot in first.lots)
    return AttainingDesign(
        lots=tuple(lot.units for lot in first.lots),
        routes=routes if set(routes) != {"external"} else (),
    )


def _certify_claim(
    better: BetterDesigns, measure: str | None, deadline: float | None
) -> BoundClaim | None:
    def go_on() -> None:
        if has_passed(deadline):
            raise NotCertified

    maker = _ClaimMaker(better, LotLists(better, go_on), deadline)
    try:
        return BoundClaim(measure=measure, numbers=tuple(maker.close_all_numbers()))
    except (NotCertified, TooManyLotsToCheck, TooManyAwards):
        return None


@dataclass
class _ClaimMaker:
    """Closes the numbers of lots of one claim."""

    better: BetterDesigns
    lists: LotLists
    deadline: float | None
    nodes: int = 0

    def close_all_numbers(self) -> list[LotNumbers]:
        """All numbers of lots, in order: together where that will do, else one by one."""
        scenario = self.better.scenario
        most = len(scenario.units)
        ruled_out = [is_number_ruled_out(scenario, count) for count in range(1, most + 1)]
        closed: list[LotNumbers] = []
        start = 1
        while start <= most:
            end = start
            while end < most and ruled_out[end] == ruled_out[start - 1]:
                end += 1
            if ruled_out[start - 1]:
                closed.append(LotNumbers(least=start, most=end, closed_by="arithmetic"))
            else:
                closed += self._close_numbers(range(start, end + 1))
            start = end + 1
        return closed

    def _close_numbers(self, numbers: range) -> list[LotNumbers]:
        if not any(map(self.lists.depends_on_number, numbers)) or len(numbers) == 1:
            listed = self.lists.list_lots(numbers.start, numbers.stop - 1)
            duals, _ = self._try_node(listed, numbers, (), ())
            if duals is not None:
                return [_write_numbers(numbers, BoundNode(duals=duals))]
        return [self._close_number(count) for count in numbers]

    def _close_number(self, count: int) -> LotNumbers:
        self.nodes = 0
        listed, numbers = self.lists.list_lots(count, count), range(count, count + 1)
        return _write_numbers(numbers, self._close_node(listed, numbers, (), ()))

    def _close_node(
        self, listed: NodeLots, numbers: range, together: UnitPairs, apart: UnitPairs
    ) -> BoundNode:
        """The node closed by duals, or branched until all below it are. Raises NotCertified."""
        self.nodes += 1
        if self.nodes > MOST_NODES:
            raise NotCertified
        duals, pair = self._try_node(listed, numbers, together, apart)
        if duals is not None:
            return BoundNode(duals=duals)
        if pair is None:
            raise NotCertified
        units = self.better.scenario.units
        return BoundNode(
            pair=(units[pair[0]].id, units[pair[1]].id),
            together=self._close_node(listed, numbers, (*together, pair), apart),
            apart=self._close_node(listed, numbers, together, (*apart, pair)),
        )

    def _try_node(
        self, listed: NodeLots, numbers: range, together: UnitPairs, apart: UnitPairs
    ) -> tuple[NodeDuals | None, tuple[int, int] | None]:
        """The duals that close the node; None where they do not, with the pair to branch on."""
        self.lists.go_on()
        left = [not is_left_out(held, together, apart) for held in listed.sets]
        program = NodeProgram(listed, np.array(left, dtype=np.bool_), numbers, self.deadline)
        whole = program.find_duals()
        slacks = find_slacks(self.better, numbers, whole.units, whole.lots, whole.weights)
        slack = max(slacks.values())
        names = [limit.name for limit in self.better.limits]
        duals = NodeDuals(
            units=whole.units,
            lots=whole.lots,
            limits={n: w for n, w in zip(names, whole.weights, strict=True) if w},
            slack=slack,
        )
        if slack < 0:
            return duals, None
        within = self._find_within(listed, program, whole, slack)
        if within is None:
            return None, whole.pair
        costs = listed.compute_reduced_costs(whole.units, whole.lots, whole.weights)
        candidates = [(listed.sets[i], costs[i]) for i in within]
        count = self._count_designs(listed, within, candidates, slacks)
        if count is None:
            return None, whole.pair
        lots = [listed.lots[i] for i in within]
        routes = tuple(lot.route for lot in lots)
        ids = [unit.id for unit in self.better.scenario.units]
        stated = {
            "candidates": tuple(tuple(ids[u] for u in lot.units) for lot in lots),
            "routes": routes if set(routes) - {"external"} else (),
            "designs": count,
        }
        return duals.model_copy(update=stated), None

    def _find_within(
        self, listed: NodeLots, program: NodeProgram, whole: RoundedDuals, slack: int
    ) -> list[int] | None:
        """The lots that the rules allow whose reduced costs are within the slack; None for many."""
        within = []
        costs = listed.compute_reduced_costs(whole.units, whole.lots, whole.weights)
        for i in np.flatnonzero(program.usable).tolist():
            if costs[i] <= slack and listed.allows(i):
                within.append(i)
            if len(within) > MOST_WITHIN:
                return None
        return within

    def _count_designs(
        self,
        listed: NodeLots,
        within: list[int],
        candidates: list[tuple[int, int]],
        slacks: dict[int, int],
    ) -> int | None:
        """How many designs there are within the slack, all refuted; None for too many."""
        everything = (1 << len(self.better.scenario.units)) - 1
        count = 0
        try:
            for chosen in find_designs_within(candidates, everything, slacks):
                count += 1
                if count > MOST_DESIGNS or has_passed(self.deadline):
                    return None
                lots = [listed.lots[within[i]] for i in chosen]
                if self.better.contain(lots):
                    units = self.better.scenario.units
                    found = [[units[u].id for u in lot.units] for lot in lots]
                    raise EngineContradiction((f"better than what was proved best: {found}",))
        except TooManyDesigns:
            return None
        return count


def _write_numbers(numbers: range, node: BoundNode) -> LotNumbers:
    return LotNumbers(least=numbers.start, most=numbers.stop - 1, closed_by="duals", node=node)
