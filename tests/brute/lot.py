"""Everything about one lot, computed once for each set of units."""

from dataclasses import dataclass
from functools import cached_property

from tests.brute import charge, market, touch
from tests.brute.case import Case
from tests.brute.exact import Exact, share_out


@dataclass(frozen=True)
class Shared:
    """Yearly amounts of one lot by service (section 3, attribution)."""

    by_year: tuple[dict[str, int], ...]


class Lot:
    """A set of units as one external contract."""

    def __init__(self, case: Case, mask: int) -> None:
        """Work out the money; the rest waits until it is asked for."""
        self.case = case
        self.mask = mask
        self.members = charge.members(mask)
        self.units = [case.units[i] for i in self.members]
        self.services = {unit.service for unit in self.units}
        self.gross = charge.sum_years(unit.gross for unit in self.units)
        self.value: Exact = charge.market_value(case, self.gross)
        self.paid = charge.paid(case, mask, self.gross)
        self.cost = charge.cost(case, mask, self.paid)
        self._shared: dict[str, Shared] = {}

    @cached_property
    def wide(self) -> int:
        """Units that count as authority-wide here: their own, and fully held divided ones."""
        whole = [parts for parts in self.case.divided if parts & self.mask == parts]
        own = (1 << i for i in self.members if not self.case.units[i].locality)
        return sum(own) | sum(whole)

    @cached_property
    def local(self) -> list[int]:
        """The other units."""
        return [i for i in self.members if not self.wide >> i & 1]

    @cached_property
    def places(self) -> set[str]:
        """Localities of the local units."""
        return {self.case.units[i].locality for i in self.local}

    @cached_property
    def tupe(self) -> Exact:
        """Transferring staff; a blank is nobody."""
        return sum(unit.tupe for unit in self.units)

    @cached_property
    def need(self) -> Exact:
        """Need; the page gives no meaning to a blank one here."""
        needs = [unit.need for unit in self.units if unit.need is not None]
        if len(needs) < len(self.units):
            raise ValueError("a unit without need")
        return sum(needs)

    @cached_property
    def eligible(self) -> list[int]:
        """Numbers of the providers that can bid for it."""
        return market.eligible(self.case, self)

    @cached_property
    def longest(self) -> int:
        """The longest distance in it, in metres."""
        return touch.longest(self.case, self.members)

    @cached_property
    def to_medoid(self) -> int:
        """The sum of distances to its medoid, in metres."""
        return touch.to_medoid(self.case, self.members)

    def shared(self, on: str) -> Shared:
        """Its paid, cost or gross by year and service."""
        if on not in self._shared:
            totals = {"paid": self.paid, "cost": self.cost, "gross": self.gross}[on]
            self._shared[on] = Shared(tuple(self._by_service(y, t) for y, t in enumerate(totals)))
        return self._shared[on]

    def _by_service(self, year: int, total: int) -> dict[str, int]:
        # Case services stand in the order of their first unit, which settles ties.
        services = [service for service in self.case.services if service in self.services]
        gross = [self._weight(service, year) for service in services]
        weights = gross if any(gross) else [self._budget(service) for service in services]
        return dict(zip(services, share_out(total, weights), strict=True))

    def _weight(self, service: str, year: int) -> int:
        return sum(unit.gross[year] for unit in self.units if unit.service == service)

    def _budget(self, service: str) -> int:
        return sum(unit.budget for unit in self.units if unit.service == service)
