"""Calls the forecast off month by month, down the ranking, within capacities."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lotdesign.frameworks.document import MONTHS_A_YEAR
from lotdesign.frameworks.framework import Framework
from lotdesign.frameworks.ranking import CategoryRanking
from lotdesign.pence import Pence

DemandStream = tuple[str, str]
"""A buyer and a category."""

RankingByCategory = Mapping[tuple[str, int], CategoryRanking]
"""(category, opening) -> ranking."""


@dataclass(frozen=True, slots=True)
class CallOffOrder:
    """Interventions that a provider is asked for in a month, at its price in pence."""

    month: int
    buyer: str
    category: str
    provider: str
    rank: int
    quantity: int
    price: Pence

    @property
    def spend(self) -> Pence:
        """Their cost in pence."""
        return Pence(self.quantity * self.price)


@dataclass(frozen=True, slots=True)
class MonthAccount:
    """A buyer's demand in a category in a month.

    `new` is the forecast, `waited` what earlier months left; what is not `met` is unmet.
    """

    month: int
    buyer: str
    category: str
    new: int
    waited: int
    met: int
    ranked: int

    @property
    def unmet(self) -> int:
        """Interventions that nobody could take on this month."""
        return self.new + self.waited - self.met

    @property
    def reason(self) -> str:
        """Why demand is unmet, "" where none is."""
        if not self.unmet:
            return ""
        return "all who are ranked are full" if self.ranked else "nobody is ranked"


@dataclass(frozen=True, slots=True)
class CallOffResult:
    """All calls, and the account of each month, in the order of the months."""

    calls: tuple[CallOffOrder, ...]
    months: tuple[MonthAccount, ...]


def call_off_forecast(framework: Framework, listings: RankingByCategory) -> CallOffResult:
    """Give the forecast to the highest-ranked provider with capacity, then to the next.

    Within a month buyers and categories come in the order of their first row in the forecast:
    that decides who goes first where one provider's total capacity runs short.
    """
    calls: list[CallOffOrder] = []
    months: list[MonthAccount] = []
    forecast = _read_forecast(framework)
    waiting = dict.fromkeys(forecast, 0)
    for month in range(1, framework.months + 1):
        room = _MonthCapacity(framework)
        for (buyer, category), quantities in forecast.items():
            new, waited = quantities.get(month, 0), waiting[buyer, category]
            ranked = listings[category, find_opening(month)]
            taken = list(_place_orders(framework, ranked, room, month, buyer, new + waited))
            met = sum(call.quantity for call in taken)
            account = MonthAccount(month, buyer, category, new, waited, met, len(ranked.places))
            calls += taken
            if new or waited:
                months.append(account)
            if framework.document.call_off.unmet == "waits":
                waiting[buyer, category] = account.unmet
    return CallOffResult(tuple(calls), tuple(months))


def find_opening(month: int) -> int:
    """Return the opening whose ranking holds in a month, both counted from 1."""
    return (month - 1) // MONTHS_A_YEAR + 1


def _read_forecast(framework: Framework) -> dict[DemandStream, dict[int, int]]:
    """Return (buyer, category) -> month -> quantity; rows for the same month add up."""
    forecast: dict[DemandStream, dict[int, int]] = {}
    for row in framework.document.demand:
        months = forecast.setdefault((row.buyer, row.category), {})
        for month in range(row.month, (row.until or row.month) + 1):
            months[month] = months.get(month, 0) + row.quantity
    return forecast


@dataclass
class _MonthCapacity:
    """What providers have taken on in a month so far, in all and by category."""

    framework: Framework
    taken: dict[tuple[str, str], int] = field(default_factory=dict)

    def take(self, provider: str, category: str, capacity: int | None, wanted: int) -> int:
        """Take as much of what is wanted as the provider has capacity for, and return it."""
        in_all = self.framework.providers[provider].monthly_capacity
        limits = (
            (capacity, self.taken.get((provider, category), 0)),
            (in_all, sum(n for (who, _), n in self.taken.items() if who == provider)),
        )
        free = [limit - used for limit, used in limits if limit is not None]
        got = min([wanted, *free])
        self.taken[provider, category] = limits[0][1] + got
        return got


def _place_orders(
    framework: Framework,
    ranked: CategoryRanking,
    room: _MonthCapacity,
    month: int,
    buyer: str,
    wanted: int,
) -> Iterator[CallOffOrder]:
    for place in ranked.places:
        offer = place.entrant.offer
        got = room.take(offer.provider, offer.category, offer.capacity, wanted)
        wanted -= got
        if got:
            yield CallOffOrder(
                month, buyer, offer.category, offer.provider, place.rank, got, offer.price
            )
