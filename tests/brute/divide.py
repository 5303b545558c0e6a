"""Step 4 of section 3: dividing an authority-wide unit over the localities."""

from dataclasses import replace
from fractions import Fraction

from tests.brute.case import Row, Unit
from tests.brute.exact import Exact, is_blank, number, share_out, slim
from tests.brute.places import point_of


def divide(units: list[Unit], entries: list[Row], localities: list[Row]) -> list[Unit]:
    """Put the parts of every divided unit in the unit's place."""
    weights = {name: _weights(e, localities) for e in entries for name in e["units"]}
    divided: list[Unit] = []
    for unit in units:
        if unit.id not in weights:
            divided.append(unit)
            continue
        if unit.locality:
            raise ValueError(f"{unit.id} is divided but not authority-wide")
        divided.extend(_parts(unit, weights[unit.id], localities))
    return divided


def _weights(entry: Row, localities: list[Row]) -> list[Fraction]:
    by = entry.get("by", "equal")
    if by == "equal":
        return [Fraction(1)] * len(localities)
    if any(is_blank(row.get(by)) for row in localities):
        raise ValueError(f"dividing by {by} over a locality without it")
    found = [number(row[by]) for row in localities]
    return found if any(found) else [Fraction(1)] * len(localities)


def _parts(unit: Unit, weights: list[Fraction], localities: list[Row]) -> list[Unit]:
    # Money is shared out to the penny; people and need are exact proportions.
    budget = share_out(unit.budget, weights)
    rent = share_out(unit.rent, weights)
    before = [share_out(amount, weights) for amount in unit.before]
    gross = [share_out(amount, weights) for amount in unit.gross]
    total = sum(weights)
    return [
        replace(
            unit,
            id=f"{unit.id}@{place['id']}",
            locality=place["id"],
            point=point_of(place),
            budget=budget[i],
            rent=rent[i],
            before=tuple(year[i] for year in before),
            gross=tuple(year[i] for year in gross),
            need=None if unit.need is None else _portion(unit.need, weights[i] / total),
            tupe=_portion(unit.tupe, weights[i] / total),
        )
        for i, place in enumerate(localities)
    ]


def _portion(amount: Exact, part: Fraction) -> Exact:
    return slim(amount * part)
