"""Parameters for rules about one lot, at or near the bounds of the planted design."""

import math
from typing import Any

from hypothesis import strategies as st

from tests.brute.case import Row
from tests.brute.lot import Lot
from tests.brute.lot_rules import selected
from tests.brute.touch import apart as apart_by
from tests.strategies.amounts import chance, kilometres, money
from tests.strategies.plant import Plant


def with_services(plant: Plant) -> Row:
    """A `services` key, or none."""
    services = plant.some_services()
    return {"services": services} if services else {}


def chosen(plant: Plant, rule: Row) -> list[Lot]:
    """The planted lots that the rule selects; never none, for its services exist."""
    return [lot for lot in plant.design.lots if selected(rule, lot)]


def band(plant: Plant, low: Any, high: Any) -> Row:
    """A least, a most, or both."""
    return plant.draw(st.sampled_from(({"min": low}, {"max": high}, {"min": low, "max": high})))


def lot_value(plant: Plant) -> Row:
    """A band around the planted values."""
    rule = with_services(plant)
    values = [lot.value for lot in chosen(plant, rule)]
    low, high = plant.least_pence(min(values)), plant.most_pence(max(values))
    found = band(plant, money(plant.draw, min(low, high)), money(plant.draw, max(low, high)))
    return rule | found


def lot_size(plant: Plant) -> Row:
    """A band around the planted sizes."""
    sizes = [len(lot.units) for lot in plant.design.lots]
    low, high = max(1, plant.at_least(min(sizes))), max(1, plant.at_most(max(sizes)))
    return band(plant, min(low, high), max(low, high))


def with_area(plant: Plant) -> Row:
    """`by` and `area`, in most rules of scenarios with areas."""
    if not plant.case.areas or chance(plant.draw, 6):
        return {}
    by = plant.draw(st.sampled_from(("locality", *plant.case.areas)))
    known = plant.case.areas.get(by) or {place: place for place in plant.case.localities}
    return {"by": by, "area": plant.draw(st.sampled_from(sorted(set(known.values()))))}


def alignment(plant: Plant) -> Row:
    """Either mode, in localities or areas."""
    rule = {"mode": plant.draw(st.sampled_from(("within", "whole")))} | with_services(plant)
    if plant.case.areas and not chance(plant.draw, 6):
        rule["by"] = plant.draw(st.sampled_from(("locality", *plant.case.areas)))
    return rule


def names_of(plant: Plant, mask: int) -> list[str]:
    """Names for a set of units: a divided unit as a whole where all of it is there."""
    names: list[str] = []
    for i, unit in enumerate(plant.case.units):
        if not mask >> i & 1:
            continue
        parts = plant.case.named[unit.origin]
        whole = parts & mask == parts
        names.append(unit.origin if whole else unit.id)
    return list(dict.fromkeys(names))


def together(plant: Plant) -> Row | None:
    """Some units of one planted lot, or any units."""
    lots = [lot.members for lot in plant.design.lots if len(lot.members) > 1]
    if plant.tight and chance(plant.draw, 2):
        lots = [list(range(len(plant.case.units)))]
    if not lots:
        return None
    members = st.sampled_from(plant.draw(st.sampled_from(lots)))
    units = plant.draw(st.lists(members, min_size=2, max_size=4, unique=True))
    names = names_of(plant, sum(1 << i for i in units))
    return {"units": names} if len(names) > 1 else None


def apart(plant: Plant) -> Row | None:
    """Units, parts or whole divided units, none of them overlapping."""
    names: list[str] = []
    held = 0
    for name in plant.draw(st.permutations(sorted(plant.case.named))):
        if not held & plant.case.named[name]:
            names.append(name)
            held |= plant.case.named[name]
    most = plant.draw(st.integers(2, 3))
    return {"units": names[:most]} if len(names) > 1 else None


def fixed(plant: Plant) -> Row:
    """A planted lot, sometimes one unit short."""
    mask = plant.draw(st.sampled_from([lot.mask for lot in plant.design.lots]))
    if plant.tight and mask & (mask - 1) and chance(plant.draw, 2):
        mask &= mask - 1
    return {"units": names_of(plant, mask)}


def hub(plant: Plant) -> Row:
    """A unit, or a divided one, of each planted lot and perhaps others; sometimes one short."""
    named = plant.case.named
    hubs = [
        plant.draw(st.sampled_from(sorted(n for n in named if named[n] & lot.mask == named[n])))
        for lot in plant.design.lots
    ]
    free = sorted(name for name in named if not any(named[name] & named[hub] for hub in hubs))
    more = plant.draw(st.lists(st.sampled_from(free), max_size=2, unique=True)) if free else []
    some = [
        name for i, name in enumerate(more) if not any(named[name] & named[o] for o in more[:i])
    ]
    if plant.tight and len(hubs) > 1 and chance(plant.draw, 2):
        hubs.remove(plant.draw(st.sampled_from(hubs)))
    return {"units": plant.draw(st.permutations([*hubs, *some]))}


def separate(plant: Plant) -> Row:
    """Any service."""
    return {"service": plant.draw(st.sampled_from(plant.case.services))}


def mix(plant: Plant) -> Row | None:
    """The planted combinations, perhaps without one of them."""
    if len(plant.case.services) < 2:
        return None
    found = sorted({tuple(sorted(x.services)) for x in plant.design.lots if len(x.services) > 1})
    if not found or (plant.tight and chance(plant.draw, 2)):
        services = st.sampled_from(plant.case.services)
        # One service alone forbids every mixture; two forbid something only among three.
        found = [tuple(plant.draw(st.lists(services, min_size=1, max_size=2, unique=True)))]
    return {"allowed": [list(combination) for combination in found]}


def travel(plant: Plant) -> Row:
    """The planted longest distance, or another one, a metre more or less."""
    longest = max(lot.longest for lot in plant.design.lots)
    local = [i for i, unit in enumerate(plant.case.units) if unit.locality]
    pairs = [(a, b) for b in local for a in local if a < b]
    if plant.tight and pairs:
        longest = apart_by(plant.case, *plant.draw(st.sampled_from(pairs)))
    return {"max_km": kilometres(plant.at_most(longest))}


def term(plant: Plant) -> Row:
    """The planted spreads of first and last years, a year more or less; 0 may be left out."""
    rule: Row = {}
    for key, years in (
        ("start_within", [[unit.first for unit in lot.units] for lot in plant.design.lots]),
        ("end_within", [[unit.last for unit in lot.units] for lot in plant.design.lots]),
    ):
        most = plant.at_most(max(max(each) - min(each) for each in years))
        rule |= {key: most} if most or chance(plant.draw, 2) else {}
    return rule


def procedure(plant: Plant) -> Row:
    """No parameters."""
    return {}


def bidders(plant: Plant) -> Row:
    """The planted fewest bidders."""
    fewest = min(len(found) for found in plant.design.bidders)
    return {"min": max(1, math.floor(plant.at_least(fewest)))}
