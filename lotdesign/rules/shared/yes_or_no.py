"""Rules that a lot simply keeps or breaks."""

from collections.abc import Callable, Iterable

from lotdesign.ledger import Ledger
from lotdesign.rules.base import Finding


def each_lot(
    ledger: Ledger, lots: Iterable[int], keeps: Callable[[tuple[int, ...]], bool]
) -> Finding:
    """Met when every one of these lots keeps the rule; otherwise names the first that does not."""
    for lot in lots:
        if not keeps(ledger.design.lots[lot].units):
            return Finding(met=False, where=ledger.lot_name(lot))
    return Finding(met=True)
