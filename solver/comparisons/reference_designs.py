"""Reference designs by every measure and rule.

Today's contracts, the options, one contract for all, one a unit, and the best with one contract
for a divided service.
"""

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from lotdesign.design import Award, Design, build_external_design
from lotdesign.evaluation import Evaluation
from lotdesign.market.certificate import WithdrawalFallback
from lotdesign.measures.registry import MEASURES
from lotdesign.money.design_cost import build_todays_design
from lotdesign.money.lot_cost import sum_integration_savings
from lotdesign.result.base import WrittenFigure
from lotdesign.result.build import evaluate_measures
from lotdesign.result.designs import (
    list_award_ids,
    list_design_routes,
    list_unit_ids,
    write_evaluation_fallbacks,
)
from lotdesign.result.model import BestByLotCount, DividedService, ReferenceComparison
from lotdesign.rules.fixed import FixedRule
from lotdesign.scenario.design_by_ids import build_design_from_ids
from lotdesign.scenario.lot_names import list_reference_designs
from lotdesign.scenario.scenario import Scenario
from lotdesign.words import spell_out_id
from solver.backends.base import Engine
from solver.candidate_listing import list_candidates
from solver.candidate_solve import solve_candidates
from solver.certified_design import certify_design
from solver.exact.search import Undecided
from solver.outcome import SolveOutcome
from solver.solve_context import SolveContext


@dataclass(frozen=True)
class ReferenceDesign:
    """A design to compare with, and its certificate where one is needed and exists."""

    id: str
    name: str
    design: Design
    award: Award | None
    fallbacks: Mapping[int, WithdrawalFallback] = field(default_factory=dict)


def certify_reference_designs(
    scenario: Scenario, engine: Engine, deadline: float | None = None
) -> Iterator[ReferenceDesign]:
    """Today's contracts, the named options, one contract for all and one a unit.

    A design whose award is not settled until the deadline is left out. Ctrl-C raises
    KeyboardInterrupt.
    """
    everything = range(len(scenario.units))
    designs = (
        build_todays_design(scenario),
        *(build_design_from_ids(scenario, each.lots, each.routes) for each in scenario.options),
        build_external_design([everything]),
        build_external_design([[unit] for unit in everything]),
    )
    for (id_, name), design in zip(list_reference_designs(scenario), designs, strict=True):
        try:
            yield ReferenceDesign(
                id_, name, design, *certify_design(scenario, design, engine, deadline)
            )
        except Undecided:
            if deadline is None or time.monotonic() < deadline:  # by Ctrl-C
                raise KeyboardInterrupt from None


def compare_design(
    scenario: Scenario, other: ReferenceDesign, rungs: Sequence[BestByLotCount]
) -> ReferenceComparison:
    """Another design by every measure, what it breaks, and where it would stand."""
    ledger = Evaluation(scenario, other.design, other.award, other.fallbacks)
    measured = evaluate_measures(ledger)
    return ReferenceComparison(
        id=other.id,
        name=other.name,
        lots=list_unit_ids(scenario, ledger.design),
        routes=list_design_routes(ledger.design),
        measures=measured,
        admissible=ledger.admissible,
        certified=ledger.certified,
        broken=ledger.broken,
        rank=_rank_among_rungs(scenario, measured, rungs),
        award=list_award_ids(ledger),
        withdrawals=write_evaluation_fallbacks(ledger),
    )


def _rank_among_rungs(
    scenario: Scenario, measured: Mapping[str, WrittenFigure], rungs: Sequence[BestByLotCount]
) -> int | None:
    """1 and the number of rungs that are better by the first objective."""
    measure = MEASURES[scenario.objectives[0].measure]
    mine = measured.get(measure.name)
    theirs = [rung.measures.get(measure.name) for rung in rungs]
    known = [float(each) for each in theirs if each is not None]
    if mine is None or not known:
        return None
    return 1 + sum(measure.sign * each < measure.sign * float(mine) for each in known)


def compare_divided_services(
    scenario: Scenario, design: Design, means: SolveContext
) -> Iterator[DividedService]:
    """For each service with divided units: where its parts went, and the alternative."""
    for service in scenario.services:
        wholes = _list_divided_units(scenario, service)
        if wholes:
            found = _solve_with_one_contract(scenario, wholes, means)
            if found.proved:
                yield _describe_divided_service(scenario, design, service, wholes, found)


def _list_divided_units(scenario: Scenario, service: str) -> list[str]:
    return [
        whole
        for whole, parts in scenario.divided.items()
        if service in {scenario.units[u].service for u in parts}
    ]


def _describe_divided_service(
    scenario: Scenario, design: Design, service: str, wholes: list[str], found: SolveOutcome
) -> DividedService:
    parts = scenario.find_positions(wholes)
    holding = [lot.units for lot in design.lots if parts & set(lot.units)]
    mixed = [lot for lot in holding if len({scenario.units[u].service for u in lot}) > 1]
    joined = {scenario.units[u].locality for lot in mixed for u in lot if u in parts}
    everywhere = [place.id for place in scenario.localities]
    return DividedService(
        service=service,
        joined=tuple(place for place in everywhere if place in joined),
        alone=tuple(place for place in everywhere if place not in joined),
        integration_pence=sum(sum_integration_savings(scenario, lot) for lot in holding),
        one_contract=_compare_one_contract(scenario, service, found),
    )


def _compare_one_contract(
    scenario: Scenario, service: str, found: SolveOutcome
) -> ReferenceComparison | None:
    if found.design is None:
        return None
    name = f"The best with one contract for {spell_out_id(service)}"
    other = ReferenceDesign(
        f"one-{service}-contract", name, found.design, found.award, found.fallbacks
    )
    return compare_design(scenario, other, ())


def _solve_with_one_contract(
    scenario: Scenario, wholes: list[str], means: SolveContext
) -> SolveOutcome:
    """The best design in which these units are one lot."""
    rule = FixedRule(id="one contract", kind="fixed", units=tuple(wholes))
    bound = replace(scenario, rules=(*scenario.rules, rule))
    return solve_candidates(bound, list_candidates(bound), means)
