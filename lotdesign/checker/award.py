"""Whether an award is a certificate."""

from collections.abc import Sequence

from lotdesign.checker.tally import Tally
from lotdesign.design import Award
from lotdesign.ledger import Ledger
from lotdesign.market.certificate import loads, overloads
from lotdesign.scenario.scenario import Scenario


def read_award(
    scenario: Scenario, winners: Sequence[str], tally: Tally, what: str = ""
) -> Award | None:
    """The award of these ids, one a lot, if every lot has a known party; none without any id."""
    if not any(winners):
        return None
    position = {party.id: p for p, party in enumerate(scenario.parties)}
    known = [position[winner] for winner in winners if winner in position]
    whole = len(known) == len(winners)
    tally.true(whole, f"{what}a lot's award names no provider of the scenario")
    return tuple(known) if whole else None


def check_award(ledger: Ledger, tally: Tally, what: str = "") -> None:
    """Everyone eligible, nobody over capacity, lots or staff; the rules are checked as rules."""
    if ledger.award is None:
        return
    for lot, winner in enumerate(ledger.award):
        tally.true(
            winner in ledger.able[lot],
            f"{what}{ledger.lot_name(lot)} goes to somebody not eligible",
        )
    lots = [lot.units for lot in ledger.design.lots]
    taken = loads(ledger.scenario, lots, ledger.values, ledger.award)
    faults = list(overloads(ledger.scenario, taken))
    tally.true(not faults, f"{what}{'; '.join(faults)}")
