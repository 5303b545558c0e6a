"""Measures that somebody asks for by name, beside a scenario's own aims."""

from collections.abc import Iterator, Sequence
from typing import cast

from lotdesign.faults import Fault, InputFaults, nearest
from lotdesign.measures.names import MeasureName
from lotdesign.measures.registry import MEASURES
from lotdesign.scenario.scenario import Scenario

FEWEST, MOST = 2, 3
"""How many measures can be traded against each other."""


def asked(scenario: Scenario, names: Sequence[str] | None) -> tuple[MeasureName, ...]:
    """Two or three measures; without names those of the first two aims.

    Raises InputFaults with everything that is wrong.
    """
    if names is None:
        names = [objective.measure for objective in scenario.objectives][:FEWEST]
    faults = tuple(_faults(scenario, names))
    if faults:
        raise InputFaults(faults)
    return tuple(cast("MeasureName", name) for name in names)


def _faults(scenario: Scenario, names: Sequence[str]) -> Iterator[Fault]:
    where = "--measures"
    if not FEWEST <= len(names) <= MOST:
        yield Fault(where, "name two or three measures, for example whole_life_cost,travel")
    for place, name in enumerate(names):
        if name not in MEASURES:
            yield Fault(where, nearest(name, MEASURES), name)
        elif name in names[:place]:
            yield Fault(where, "stands twice; name a measure once", name)
        else:
            missing = _missing(scenario, name)
            if missing:
                yield Fault(where, missing, name)


def _missing(scenario: Scenario, name: str) -> str:
    """What the measure reads and the scenario has no figures for; "" for nothing."""
    if MEASURES[name].reads_market and scenario.providers is None:
        return "needs a table of providers"
    if name == "need_spread" and any(unit.need is None for unit in scenario.units):
        return "needs the need of each unit"
    unplaced = any(unit.locality and unit.position is None for unit in scenario.units)
    if name == "travel" and unplaced:
        return "needs x and y (or lat and lon) of each unit or of its locality"
    return ""
