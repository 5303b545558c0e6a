"""A lot at a price: what it is paid and costs, and to which services that belongs (section 3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.brute import charge
from tests.brute.exact import Exact, share_out

if TYPE_CHECKING:
    from tests.brute.lot import Lot


class Contract:
    """A lot with its money; yearly amounts in pence, in year order."""

    def __init__(self, lot: Lot, price: Exact) -> None:
        """Price is a fraction of gross value, 1 where nothing else is known.

        Only an external lot has a price, rent and what a contract costs the council.
        """
        self.lot = lot
        if lot.route == "in_house":
            self.paid = self.cost = charge.in_house(lot.case, lot.mask, lot.gross)
        elif lot.route == "prime":
            self.paid = self.cost = charge.prime(lot.case, lot.mask, lot.gross)
        else:
            self.paid = charge.paid(lot.case, lot.mask, lot.gross, price)
            self.cost = charge.cost(lot.case, lot.mask, self.paid)
        self._shared: dict[str, list[dict[str, int]]] = {}

    def shared(self, on: str) -> list[dict[str, int]]:
        """Its paid, cost or gross by year and service."""
        if on not in self._shared:
            totals = {"paid": self.paid, "cost": self.cost, "gross": self.lot.gross}[on]
            self._shared[on] = [self._by_service(y, total) for y, total in enumerate(totals)]
        return self._shared[on]

    def _by_service(self, year: int, total: int) -> dict[str, int]:
        # Case services stand in the order of their first unit, which settles ties.
        services = [service for service in self.lot.case.services if service in self.lot.services]
        gross = [self._gross(service, year) for service in services]
        weights = gross if any(gross) else [self._budget(service) for service in services]
        return dict(zip(services, share_out(total, weights), strict=True))

    def cells(self, year: int, on: str) -> dict[tuple[str, str], int]:
        """Its paid, cost or gross of a year by service and locality, ties by first unit."""
        order = list(dict.fromkeys((u.service, u.locality) for u in self.lot.case.units))
        held = sorted({(u.service, u.locality) for u in self.lot.units}, key=order.index)
        inside = [
            [unit for unit in self.lot.units if (unit.service, unit.locality) == cell]
            for cell in held
        ]
        gross = [sum(unit.gross[year] for unit in units) for units in inside]
        budget = [sum(unit.budget for unit in units) for units in inside]
        total = {"paid": self.paid, "cost": self.cost, "gross": self.lot.gross}[on][year]
        return dict(zip(held, share_out(total, gross if any(gross) else budget), strict=True))

    def _gross(self, service: str, year: int) -> int:
        return sum(unit.gross[year] for unit in self.lot.units if unit.service == service)

    def _budget(self, service: str) -> int:
        return sum(unit.budget for unit in self.lot.units if unit.service == service)
