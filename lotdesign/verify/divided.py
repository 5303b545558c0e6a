"""Verifies what a result says of divided services: where their parts are, and one contract."""

from collections.abc import Iterator

from lotdesign.evaluation import Evaluation
from lotdesign.money.lot_cost import list_integration_savings
from lotdesign.result.model import DividedService, Result
from lotdesign.verify.comparisons import check_comparison
from lotdesign.verify.shown_designs import ShownDesign
from lotdesign.verify.tally import VerificationTally
from lotdesign.words import spell_out_id


def check_divided(
    evaluation: Evaluation, result: Result, tally: VerificationTally
) -> Iterator[ShownDesign]:
    """Yields the designs with one contract; the services stand in order, each as it says."""
    scenario = evaluation.scenario
    parted = {unit.service for unit in scenario.units if unit.undivided_id != unit.id}
    stated = [each.service for each in result.divided]
    expected = [s for s in scenario.services if s in parted and s in stated]
    tally.check_equal("divided services", stated, expected)
    for each in result.divided:
        parts = find_parts(evaluation, each.service)
        _check_divided_places(evaluation, each, parts, tally)
        yield from _check_one_contract(evaluation, result, each, parts, tally)


def find_parts(evaluation: Evaluation, service: str) -> frozenset[int]:
    """The parts of the service's divided units, by position."""
    return frozenset(
        u
        for u, unit in enumerate(evaluation.scenario.units)
        if unit.service == service and unit.undivided_id != unit.id
    )


def _check_divided_places(
    evaluation: Evaluation, stated: DividedService, parts: frozenset[int], tally: VerificationTally
) -> None:
    scenario, what = evaluation.scenario, f"divided {stated.service}"
    units = scenario.units
    holding = [lot.units for lot in evaluation.design.lots if parts & set(lot.units)]
    mixed = {
        u for lot in holding for u in lot if any(units[v].service != stated.service for v in lot)
    }
    joined = {units[u].locality for u in mixed & parts}
    places = [place.id for place in scenario.localities]
    tally.check_equal(f"{what}: joined", stated.joined, tuple(p for p in places if p in joined))
    tally.check_equal(f"{what}: alone", stated.alone, tuple(p for p in places if p not in joined))
    saved = sum(max(list_integration_savings(scenario, lot)) for lot in holding)
    tally.check_equal(f"{what}: integration", stated.integration_pence, saved)


def _check_one_contract(
    evaluation: Evaluation,
    result: Result,
    stated: DividedService,
    parts: frozenset[int],
    tally: VerificationTally,
) -> Iterator[ShownDesign]:
    """The design with one contract is admissible, and has the parts as a lot of their own."""
    other, what = stated.one_contract, f"divided {stated.service}"
    if other is None:
        return
    named = (
        f"one-{stated.service}-contract",
        f"The best with one contract for {spell_out_id(stated.service)}",
    )
    tally.check_claim((other.id, other.name) == named, f"{what}: one contract has another name")
    found = check_comparison(evaluation.scenario, result, other, (), tally)
    tally.check_true(other.admissible, f"{what}: one contract, and the design is not admissible")
    contract = {evaluation.scenario.units[u].id for u in parts}
    whole = contract in map(set, other.lots)
    tally.check_true(whole, f"{what}: its parts are not one lot of their own")
    if found is not None:
        yield ShownDesign(f"{what}: one contract", found)
