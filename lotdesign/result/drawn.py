"""A design and its award as results write them."""

from collections.abc import Iterable, Sequence

from lotdesign.design import ROUTES, Design, Route
from lotdesign.ledger import Ledger
from lotdesign.result.model import Result, Withdrawn
from lotdesign.result.withdrawals import winner_ids, withdrawals
from lotdesign.scenario.scenario import Scenario


def unit_ids(scenario: Scenario, design: Design) -> tuple[tuple[str, ...], ...]:
    """The lots by the ids of their units."""
    return tuple(tuple(scenario.units[u].id for u in lot.units) for lot in design.lots)


def routes_of(design: Design) -> tuple[Route, ...]:
    """The routes of the lots; none where all are external."""
    return _unless_external(lot.route for lot in design.lots)


def routes_in(result: Result) -> tuple[Route, ...]:
    """The routes of a result's lots; none where all are external."""
    return _unless_external(lot.route for lot in result.lots)


def _unless_external(routes: Iterable[Route]) -> tuple[Route, ...]:
    found = tuple(routes)
    return () if set(found) == {"external"} else found


def by_route(
    lots: Sequence[tuple[str, ...]], routes: Sequence[Route]
) -> list[tuple[tuple[str, ...], Route]]:
    """Each lot with its route; without routes all are by the first, external."""
    return list(zip(lots, routes or ROUTES[:1] * len(lots), strict=True))


def routes_written(lots: Sequence[tuple[str, ...]], routes: Sequence[Route]) -> str:
    """The routes of lots on one line, in their order: external | in_house."""
    return " | ".join(route for _, route in by_route(lots, routes))


def contents(lots: Iterable[Iterable[str]]) -> str:
    """Lots of unit ids on one line: a+b | c."""
    return " | ".join("+".join(lot) for lot in lots)


def award_ids(ledger: Ledger) -> tuple[str, ...]:
    """Who wins each lot, "" for one that is not external; nothing without an award."""
    return winner_ids(ledger.scenario, ledger.award or ())


def withdrawals_of(ledger: Ledger) -> tuple[Withdrawn, ...]:
    """How the lots are placed when a provider withdraws."""
    return withdrawals(ledger.scenario, [lot.units for lot in ledger.design.lots], ledger.without)
