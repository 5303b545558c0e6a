"""Whether an award is a certificate."""

from collections.abc import Sequence

from lotdesign.checker.tally import Tally
from lotdesign.design import Award, Design
from lotdesign.ledger import Ledger
from lotdesign.market.certificate import loads, overloads
from lotdesign.rules.shared.certificate import may_hold
from lotdesign.scenario.scenario import Scenario


def read_award(
    scenario: Scenario, design: Design, winners: Sequence[str], tally: Tally, what: str = ""
) -> Award | None:
    """The award of these ids, one a lot, "" for a lot that is not external.

    None where no lot has anybody, unless there is no external lot to win; and where an id is
    unknown or a lot has none that should.
    """
    external = [lot.external for lot in design.lots]
    if not any(winners):
        needless = scenario.needs_certificate and not any(external)
        return (None,) * len(external) if needless else None
    position = {party.id: p for p, party in enumerate(scenario.parties)}
    pairs = list(zip(winners, external, strict=True))
    known = all(winner in position for winner, let in pairs if let)
    tally.true(known, f"{what}a lot's award names no provider of the scenario")
    if not all(external):
        needless = any(winner for winner, let in pairs if not let)
        tally.true(not needless, f"{what}a lot that is not external has an award")
        known = known and not needless
    if not known:
        return None
    return tuple(position[winner] if winner else None for winner in winners)


def check_award(ledger: Ledger, tally: Tally, what: str = "") -> None:
    """Everyone eligible, nobody over capacity, lots or staff; the rules are checked as rules."""
    if ledger.award is None:
        return
    for lot, winner in enumerate(ledger.award):
        tally.true(
            may_hold(ledger, lot, winner),
            f"{what}{ledger.lot_name(lot)} goes to somebody not eligible",
        )
    lots = [lot.units for lot in ledger.design.lots]
    taken = loads(ledger.scenario, lots, ledger.values, ledger.award)
    faults = list(overloads(ledger.scenario, taken))
    tally.true(not faults, f"{what}{'; '.join(faults)}")
