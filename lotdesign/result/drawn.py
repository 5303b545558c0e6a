"""A design and its award as results write them."""

from collections.abc import Iterable

from lotdesign.design import Design
from lotdesign.ledger import Ledger
from lotdesign.result.model import Withdrawn
from lotdesign.result.withdrawals import withdrawals
from lotdesign.scenario.scenario import Scenario


def unit_ids(scenario: Scenario, design: Design) -> tuple[tuple[str, ...], ...]:
    """The lots by the ids of their units."""
    return tuple(tuple(scenario.units[u].id for u in lot.units) for lot in design.lots)


def contents(lots: Iterable[Iterable[str]]) -> str:
    """Lots of unit ids on one line: a+b | c."""
    return " | ".join("+".join(lot) for lot in lots)


def award_ids(ledger: Ledger) -> tuple[str, ...]:
    """Who wins each lot; nothing without an award."""
    return tuple(ledger.scenario.parties[winner].id for winner in ledger.award or ())


def withdrawals_of(ledger: Ledger) -> tuple[Withdrawn, ...]:
    """How the lots are placed when a provider withdraws."""
    return withdrawals(ledger.scenario, [lot.units for lot in ledger.design.lots], ledger.without)
