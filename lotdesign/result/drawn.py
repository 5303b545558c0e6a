"""A design and its award as results write them."""

from collections.abc import Iterable

from lotdesign.design import Design, Route
from lotdesign.ledger import Ledger
from lotdesign.result.model import Withdrawn
from lotdesign.result.withdrawals import winner_ids, withdrawals
from lotdesign.scenario.scenario import Scenario


def unit_ids(scenario: Scenario, design: Design) -> tuple[tuple[str, ...], ...]:
    """The lots by the ids of their units."""
    return tuple(tuple(scenario.units[u].id for u in lot.units) for lot in design.lots)


def routes_of(design: Design) -> tuple[Route, ...]:
    """The routes of the lots; none where all are external."""
    routes = tuple(lot.route for lot in design.lots)
    return routes if set(routes) != {"external"} else ()


def contents(lots: Iterable[Iterable[str]]) -> str:
    """Lots of unit ids on one line: a+b | c."""
    return " | ".join("+".join(lot) for lot in lots)


def award_ids(ledger: Ledger) -> tuple[str, ...]:
    """Who wins each lot, "" for one that is not external; nothing without an award."""
    return winner_ids(ledger.scenario, ledger.award or ())


def withdrawals_of(ledger: Ledger) -> tuple[Withdrawn, ...]:
    """How the lots are placed when a provider withdraws."""
    return withdrawals(ledger.scenario, [lot.units for lot in ledger.design.lots], ledger.without)
