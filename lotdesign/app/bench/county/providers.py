"""The providers of a county: many small ones around a home, a few everywhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import repeat
from random import Random

from lotdesign.app.bench.county.land import CountyLand
from lotdesign.app.bench.county.plan import CountyPlan

COUNTY_SERVICES = ("children_centre", "youth", "contact")
SMALL_KINDS = ("vcse", "vcse", "school", "sme", "mutual")
MOST_NATIONALS = 6
"""Providers that work everywhere, at most."""
NATIONAL_EVERY = 12
"""Of providers without a hidden lot every so many-th works everywhere, until there are enough."""


@dataclass(frozen=True)
class CountyProvider:
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
class CountyDemand:
    """What the market has to carry: each unit's service and budget, and the hidden lots."""

    land: CountyLand
    services: Sequence[str]
    budgets: Sequence[int]
    lots: Sequence[range]

    def sum_budgets(self, lot: int) -> int:
        """Return the pounds a year of one of the lots."""
        return sum(self.budgets[u] for u in self.lots[lot])


def draw_providers(draw: Random, plan: CountyPlan, demand: CountyDemand) -> list[CountyProvider]:
    """Draw the plan's providers; the first of them can carry the hidden lots, one each.

    The one of a lot is also eligible for the next, so every lot has two that are small where
    there are two lots.
    """
    carriers = [_draw_carrier(draw, plan, demand, lot) for lot in range(len(demand.lots))]
    usual = sum(demand.budgets) // len(demand.lots)
    others = max(0, plan.providers - len(carriers))
    return carriers + [
        _draw_local(draw, plan, demand, usual)
        if step or wide >= MOST_NATIONALS
        else _draw_national(draw, plan, usual)
        for wide, step in map(divmod, range(others), repeat(NATIONAL_EVERY))
    ]


def _draw_carrier(draw: Random, plan: CountyPlan, demand: CountyDemand, lot: int) -> CountyProvider:
    beside = (lot + 1) % len(demand.lots)
    served = {*demand.lots[lot], *demand.lots[beside]}
    wide = _draw_places_near(draw, demand.land, demand.lots[lot][len(demand.lots[lot]) // 2])
    needed = max(demand.sum_budgets(lot), demand.sum_budgets(beside))
    spare = draw.randrange(0, 10) if plan.kind == "tight" else draw.randrange(0, 150)
    capacity = _round_up(needed * (100 + spare) // 100 + 1)
    return CountyProvider(
        kind=draw.choice(SMALL_KINDS),
        services=tuple(s for s in COUNTY_SERVICES if s in {demand.services[u] for u in served}),
        places=tuple(sorted(served.union(wide))),
        turnover=capacity * draw.randrange(4, 13) // 2,
        capacity=capacity,
        max_lots=1 if plan.kind == "tight" else draw.randrange(1, 4),
        price=_draw_price(draw, plan, 196, 216),
    )


def _draw_local(draw: Random, plan: CountyPlan, demand: CountyDemand, usual: int) -> CountyProvider:
    share = draw.randrange(10, 60) if plan.kind == "tight" else draw.randrange(60, 300)
    capacity = _round_up(usual * share // 100)
    home = draw.randrange(len(demand.land.places))
    return CountyProvider(
        kind=draw.choice(SMALL_KINDS),
        services=_draw_services(draw),
        places=tuple(sorted(_draw_places_near(draw, demand.land, home))),
        turnover=capacity * draw.randrange(3, 13) // 2,
        capacity=capacity,
        max_lots=draw.randrange(1, 4),
        price=_draw_price(draw, plan, 196, 220),
    )


def _draw_national(draw: Random, plan: CountyPlan, usual: int) -> CountyProvider:
    lots = 1 if plan.kind == "tight" else draw.randrange(3, 9)
    return CountyProvider(
        kind="national",
        services=("*",),
        places=None,
        turnover=draw.randrange(20, 91) * 10**6,
        capacity=_round_up(usual * lots),
        max_lots=lots,
        price=_draw_price(draw, plan, 192, 208),
    )


def _draw_places_near(draw: Random, land: CountyLand, home: int) -> list[int]:
    """Draw the places around a home: few for most providers, many for some."""
    skew = draw.randrange(1000) ** 2 // 1000
    return land.sort_by_distance(home)[: 8 + 80 * skew // 1000]


def _draw_services(draw: Random) -> tuple[str, ...]:
    if draw.randrange(2):
        return COUNTY_SERVICES
    left_out = draw.randrange(len(COUNTY_SERVICES))
    return tuple(s for i, s in enumerate(COUNTY_SERVICES) if i != left_out)


def _draw_price(draw: Random, plan: CountyPlan, low: int, high: int) -> int | None:
    """Draw a price in any case, so that prices change nothing else about a county."""
    price = draw.randrange(low, high)
    return price if plan.priced else None


def _round_up(pounds: int) -> int:
    return -(-pounds // 1000) * 1000
