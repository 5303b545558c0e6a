"""Reference designs: today's contracts, the options, one contract for all, and one a unit.

Also the best design with one contract for a divided service.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from lotdesign.design import Award, Design, build_external_design
from lotdesign.evaluation import Evaluation
from lotdesign.market.certificate import WithdrawalFallback
from lotdesign.measures.registry import MEASURES
from lotdesign.money.design_cost import build_todays_design
from lotdesign.money.lot_cost import list_integration_savings
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
from solver.deadline import has_passed
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


def build_reference_designs(scenario: Scenario) -> Iterator[Design]:
    """Today's contracts, the scenario's options, one contract for all, and one a unit.

    In the order of `list_reference_designs`, which has their ids and names.
    """
    everything = range(len(scenario.units))
    yield build_todays_design(scenario)
    for option in scenario.options:
        yield build_design_from_ids(scenario, option.lots, option.routes)
    yield build_external_design([everything])
    yield build_external_design([[unit] for unit in everything])


def list_uncertified(scenario: Scenario) -> Iterator[ReferenceDesign]:
    """The reference designs of a scenario that needs no certificates."""
    named = list_reference_designs(scenario)
    for (id_, name), design in zip(named, build_reference_designs(scenario), strict=True):
        yield ReferenceDesign(id_, name, design, None)


def certify_reference_designs(
    scenario: Scenario, engine: Engine, deadline: float | None = None
) -> Iterator[ReferenceDesign]:
    """The reference designs with their certificates.

    A design whose award is not settled before the deadline is left out. Raises KeyboardInterrupt
    on Ctrl-C.
    """
    named = list_reference_designs(scenario)
    for (id_, name), design in zip(named, build_reference_designs(scenario), strict=True):
        try:
            yield ReferenceDesign(
                id_, name, design, *certify_design(scenario, design, engine, deadline)
            )
        except Undecided:
            if not has_passed(deadline):  # stopped by Ctrl-C
                raise KeyboardInterrupt from None


def compare_design(
    scenario: Scenario, reference: ReferenceDesign, rungs: Sequence[BestByLotCount]
) -> ReferenceComparison:
    """A reference design by every measure, the rules it breaks, and its rank among the rungs."""
    evaluation = Evaluation(scenario, reference.design, reference.award, reference.fallbacks)
    measures = evaluate_measures(evaluation)
    return ReferenceComparison(
        id=reference.id,
        name=reference.name,
        lots=list_unit_ids(scenario, evaluation.design),
        routes=list_design_routes(evaluation.design),
        measures=measures,
        admissible=evaluation.admissible,
        certified=evaluation.certified,
        broken=evaluation.broken,
        rank=rank_among_rungs(scenario, measures, rungs),
        award=list_award_ids(evaluation),
        withdrawals=write_evaluation_fallbacks(evaluation),
    )


def rank_among_rungs(
    scenario: Scenario, measures: Mapping[str, WrittenFigure], rungs: Sequence[BestByLotCount]
) -> int | None:
    """1 plus the number of rungs that are better by the first objective than these measures.

    None where that is not known.
    """
    measure = MEASURES[scenario.objectives[0].measure]
    mine = measures.get(measure.name)
    theirs = [rung.measures.get(measure.name) for rung in rungs]
    known = [float(value) for value in theirs if value is not None]
    if mine is None or not known:
        return None
    return 1 + sum(measure.sign * value < measure.sign * float(mine) for value in known)


def compare_divided_services(
    scenario: Scenario, design: Design, context: SolveContext
) -> Iterator[DividedService]:
    """For each service with divided units: where its parts went, and the best undivided.

    Services whose best undivided design is not proved are left out.
    """
    for service in scenario.services:
        wholes = _list_divided_units(scenario, service)
        if wholes:
            outcome = _solve_with_one_contract(scenario, wholes, context)
            if outcome.proved:
                yield _describe_divided_service(scenario, design, service, wholes, outcome)


def has_divided_services(scenario: Scenario) -> bool:
    """Whether any service has units that were divided."""
    return any(_list_divided_units(scenario, service) for service in scenario.services)


def _list_divided_units(scenario: Scenario, service: str) -> list[str]:
    return [
        whole
        for whole, parts in scenario.divided.items()
        if service in {scenario.units[u].service for u in parts}
    ]


def _solve_with_one_contract(
    scenario: Scenario, wholes: list[str], context: SolveContext
) -> SolveOutcome:
    """The best design in which these divided units make up one lot."""
    rule = FixedRule(id="one contract", kind="fixed", units=tuple(wholes))
    variant = replace(scenario, rules=(*scenario.rules, rule))
    return solve_candidates(variant, list_candidates(variant), context)


def _describe_divided_service(
    scenario: Scenario, design: Design, service: str, wholes: list[str], outcome: SolveOutcome
) -> DividedService:
    parts = scenario.find_positions(wholes)
    holding = [lot.units for lot in design.lots if parts & set(lot.units)]
    mixed = [lot for lot in holding if len({scenario.units[u].service for u in lot}) > 1]
    joined = {scenario.units[u].locality for lot in mixed for u in lot if u in parts}
    localities = [locality.id for locality in scenario.localities]
    return DividedService(
        service=service,
        joined=tuple(name for name in localities if name in joined),
        alone=tuple(name for name in localities if name not in joined),
        integration_pence=sum(max(list_integration_savings(scenario, lot)) for lot in holding),
        one_contract=_compare_one_contract(scenario, service, outcome),
    )


def _compare_one_contract(
    scenario: Scenario, service: str, outcome: SolveOutcome
) -> ReferenceComparison | None:
    if outcome.design is None:
        return None
    name = f"The best with one contract for {spell_out_id(service)}"
    reference = ReferenceDesign(
        f"one-{service}-contract", name, outcome.design, outcome.award, outcome.fallbacks
    )
    return compare_design(scenario, reference, ())
