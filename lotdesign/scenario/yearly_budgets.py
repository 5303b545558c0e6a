"""Computes each year's gross value from annual budgets.

Need-led funding, uplift and promised savings; authority-wide units divided over the localities.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache

from lotdesign.geography import GlobePosition, PlanePosition, Position
from lotdesign.pence import Pence, round_away, share_out
from lotdesign.scenario.money_section import MoneySection
from lotdesign.scenario.rows import LocalityRow, UnitRow
from lotdesign.scenario.scenario import Unit
from lotdesign.scenario.sections import DivideSection, TermSection
from lotdesign.scenario.years import YearSpan


def find_position(row: UnitRow | LocalityRow) -> Position | None:
    """The row's own position: on a plane from x and y, on the globe from lat and lon; or None."""
    if row.x is not None and row.y is not None:
        return PlanePosition(row.x, row.y)
    if row.lat is not None and row.lon is not None:
        return GlobePosition(row.lat, row.lon)
    return None


def find_years_bought(units: Sequence[UnitRow], term: TermSection) -> dict[str, YearSpan]:
    """Unit id -> the contract years in which it is bought.

    Its own first and last year each stand in for that of its service's term.
    """
    spans = {service: term.find_span(service) for service in {unit.service for unit in units}}
    return {
        unit.id: YearSpan(
            spans[unit.service].first if unit.first_year is None else unit.first_year,
            spans[unit.service].last if unit.last_year is None else unit.last_year,
        )
        for unit in units
    }


def count_contract_years(units: Sequence[UnitRow], term: TermSection) -> int:
    """The last contract year in which any unit is bought."""
    return max((span.last for span in find_years_bought(units, term).values()), default=term.years)


def fund_by_need(units: Sequence[UnitRow], money: MoneySection) -> dict[str, Pence]:
    """Annual budget in pence by unit id, with each service's total moved towards need.

    A service's total is shared out by (1 - pace) * budget / sum of budgets + pace * need / sum of
    need; a term whose sum is 0 counts as 0.
    """
    budgets = {unit.id: unit.annual_budget for unit in units}
    for step in money.need_led:
        members = [unit for unit in units if unit.service == step.service]
        by_budget = _normalise([Fraction(unit.annual_budget) for unit in members])
        by_need = _normalise([unit.need or Fraction(0) for unit in members])
        weights = [
            (1 - step.pace) * budget + step.pace * need
            for budget, need in zip(by_budget, by_need, strict=True)
        ]
        total = sum(unit.annual_budget for unit in members)
        for unit, budget in zip(members, share_out(total, weights), strict=True):
            budgets[unit.id] = budget
    return budgets


def _normalise(amounts: list[Fraction]) -> list[Fraction]:
    total = sum(amounts)
    return [amount / total if total else Fraction(0) for amount in amounts]


@lru_cache(maxsize=4096)
def uplift_budget(
    budget: Pence, uplift: Fraction, years: int, bought: YearSpan
) -> tuple[Pence, ...]:
    """round(budget * (1 + uplift)^(y - 1)) pence for each contract year y in which it is bought.

    0 in the other years.
    """
    return tuple(
        round_away(budget * (1 + uplift) ** year) if year in bought.indices else Pence(0)
        for year in range(years)
    )


def cut_promised_savings(
    units: Sequence[UnitRow],
    budgets: Mapping[str, Pence],
    money: MoneySection,
    years: int,
    bought: Mapping[str, YearSpan],
) -> dict[str, tuple[Pence, ...]]:
    """Unit id -> pence a year that savings promised of its service and found by units cut.

    They are cut from the units that are bought in that year (`bought`, by id), in proportion to
    their budgets.
    """
    taken = {unit.id: [Pence(0)] * years for unit in units}
    for service in dict.fromkeys(promise.service for promise in money.promised):
        members = [unit.id for unit in units if unit.service == service]
        last = max((bought[member].last for member in members), default=0)
        uplifted = {
            member: uplift_budget(budgets[member], money.uplift, years, bought[member])
            for member in members
        }
        for year in range(years):
            here = [member for member in members if year + 1 in bought[member]]
            if not here:
                continue
            has = sum(uplifted[member][year] for member in here)
            amount = sum(
                promise.compute_saving(year + 1, has, last)
                for promise in money.promised
                if promise.service == service and promise.found_by == "units"
            )
            weights = [budgets[member] for member in here]
            for member, cut in zip(here, share_out(amount, weights), strict=True):
                taken[member][year] = cut
    return {unit: tuple(each) for unit, each in taken.items()}


def divide_units(
    units: Sequence[Unit], sections: Sequence[DivideSection], localities: Sequence[LocalityRow]
) -> tuple[Unit, ...]:
    """The units, each divided one replaced by its parts, in its place.

    Parts are in the order of the localities and have ids `unit@locality`.
    """
    by = {name: section.by for section in sections for name in section.units}
    divided: list[Unit] = []
    for unit in units:
        if unit.id in by:
            divided.extend(
                _build_parts(unit, localities, compute_part_weights(by[unit.id], localities))
            )
        else:
            divided.append(unit)
    return tuple(divided)


def compute_part_weights(by: str, localities: Sequence[LocalityRow]) -> list[Fraction]:
    """Shares of the parts of a unit, which sum to 1; equal where the figures are all 0."""
    figures = [
        {"need": place.need, "population": place.population, "equal": Fraction(1)}[by]
        or Fraction(0)
        for place in localities
    ]
    total = sum(figures)
    return [figure / total if total else Fraction(1, len(figures)) for figure in figures]


def _build_parts(
    unit: Unit, localities: Sequence[LocalityRow], weights: Sequence[Fraction]
) -> list[Unit]:
    """Money is shared out by largest remainder; staff and need are in exact proportion."""
    budget, rent = share_out(unit.budget, weights), share_out(unit.rent, weights)
    gross = [share_out(year, weights) for year in unit.gross]
    before_savings = [share_out(year, weights) for year in unit.gross_before_savings]
    return [
        replace(
            unit,
            id=f"{unit.id}@{place.id}",
            undivided_id=unit.id,
            name=f"{unit.name}, {place.name or place.id}",
            locality=place.id,
            position=find_position(place),
            need=None if unit.need is None else unit.need * weights[i],
            tupe_fte=unit.tupe_fte * weights[i],
            rent=rent[i],
            budget=budget[i],
            gross=_take_part(gross, i),
            gross_before_savings=_take_part(before_savings, i),
        )
        for i, place in enumerate(localities)
    ]


def _take_part(years: Sequence[Sequence[Pence]], part: int) -> tuple[Pence, ...]:
    return tuple(year[part] for year in years)
