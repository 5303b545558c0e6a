"""Names lots by what they hold, never by a number; lists the reference designs."""

import re
from collections import Counter
from collections.abc import Sequence

from lotdesign.scenario.scenario import Scenario, Unit
from lotdesign.words import join_names, join_words, spell_out_id

MOST_LISTED_LOCALITIES = 3
"""Localities that a name lists; more are counted."""

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
    """Names of lots for people, made unique in a design by the first unit's name, then its id."""
    firsts = [scenario.units[units[0]] for units in lots]
    names = [build_lot_name(scenario, units) for units in lots]
    marks = [_choose_mark(name, first) for name, first in zip(names, firsts, strict=True)]
    ids = [first.id for first in firsts]
    for tell in (marks, *(ids for _ in lots)):
        times = Counter(names)
        if len(times) == len(names):
            break
        names = [
            f"{name} ({mark})" if times[name] > 1 else name
            for name, mark in zip(names, tell, strict=True)
        ]
    return tuple(names)


def _choose_mark(name: str, first: Unit) -> str:
    return first.id if first.name == name else first.name


def build_lot_name(scenario: Scenario, units: tuple[int, ...]) -> str:
    """A single unit's name; otherwise the lot's services and localities in words."""
    held = [scenario.units[u] for u in units]
    if len(held) == 1:
        return held[0].name
    services = [s for s in scenario.services if any(unit.service == s for unit in held)]
    what = join_words([spell_out_id(service) for service in services])
    return f"{what[:1].upper()}{what[1:]}, {_describe_localities(scenario, units)}"


def _describe_localities(scenario: Scenario, units: tuple[int, ...]) -> str:
    inside = {scenario.units[u].locality for u in units}
    named_places = [place.name or place.id for place in scenario.localities if place.id in inside]
    if not named_places or len(named_places) == len(scenario.localities):
        return "whole authority"
    if len(named_places) > MOST_LISTED_LOCALITIES:
        return f"{len(named_places)} localities"
    return join_names(named_places + (["whole authority"] if "" in inside else []))
