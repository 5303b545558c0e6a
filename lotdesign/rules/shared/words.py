"""Phrases that the sentences of several rules share."""

from collections.abc import Iterable, Sequence
from fractions import Fraction

from lotdesign.scenario.scenario import Scenario
from lotdesign.words import listed, named, pounds


def lots_with(services: Sequence[str] | None) -> str:
    """The noun after "every": lot, or lot with youth work."""
    return f"lot with {of_services(services)}" if services else "lot"


def of_services(services: Sequence[str], last: str = "or") -> str:
    """Services as words."""
    return listed([named(service) for service in services], last)


def unit_names(scenario: Scenario, units: Iterable[str]) -> str:
    """The names of these units, whole or divided."""
    known = {unit.id: unit.name for unit in scenario.units}
    return listed([known.get(unit, unit) for unit in units])


def band(least: Fraction | int | None, most: Fraction | int | None, money: bool = False) -> str:
    """What lies in a band: at least 2, at most £5, between 2 and 5."""
    say = pounds if money else (lambda amount: f"{amount:,}")
    if least is not None and most is not None:
        return f"exactly {say(least)}" if least == most else f"between {say(least)} and {say(most)}"
    return f"at least {say(least)}" if least is not None else f"at most {say(most or 0)}"
