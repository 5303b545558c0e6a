"""The providers of a county: many small ones around a home, a few that go everywhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import repeat
from random import Random

from benchmarks.county.land import Land
from benchmarks.county.plan import Plan

SERVICES = ("children_centre", "youth", "contact")
SMALL = ("vcse", "vcse", "school", "sme", "mutual")
NATIONALS = 6
"""At most so many providers go everywhere."""
EVERY = 12
"""Of providers with no hidden lot, every so many-th, until there are enough."""


@dataclass(frozen=True)
class Provider:
    """A provider; `places` are where it works, None for everywhere. Money in pounds a year.

    `price` is in half per cents of gross value, None in a county without prices.
    """

    kind: str
    services: tuple[str, ...]
    places: tuple[int, ...] | None
    turnover: int
    capacity: int
    max_lots: int
    price: int | None


@dataclass(frozen=True)
class Demand:
    """What the market has to carry: each unit's service and budget, and the hidden lots."""

    land: Land
    services: Sequence[str]
    budgets: Sequence[int]
    lots: Sequence[range]

    def value(self, lot: int) -> int:
        """Pounds a year of one of the lots."""
        return sum(self.budgets[u] for u in self.lots[lot])


def market(draw: Random, plan: Plan, demand: Demand) -> list[Provider]:
    """The plan's providers; the first of them could carry the hidden lots, one each.

    The one of a lot is also eligible for the next, so every lot has two that are small where
    there are two lots.
    """
    carriers = [_carrier(draw, plan, demand, lot) for lot in range(len(demand.lots))]
    usual = sum(demand.budgets) // len(demand.lots)
    others = max(0, plan.providers - len(carriers))
    return carriers + [
        _local(draw, plan, demand, usual)
        if step or wide >= NATIONALS
        else _national(draw, plan, usual)
        for wide, step in map(divmod, range(others), repeat(EVERY))
    ]


def _carrier(draw: Random, plan: Plan, demand: Demand, lot: int) -> Provider:
    beside = (lot + 1) % len(demand.lots)
    served = {*demand.lots[lot], *demand.lots[beside]}
    wide = _near(draw, demand.land, demand.lots[lot][len(demand.lots[lot]) // 2])
    needed = max(demand.value(lot), demand.value(beside))
    spare = draw.randrange(0, 10) if plan.kind == "tight" else draw.randrange(0, 150)
    capacity = _rounded_up(needed * (100 + spare) // 100 + 1)
    return Provider(
        kind=draw.choice(SMALL),
        services=tuple(s for s in SERVICES if s in {demand.services[u] for u in served}),
        places=tuple(sorted(served.union(wide))),
        turnover=capacity * draw.randrange(4, 13) // 2,
        capacity=capacity,
        max_lots=1 if plan.kind == "tight" else draw.randrange(1, 4),
        price=_price(draw, plan, 196, 216),
    )


def _local(draw: Random, plan: Plan, demand: Demand, usual: int) -> Provider:
    share = draw.randrange(10, 60) if plan.kind == "tight" else draw.randrange(60, 300)
    capacity = _rounded_up(usual * share // 100)
    home = draw.randrange(len(demand.land.places))
    return Provider(
        kind=draw.choice(SMALL),
        services=_some_services(draw),
        places=tuple(sorted(_near(draw, demand.land, home))),
        turnover=capacity * draw.randrange(3, 13) // 2,
        capacity=capacity,
        max_lots=draw.randrange(1, 4),
        price=_price(draw, plan, 196, 220),
    )


def _national(draw: Random, plan: Plan, usual: int) -> Provider:
    lots = 1 if plan.kind == "tight" else draw.randrange(3, 9)
    return Provider(
        kind="national",
        services=("*",),
        places=None,
        turnover=draw.randrange(20, 91) * 10**6,
        capacity=_rounded_up(usual * lots),
        max_lots=lots,
        price=_price(draw, plan, 192, 208),
    )


def _near(draw: Random, land: Land, home: int) -> list[int]:
    """The places around a home: few for most providers, many for some."""
    skew = draw.randrange(1000) ** 2 // 1000
    return land.around(home)[: 8 + 80 * skew // 1000]


def _some_services(draw: Random) -> tuple[str, ...]:
    if draw.randrange(2):
        return SERVICES
    left_out = draw.randrange(len(SERVICES))
    return tuple(s for i, s in enumerate(SERVICES) if i != left_out)


def _price(draw: Random, plan: Plan, low: int, high: int) -> int | None:
    """Drawn in any case, so that prices change nothing else about a county."""
    price = draw.randrange(low, high)
    return price if plan.priced else None


def _rounded_up(pounds: int) -> int:
    return -(-pounds // 1000) * 1000
