"""The first objective as a sum over units, lots and cut pairs; its bound holds for the scenario."""

from dataclasses import dataclass
from fractions import Fraction

import pulp

from benchmarks.peers.answer import Unfit
from benchmarks.peers.assignment.labels import Labels
from benchmarks.peers.assignment.market import Market
from lotdesign.holding import touching
from lotdesign.scenario.scenario import Scenario


@dataclass(frozen=True)
class Linear:
    """What is minimised beside a constant, and how many of the measure's units make one of it.

    PuLP does not carry constants to HiGHS. `exact` says that it is the measure itself; else the
    measure is at least this, less `slack` where money is rounded.
    """

    form: pulp.LpAffineExpression
    constant: float
    unit: int
    exact: bool
    slack: int = 0

    def whole(self, value: float) -> float:
        """The measure where the form has this value."""
        return (value + self.constant) * self.unit


def linear(model: Labels, market: Market) -> Linear:
    """The scenario's first objective; raises Unfit for one that is not linear."""
    measure = model.scenario.objectives[0].measure
    if measure == "lots":
        return Linear(model.lots, 0.0, 1, True)
    if measure == "cut_neighbours":
        return Linear(_cut(model), 0.0, 1, True)
    if measure == "whole_life_cost":
        return _cost(model, market, Fraction(0))
    if measure == "net_present_cost":
        return _cost(model, market, model.scenario.money.discount_rate)
    raise Unfit(f"{measure} is not linear in its units")


def _cut(model: Labels) -> pulp.LpAffineExpression:
    """Touching pairs with no root in common."""
    scenario = model.scenario
    if scenario.divided:
        raise Unfit("pairs of divided units are not linear")
    local = [u for u in model.order if scenario.units[u].locality]
    cuts = []
    for i, u in enumerate(local):
        for v in local[i + 1 :]:
            if touching(scenario, u, v):
                cut = model.amount(f"cut_{u}_{v}", 1)
                cuts.append(cut)
                for r in model.order[: model.order.index(v) + 1]:
                    # v comes after u, so every root that u can have is one that v can have.
                    model.add(cut >= model.held[v, r] - model.held.get((u, r), 0))
    return pulp.lpSum(cuts)


def _cost(model: Labels, market: Market, rate: Fraction) -> Linear:
    """Money in pounds, every lot saving the largest share that the scale curve has."""
    scenario = model.scenario
    money = scenario.money
    years = [Fraction(1) / (1 + rate) ** y for y in range(scenario.years)]
    gross = [
        sum((v * weight for v, weight in zip(unit.gross, years, strict=True)), Fraction(0))
        for unit in scenario.units
    ]
    most = max((point.saving for point in money.scale), default=Fraction(0))
    own = sum(years) * money.contract_management + money.procurement
    joined = sum(each.annual for each in money.integration) * len(scenario.localities) * sum(years)
    form = _priced(scenario, market, gross) + float(own / 100) * model.lots
    par = sum(gross) if scenario.prices is None else Fraction(0)
    constant = float((par - most * sum(gross) - joined) / 100)
    exact = not (most or joined or rate or scenario.prices)
    return Linear(
        form, constant, 100, exact, 0 if exact else 2 * len(scenario.units) * scenario.years
    )


def _priced(scenario: Scenario, market: Market, gross: list[Fraction]) -> pulp.LpAffineExpression:
    """What is paid at the winners' prices; nothing where nobody has one."""
    if scenario.prices is None:
        return pulp.lpSum([])
    return pulp.lpSum(
        float(gross[u] * scenario.price(p) / 10_000) * run for (u, p), run in market.runs.items()
    )
