"""Whether the award is a certificate."""

from lotdesign.checker.tally import Tally
from lotdesign.design import Award, Design
from lotdesign.ledger import Ledger
from lotdesign.market.certificate import loads, overloads
from lotdesign.result.model import Result
from lotdesign.scenario.scenario import Scenario


def read_award(scenario: Scenario, result: Result, design: Design, tally: Tally) -> Award | None:
    """The award that the result describes, if it gives every lot a known provider."""
    position = {provider.id: p for p, provider in enumerate(scenario.providers or ())}
    winners = [lot.award for lot in result.lots]
    if not any(winners):
        missing = scenario.needs_certificate and result.termination != "given"
        tally.true(not missing, "the rules ask for a certificate and the result has none")
        return None
    known = [position[winner] for winner in winners if winner in position]
    tally.true(len(known) == len(design.lots), "a lot's award names no provider of the scenario")
    return tuple(known) if len(known) == len(design.lots) else None


def check_award(ledger: Ledger, tally: Tally) -> None:
    """Everyone eligible, nobody over capacity, lots or staff; the rules are checked as rules."""
    if ledger.award is None:
        return
    for lot, winner in enumerate(ledger.award):
        tally.true(
            winner in ledger.eligible[lot], f"{ledger.lot_name(lot)} goes to somebody not eligible"
        )
    lots = [lot.units for lot in ledger.design.lots]
    values = [account.value for account in ledger.accounts]
    faults = list(overloads(ledger.scenario, loads(ledger.scenario, lots, values, ledger.award)))
    tally.true(not faults, "; ".join(faults))
