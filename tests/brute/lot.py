"""Everything about one lot, computed once for each set of units."""

from functools import cached_property

from tests.brute import charge, market, touch
from tests.brute.case import Case
from tests.brute.contract import Contract
from tests.brute.exact import Exact


class Lot:
    """A set of units that are delivered together, by some route."""

    def __init__(self, case: Case, mask: int, route: str = "external") -> None:
        """Work out the value; the rest waits until it is asked for."""
        self.case = case
        self.mask = mask
        self.route = route
        self.external = route == "external"
        self.members = charge.members(mask)
        self.units = [case.units[i] for i in self.members]
        self.services = {unit.service for unit in self.units}
        self.gross = charge.sum_years(unit.gross for unit in self.units)
        self.value: Exact = charge.market_value(case, mask, self.gross)
        self._contracts: dict[Exact, Contract] = {}

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
        """Numbers of the providers and consortia that can be awarded it: an external one only."""
        return market.eligible(self.case, self) if self.external else []

    @cached_property
    def bidders(self) -> list[int]:
        """Those of them that bid for themselves."""
        return market.singles(self.case, self.eligible)

    @cached_property
    def longest(self) -> int:
        """The longest distance in it, in metres."""
        return touch.longest(self.case, self.members)

    @cached_property
    def to_medoid(self) -> int:
        """The sum of distances to its medoid, in metres."""
        return touch.to_medoid(self.case, self.members)

    def at(self, price: Exact) -> Contract:
        """It as a contract at this price."""
        if price not in self._contracts:
            self._contracts[price] = Contract(self, price)
        return self._contracts[price]
