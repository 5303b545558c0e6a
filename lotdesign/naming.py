"""What a lot is called: by what it holds, never by a number."""

from collections.abc import Sequence

from lotdesign.scenario.scenario import Scenario
from lotdesign.words import listed, named

MANY = 3
"""With more localities than this a name counts them instead of listing them."""


def lot_ids(scenario: Scenario, lots: Sequence[tuple[int, ...]]) -> tuple[str, ...]:
    """Short names, unique in a design: the first unit and how many come with it."""
    return tuple(
        scenario.units[units[0]].id + (f"+{len(units) - 1}" if len(units) > 1 else "")
        for units in lots
    )


def lot_names(scenario: Scenario, lots: Sequence[tuple[int, ...]]) -> tuple[str, ...]:
    """Names for people, unique in a design."""
    names = [lot_name(scenario, units) for units in lots]
    return tuple(
        f"{name} ({scenario.units[units[0]].name})" if names.count(name) > 1 else name
        for name, units in zip(names, lots, strict=True)
    )


def lot_name(scenario: Scenario, units: tuple[int, ...]) -> str:
    """A single unit by its name; otherwise the services and where they are."""
    held = [scenario.units[u] for u in units]
    if len(held) == 1:
        return held[0].name
    services = [s for s in scenario.services if any(unit.service == s for unit in held)]
    what = listed([named(service) for service in services])
    return f"{what[:1].upper()}{what[1:]}, {_where(scenario, units)}"


def _where(scenario: Scenario, units: tuple[int, ...]) -> str:
    inside = {scenario.units[u].locality for u in units}
    named_places = [place.name or place.id for place in scenario.localities if place.id in inside]
    if not named_places or len(named_places) == len(scenario.localities):
        return "whole authority"
    if len(named_places) > MANY:
        return f"{len(named_places)} localities"
    return listed(named_places + (["whole authority"] if "" in inside else []))
