"""From annual budgets to every year's gross value: need, uplift, promised savings, dividing.

Each step follows section 3 of the problem statement (see docs/choices.md) in its order. These
steps are shared by the optimiser and the checker.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import lru_cache

from lotdesign.pence import Pence, round_away, share_out
from lotdesign.scenario.rows import UnitRow
from lotdesign.scenario.sections import Money


def need_led(units: Sequence[UnitRow], money: Money) -> dict[str, Pence]:
    """b[u] by unit id: a service's total moved towards need by its pace.

    Weights are (1 - pace) * b / sum of b + pace * need / sum of need; a term whose sum is 0
    counts nothing.
    """
    budgets = {unit.id: unit.annual_budget for unit in units}
    for step in money.need_led:
        members = [unit for unit in units if unit.service == step.service]
        by_budget = _shares([Fraction(unit.annual_budget) for unit in members])
        by_need = _shares([unit.need or Fraction(0) for unit in members])
        weights = [
            (1 - step.pace) * budget + step.pace * need
            for budget, need in zip(by_budget, by_need, strict=True)
        ]
        total = sum(unit.annual_budget for unit in members)
        for unit, budget in zip(members, share_out(total, weights), strict=True):
            budgets[unit.id] = budget
    return budgets


def _shares(amounts: list[Fraction]) -> list[Fraction]:
    total = sum(amounts)
    return [amount / total if total else Fraction(0) for amount in amounts]


@lru_cache(maxsize=4096)
def uplifted(budget: Pence, uplift: Fraction, years: int) -> tuple[Pence, ...]:
    """round(b * (1 + i)^(y - 1)) for each contract year."""
    return tuple(round_away(budget * (1 + uplift) ** year) for year in range(years))


def cuts(
    units: Sequence[UnitRow], budgets: Mapping[str, Pence], money: Money, years: int
) -> dict[str, tuple[Pence, ...]]:
    """What promised savings found by units take from each unit, every year."""
    taken = {unit.id: [Pence(0)] * years for unit in units}
    for service in dict.fromkeys(promise.service for promise in money.promised):
        members = [unit.id for unit in units if unit.service == service]
        weights = [budgets[member] for member in members]
        for year in range(years):
            has = sum(uplifted(each, money.uplift, years)[year] for each in weights)
            amount = sum(
                promise.saved(year + 1, has)
                for promise in money.promised
                if promise.service == service and promise.found_by == "units"
            )
            for member, cut in zip(members, share_out(amount, weights), strict=True):
                taken[member][year] = cut
    return {unit: tuple(each) for unit, each in taken.items()}
