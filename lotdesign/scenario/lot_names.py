"""Names lots by what they hold, never by a number; lists the reference designs.

A lot is called by its units alone, whatever the other lots are, so that it has one name in every
design and on every page. Units and localities are told apart when a scenario is loaded.
"""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence, Set
from dataclasses import dataclass

from lotdesign.scenario.cache import cache_by_scenario
from lotdesign.scenario.scenario import Scenario, Unit
from lotdesign.words import join_names, join_words, spell_out_id

MOST_LISTED_LOCALITIES = 3
"""Localities that a name lists; more are counted."""

WHOLE_AUTHORITY = "whole authority"

_COUNTED_ID = re.compile(r".*\+[0-9]+", re.DOTALL)


def list_reference_designs(scenario: Scenario) -> tuple[tuple[str, str], ...]:
    """(id, name) of the designs with which every best design is compared, in that order."""
    return (
        ("today", "Today's contracts"),
        *((option.id, option.name or option.id) for option in scenario.options),
        ("one-for-all", "One contract for all"),
        ("one-a-unit", "One contract a unit"),
    )


def build_lot_ids(scenario: Scenario, lots: Sequence[tuple[int, ...]]) -> tuple[str, ...]:
    """Ids of lots, unique in a design: the first unit's id and how many units follow, as a1+3.

    A lot of one unit has the unit's id, with +0 where that id itself ends in such a count.
    """
    return tuple(_build_lot_id(scenario.units[units[0]].id, len(units) - 1) for units in lots)


def _build_lot_id(first: str, more: int) -> str:
    return f"{first}+{more}" if more or _COUNTED_ID.fullmatch(first) else first


def build_lot_names(scenario: Scenario, lots: Sequence[tuple[int, ...]]) -> tuple[str, ...]:
    """Names of lots for people; disjoint lots have different ones."""
    return tuple(build_lot_name(scenario, units) for units in lots)


@cache_by_scenario
def build_lot_name(scenario: Scenario, units: tuple[int, ...]) -> str:
    """A single unit's name; otherwise the lot's services and localities in words.

    Where units beside the lot could make up a lot that reads the same, the name of its first unit
    follows.
    """
    if len(units) == 1:
        return scenario.units[units[0]].name
    parts = _find_name_parts(scenario, units)
    return f"{parts.services}, {parts.places}{parts.mark}"


def build_short_lot_name(scenario: Scenario, units: tuple[int, ...]) -> str:
    """The same name with the places first, which tell lots apart in few columns."""
    parts = _find_name_parts(scenario, units)
    if len(units) == 1 or parts.places == WHOLE_AUTHORITY:
        return build_lot_name(scenario, units)
    inside = {scenario.units[u].locality for u in units}
    listed = _list_localities(scenario, inside) + (["authority-wide"] if "" in inside else [])
    services = parts.services[:1].lower() + parts.services[1:]
    return f"{'; '.join(listed)}: {services}{parts.mark}"


@dataclass(frozen=True, slots=True)
class _LotNameParts:
    """What a lot's name is made of; `mark` is "" where the rest tells it from any other lot."""

    services: str
    places: str
    mark: str


def _find_name_parts(scenario: Scenario, units: tuple[int, ...]) -> _LotNameParts:
    first = scenario.units[units[0]]
    held = Counter(_get_cell(scenario.units[u]) for u in units)
    services = {service for service, _ in held}
    beside = {
        cell
        for cell, count in _count_units(scenario).items()
        if cell[0] in services and count > held[cell]
    }
    what, where = _describe_services(scenario, services), _describe_places(scenario, held, beside)
    name = f"{what}, {where}"
    mark = ""
    if _has_twin(held.keys(), beside) or name in _list_unit_names(scenario):
        mark = f" ({first.id if first.name == name else first.name})"
    return _LotNameParts(what, where, mark)


_Cell = tuple[str, str]
"""A service and a locality, "" for what is authority-wide."""


def _get_cell(unit: Unit) -> _Cell:
    return unit.service, unit.locality


@cache_by_scenario
def _count_units(scenario: Scenario) -> Mapping[_Cell, int]:
    return Counter(map(_get_cell, scenario.units))


@cache_by_scenario
def _list_unit_names(scenario: Scenario) -> frozenset[str]:
    return frozenset(unit.name for unit in scenario.units)


def _describe_services(scenario: Scenario, services: Set[str]) -> str:
    what = join_words([spell_out_id(each) for each in scenario.services if each in services])
    return f"{what[:1].upper()}{what[1:]}"


def _list_localities(scenario: Scenario, inside: Set[str]) -> list[str]:
    order = scenario.locality_positions
    places = (scenario.localities[at] for at in sorted(order[each] for each in inside - {""}))
    return [place.name or place.id for place in places]


def _describe_places(scenario: Scenario, held: Collection[_Cell], beside: Set[_Cell]) -> str:
    """Where a lot lies; `beside` has the cells in which it leaves units of its services out."""
    inside = {place for _, place in held}
    named = _list_localities(scenario, inside)
    if not beside and len(named) in (0, len(scenario.localities)):
        return WHOLE_AUTHORITY
    if len(named) > MOST_LISTED_LOCALITIES:
        return f"{len(named)} localities"
    wide = "authority-wide" if beside else WHOLE_AUTHORITY
    return join_names(named + ([wide] if "" in inside else []))


def _has_twin(held: Set[_Cell], beside: Set[_Cell]) -> bool:
    """Whether units of the cells `beside` could make up a lot that reads as one of `held` does."""
    services, inside = {service for service, _ in held}, {place for _, place in held}
    named = len(inside - {""})
    if named > MOST_LISTED_LOCALITIES:
        others, places = beside, {place for _, place in beside if place}
        is_placed = len(places) >= named
    else:
        others = {cell for cell in beside if cell[1] in inside}
        is_placed = inside == {place for _, place in others}
    return is_placed and services == {service for service, _ in others}
