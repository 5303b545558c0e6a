"""Whether the award of a design is a certificate."""

from lotdesign.ledger import Ledger
from lotdesign.market.certificate import loads, overloads


def certificate_fault(ledger: Ledger) -> str:
    """The first thing that keeps the award from being a certificate, in words; empty for none."""
    if ledger.award is None:
        return "no such award exists"
    for lot, winner in enumerate(ledger.award):
        if not may_hold(ledger, lot, winner):
            return f"{ledger.lot_name(lot)} goes to a provider that is not eligible"
    lots = [lot.units for lot in ledger.design.lots]
    taken = loads(ledger.scenario, lots, ledger.values, ledger.award)
    return next(overloads(ledger.scenario, taken), "")


def may_hold(ledger: Ledger, lot: int, winner: int | None) -> bool:
    """Whether the lot can go to this party; one that is not external goes to none."""
    if winner is None:
        return not ledger.design.lots[lot].external
    return winner in ledger.able[lot]
