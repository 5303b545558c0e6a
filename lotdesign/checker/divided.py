"""Whether divided services went where the result says."""

from lotdesign.checker.context import check_comparison
from lotdesign.checker.tally import Tally
from lotdesign.ledger import Ledger
from lotdesign.money.integration import integration
from lotdesign.result.model import DividedService, Result


def check_divided(ledger: Ledger, result: Result, tally: Tally) -> None:
    """Each of them is one, in order; where its parts stand, and the one contract beside."""
    units = ledger.scenario.units
    parted = {unit.service for unit in units if unit.whole != unit.id}
    said = [each.service for each in result.divided]
    expected = [s for s in ledger.scenario.services if s in parted and s in said]
    tally.same("divided services", said, expected)
    for each in result.divided:
        parts = frozenset(
            u
            for u, unit in enumerate(units)
            if unit.service == each.service and unit.whole != unit.id
        )
        _check_places(ledger, each, parts, tally)
        _check_one_contract(ledger, result, each, parts, tally)


def _check_places(
    ledger: Ledger, said: DividedService, parts: frozenset[int], tally: Tally
) -> None:
    scenario, what = ledger.scenario, f"divided {said.service}"
    units = scenario.units
    holding = [lot.units for lot in ledger.design.lots if parts & set(lot.units)]
    mixed = {
        u for lot in holding for u in lot if any(units[v].service != said.service for v in lot)
    }
    joined = {units[u].locality for u in mixed & parts}
    places = [place.id for place in scenario.localities]
    tally.same(f"{what}: joined", said.joined, tuple(p for p in places if p in joined))
    tally.same(f"{what}: alone", said.alone, tuple(p for p in places if p not in joined))
    saved = sum(integration(scenario, lot) for lot in holding)
    tally.same(f"{what}: integration", said.integration_pence, saved)


def _check_one_contract(
    ledger: Ledger, result: Result, said: DividedService, parts: frozenset[int], tally: Tally
) -> None:
    """The best design with one contract is admissible, and has it."""
    other, what = said.one_contract, f"divided {said.service}"
    if other is None:
        return
    check_comparison(ledger.scenario, result, other, (), tally)
    tally.true(other.admissible, f"{what}: one contract, and the design is not admissible")
    contract = {ledger.scenario.units[u].id for u in parts}
    whole = contract in map(set, other.lots)
    tally.true(whole, f"{what}: its parts are not one lot of their own")
