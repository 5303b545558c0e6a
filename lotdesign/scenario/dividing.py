"""Authority-wide units become one part a locality."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from lotdesign.pence import Pence, share_out
from lotdesign.scenario.places import position_of
from lotdesign.scenario.rows import LocalityRow
from lotdesign.scenario.scenario import Unit
from lotdesign.scenario.sections import Divide


def divide(
    units: Sequence[Unit], sections: Sequence[Divide], localities: Sequence[LocalityRow]
) -> tuple[Unit, ...]:
    """The units with every divided one replaced, in its place, by its parts.

    Parts stand in the order of the localities and are called `unit@locality`.
    """
    by = {name: section.by for section in sections for name in section.units}
    divided: list[Unit] = []
    for unit in units:
        if unit.id in by:
            divided.extend(_parts(unit, localities, part_weights(by[unit.id], localities)))
        else:
            divided.append(unit)
    return tuple(divided)


def part_weights(by: str, localities: Sequence[LocalityRow]) -> list[Fraction]:
    """What the parts are in proportion to; equal when the figures are all 0."""
    figures = [
        {"need": place.need, "population": place.population, "equal": Fraction(1)}[by]
        or Fraction(0)
        for place in localities
    ]
    total = sum(figures)
    return [figure / total if total else Fraction(1, len(figures)) for figure in figures]


def _parts(
    unit: Unit, localities: Sequence[LocalityRow], weights: Sequence[Fraction]
) -> list[Unit]:
    """Money is shared out to the penny; staff and need are in exact proportion."""
    budget, rent = share_out(unit.budget, weights), share_out(unit.rent, weights)
    gross = [share_out(year, weights) for year in unit.gross]
    uncut = [share_out(year, weights) for year in unit.uncut]
    return [
        replace(
            unit,
            id=f"{unit.id}@{place.id}",
            whole=unit.id,
            name=f"{unit.name}, {place.name or place.id}",
            locality=place.id,
            position=position_of(place),
            need=None if unit.need is None else unit.need * weights[i],
            tupe_fte=unit.tupe_fte * weights[i],
            rent=rent[i],
            budget=budget[i],
            gross=_column(gross, i),
            uncut=_column(uncut, i),
        )
        for i, place in enumerate(localities)
    ]


def _column(years: Sequence[Sequence[Pence]], part: int) -> tuple[Pence, ...]:
    return tuple(year[part] for year in years)
