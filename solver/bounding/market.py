"""All ways to let a lot, asked at once for the lots that cost least."""

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

import numpy as np

from lotdesign.rules.lot_size import LotSize
from lotdesign.rules.lot_value import LotValue
from lotdesign.scenario.consortia import PAR
from lotdesign.scenario.scenario import Scenario
from solver.bounding.limits import Limit, limits_of
from solver.bounding.money import PARTS, Money
from solver.bounding.pricing import FINE, NOTHING, Drawn, Knapsack, Prices
from solver.bounding.ways import ways_of
from solver.engines.columns import Floats
from solver.facts.lots import Ints
from solver.facts.values import value_scale


@dataclass(frozen=True)
class Answer:
    """The least cost of any lot at some prices, and lots that cost little."""

    least: int
    lots: list[Drawn]


class Market:
    """The knapsacks of a scenario, and what is known of each since it was last asked."""

    def __init__(self, scenario: Scenario, discounted: bool, joined: bool = False) -> None:
        self.scenario = scenario
        ways, (least, most) = ways_of(scenario, joined), _sizes(scenario)
        self.money = Money(scenario, discounted, most, max((w.most for w in ways), default=0))
        prices = scenario.prices or ()
        self.knapsacks: list[Knapsack] = []
        floor, known = self._floor, {}
        for way in ways:
            price = Fraction(PAR if way.winner is None else prices[way.winner]) / 100
            if (way.route, price) not in known:
                known[way.route, price] = (
                    self.money.units(way.route, price),
                    self.money.fixed(way.route),
                )
            adds, fixed = known[way.route, price]
            knapsack = Knapsack(way, self.money, adds, fixed, least, floor)
            if knapsack.possible:
                self.knapsacks.append(knapsack)

    @property
    def _floor(self) -> int:
        """The steps of V that every lot has at least."""
        rules = [r for r in self.scenario.active_rules if isinstance(r, LotValue)]
        least = max([0, *(r.min or 0 for r in rules if r.services is None)])
        return self.money.steps_from(least * value_scale(self.scenario)) if least else 0

    @cached_property
    def limits(self) -> list[Limit]:
        """What winners can carry."""
        return limits_of(self.scenario, [] if self.scenario.prices is None else self.scenario.kin)

    def about(self) -> Floats:
        """About what each unit costs, in parts, for prices to begin with."""
        dearest = max(self.money.scenario.money.scale, key=lambda p: p.saving, default=None)
        saved = Fraction(0) if dearest is None else dearest.saving
        least = np.min([k.adds for k in self.knapsacks], axis=0).astype(float)
        gross = np.array([float(saved * g * PARTS) for g in self.money.gross])
        about: Floats = least - gross
        return about

    def priced(self, rows: Floats) -> Prices:
        """The prices of the master's rows, in whole parts."""
        units, parties = len(self.scenario.units), len(self.scenario.parties)
        lots, values = np.zeros(parties, dtype=np.int64), np.zeros(parties, dtype=np.int64)
        for price, limit in zip(rows[units + 1 :].tolist(), self.limits, strict=True):
            each = min(0.0, price) / limit.room
            if limit.counted:
                lots[limit.winner] = round(each)
            else:
                values[limit.winner] = round(each * FINE)
        return Prices(np.rint(rows[:units]).astype(np.int64), lots, values)

    def covered(self, prices: Prices) -> int:
        """What the units, and what winners can carry, are worth at the prices."""
        worth = int(prices.units.sum())
        for limit in self.limits:
            if limit.counted:
                worth += int(prices.lots[limit.winner]) * limit.room
            else:
                worth += int(prices.values[limit.winner]) * limit.room // FINE
        return worth

    def beyond(self, lot: Drawn, rows: Floats) -> float:
        """What a lot costs more than it is worth to the master, at the prices of its rows."""
        units = len(self.scenario.units)
        cost = lot.cost - float(rows[list(lot.units)].sum()) - float(rows[units])
        for price, limit in zip(rows[units + 1 :].tolist(), self.limits, strict=True):
            if limit.winner == lot.winner:
                cost -= price * limit.weight(lot) / limit.room
        return cost

    def asked(self, prices: Prices, cheap: float) -> Answer:
        """The least cost of any lot at the prices, and lots that cost little.

        Ways are left out where, by what was found when they were last asked, nothing costs so
        little as to be `cheap`, or to be the least.
        """
        hopes = [knapsack.hope(prices) for knapsack in self.knapsacks]
        least, lots = 2**62, list[Drawn]()
        for hope, i in sorted((hope, i) for i, hope in enumerate(hopes)):
            if hope > max(least, cheap):
                break
            cost, drawn = self.knapsacks[i].drawn(prices)
            least = min(least, cost)
            lots += drawn
        return Answer(least, lots)

    def by_value(self, prices: Prices) -> Ints:
        """For each number of steps what a lot of that value costs at least at the prices."""
        costs = np.full(self.money.reach + 1, NOTHING, dtype=np.int64)
        for knapsack in self.knapsacks:
            table = knapsack.table(prices).min(axis=0)
            np.minimum(costs[: len(table)], table, out=costs[: len(table)])
        return costs


def _sizes(scenario: Scenario) -> tuple[int, int]:
    """The fewest and the most units of any lot."""
    rules = [rule for rule in scenario.active_rules if isinstance(rule, LotSize)]
    fewest = max([1, *(rule.min or 1 for rule in rules)])
    return fewest, min([len(scenario.units), *(r.max for r in rules if r.max is not None)])
