"""Checks a bound certificate: that no better design exists, in whole numbers, without a solver.

The lots are listed anew from the scenario. docs/certificates.md has the mathematics.
"""

from dataclasses import dataclass

from lotdesign.design import Lot, Route, build_design
from lotdesign.evaluation import Evaluation
from lotdesign.measures.base import MeasureValue
from lotdesign.result.base import WrittenRoutes
from lotdesign.result.bound_certificate import (
    BoundClaim,
    BoundNode,
    LotNumbers,
    NodeDuals,
    WrittenLots,
)
from lotdesign.result.build import can_measure
from lotdesign.result.figures import write_figure
from lotdesign.result.model import Result
from lotdesign.scenario.scenario import Scenario
from lotdesign.verify.award_search import TooManyAwards
from lotdesign.verify.better_designs import BetterDesigns
from lotdesign.verify.designs import read_award
from lotdesign.verify.impossibility import is_number_ruled_out
from lotdesign.verify.lot_listing import TooManyLotsToCheck
from lotdesign.verify.node_lots import (
    LotLists,
    NodeLots,
    TooManyDesigns,
    find_designs_within,
    find_slacks,
)
from lotdesign.verify.tally import VerificationTally

MOST_NODES = 1_000
"""Nodes of a claim that are checked, at most."""

UnitPairs = tuple[tuple[int, int], ...]
"""Pairs of units that share a lot, or do not."""


class CertificateRefused(Exception):
    """A claim is not proved; the text says why."""


def check_bound_certificate(scenario: Scenario, result: Result, tally: VerificationTally) -> None:
    """Each claim of the bound certificate of a result, if it carries one."""
    if result.bound_certificate is None:
        return
    claims = result.bound_certificate.claims
    stated = [(claim.measure, claim.optimum) for claim in claims]
    proved = [(each.measure, each.optimum) for each in result.objective if each.proved]
    aims = [aim.measure for aim in scenario.objectives[: len(claims)]]
    holds = stated == proved[: len(stated)] and [claim.measure for claim in claims] == aims
    if result.status == "infeasible":
        holds = stated == [(None, None)]
    fault = "bound certificate: its claims are not the aims that the result calls proved"
    tally.check_true(holds and bool(claims), fault)
    optima: tuple[MeasureValue, ...] = ()
    for claim in claims if holds else ():
        why = ""
        try:
            if claim.measure is not None:
                optima = (*optima, find_attained_optimum(scenario, result, optima, claim))
            _check_numbers(BetterDesigns(scenario, optima), claim)
        except CertificateRefused as refused:
            why = str(refused)
        except (TooManyLotsToCheck, TooManyDesigns, TooManyAwards):
            why = "there is too much to check"
        tally.check_true(not why, f"bound certificate, {claim.measure or 'no design'}: {why}")
        if why:
            return


def _check_numbers(better: BetterDesigns, claim: BoundClaim) -> None:
    """Raises CertificateRefused unless every number of lots is closed."""
    following = 1
    for numbers in claim.numbers:
        if numbers.least != following or numbers.most < numbers.least:
            raise CertificateRefused("its numbers of lots leave one out, or have one twice")
        following = numbers.most + 1
    if following != len(better.scenario.units) + 1:
        raise CertificateRefused("its numbers of lots do not end with the number of units")
    checker = _ClaimChecker(better, LotLists(better))
    for numbers in claim.numbers:
        checker.check_numbers(numbers)


def find_attained_optimum(
    scenario: Scenario, result: Result, before: tuple[MeasureValue, ...], claim: BoundClaim
) -> MeasureValue:
    """The exact optimum of the next aim, as the answer or the design that is named attains it.

    `before` are the exact optima of the aims before it, whose tolerances the answer keeps. Raises
    CertificateRefused where none attains what is written.
    """
    better = BetterDesigns(scenario, (*before, 0))
    measure, answer = better.measures[-1], _read_answer(scenario, result)
    if not can_measure(answer, measure) or not better.keep_aims_before(answer):
        raise CertificateRefused("the answer gives more of an aim away than its tolerance")
    best: MeasureValue | None
    if claim.attained_by is None:
        best = measure.evaluate(answer)
    else:
        lots = _read_lots(scenario, claim.attained_by.lots, claim.attained_by.routes)
        held = sorted(u for lot in lots for u in lot.units)
        whole = held == list(range(len(scenario.units)))
        best = better.find_best_value(build_design(lots)) if whole else None
    if best is None or write_figure(best, measure.unit) != claim.optimum:
        raise CertificateRefused(
            "neither the answer nor the design that is named attains the optimum"
        )
    return best


def _read_answer(scenario: Scenario, result: Result) -> Evaluation:
    """The answer with its award; all else of it is verified elsewhere."""
    lots = _read_lots(
        scenario,
        tuple(lot.units for lot in result.lots),
        tuple(lot.route for lot in result.lots),
    )
    winners = [lot.award or "" for lot in result.lots]
    design = build_design(lots)
    return Evaluation(scenario, design, read_award(scenario, design, winners, VerificationTally()))


def _read_lots(scenario: Scenario, written: WrittenLots, routes: WrittenRoutes) -> list[Lot]:
    """Lots by the ids of their units; raises CertificateRefused for what the scenario has not."""
    position = {unit.id: u for u, unit in enumerate(scenario.units)}
    external: Route = "external"
    each = routes or (external,) * len(written)
    known = all(lot and set(lot) <= position.keys() for lot in written)
    if not known or len(each) != len(written) or not set(each) <= set(scenario.routes.offered):
        raise CertificateRefused("it names lots or routes that the scenario does not have")
    return [
        Lot(tuple(sorted(position[unit] for unit in lot)), route)
        for lot, route in zip(written, each, strict=True)
    ]


def is_left_out(held: int, together: UnitPairs, apart: UnitPairs) -> bool:
    """Whether a lot, a bit set, parts a pair that shares a lot, or holds one that does not."""
    return any((held >> a ^ held >> b) & 1 for a, b in together) or any(
        held >> a & held >> b & 1 for a, b in apart
    )


@dataclass
class _ClaimChecker:
    """Checks how the numbers of lots of one claim are closed; all raise CertificateRefused."""

    better: BetterDesigns
    lists: LotLists
    nodes: int = 0

    def check_numbers(self, numbers: LotNumbers) -> None:
        """The arithmetic, or the node and all below it."""
        counts = range(numbers.least, numbers.most + 1)
        if numbers.closed_by == "arithmetic":
            for count in counts:
                if not is_number_ruled_out(self.better.scenario, count):
                    raise CertificateRefused(f"arithmetic does not rule out {count} lots")
        else:
            listed = self.lists.list_lots(numbers.least, numbers.most)
            self._check_node(listed, numbers.node, counts, (), ())

    def _check_node(
        self,
        listed: NodeLots,
        node: BoundNode | None,
        counts: range,
        together: UnitPairs,
        apart: UnitPairs,
    ) -> None:
        if node is None or (node.duals is None and node.pair is None):
            raise CertificateRefused("a node is left out")
        self.nodes += 1
        if self.nodes > MOST_NODES:
            raise CertificateRefused(f"it has more than {MOST_NODES:,} nodes")
        if node.duals is not None:
            self._check_duals(listed, node.duals, counts, together, apart)
            return
        position = {unit.id: u for u, unit in enumerate(self.better.scenario.units)}
        first, second = (position.get(unit) for unit in node.pair or ("", ""))
        if first is None or second is None or first == second:
            raise CertificateRefused(f"{node.pair} are not two units")
        pair = ((first, second),)
        self._check_node(listed, node.together, counts, together + pair, apart)
        self._check_node(listed, node.apart, counts, together, apart + pair)

    def _check_duals(
        self,
        listed: NodeLots,
        duals: NodeDuals,
        counts: range,
        together: UnitPairs,
        apart: UnitPairs,
    ) -> None:
        """No lot has a negative reduced cost, and no design within the slack is a better one."""
        names = [limit.name for limit in self.better.limits]
        weights = [duals.limits.get(name, 0) for name in names]
        units = self.better.scenario.units
        if set(duals.limits) - set(names) or min(weights, default=0) < 0:
            raise CertificateRefused("it weighs a limit that there is not, or below 0")
        if len(duals.units) != len(units):
            raise CertificateRefused("it does not have a dual for each unit")
        slacks = find_slacks(self.better, counts, duals.units, duals.lots, weights)
        slack = max(slacks.values())
        if slack != duals.slack:
            raise CertificateRefused(f"its slack is {duals.slack}, worked out again {slack}")
        costs = listed.compute_reduced_costs(duals.units, duals.lots, weights)
        within = [
            i
            for i, reduced in enumerate(costs)
            if reduced <= max(slack, -1)
            and not is_left_out(listed.sets[i], together, apart)
            and listed.allows(i)
        ]
        for i in within:
            if costs[i] < 0:
                lot = ", ".join(units[u].id for u in listed.lots[i].units)
                raise CertificateRefused(
                    f"the reduced cost of the lot {lot} is {costs[i]}, below 0"
                )
        stated = _read_lots(self.better.scenario, duals.candidates, duals.routes)
        found = [listed.lots[i] for i in within]
        if len(stated) != len(found) or set(stated) != set(found):
            raise CertificateRefused("the lots within the slack are not those that it lists")
        self._check_designs(listed, duals.designs, within, costs, slacks)

    def _check_designs(
        self,
        listed: NodeLots,
        stated: int,
        within: list[int],
        costs: list[int],
        slacks: dict[int, int],
    ) -> None:
        """Every design within the slack is put together and judged."""
        candidates = [(listed.sets[i], costs[i]) for i in within]
        everything = (1 << len(self.better.scenario.units)) - 1
        count = 0
        for chosen in find_designs_within(candidates, everything, slacks):
            count += 1
            if self.better.contain([listed.lots[within[i]] for i in chosen]):
                raise CertificateRefused("a design within the slack is admissible and better")
        if count != stated:
            raise CertificateRefused(
                f"it has {stated} designs within the slack, and there are {count}"
            )
