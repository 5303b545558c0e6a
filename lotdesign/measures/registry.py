"""Every measure by name, in the order in which they are shown."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import get_args

from lotdesign.measures import geography, lots, market
from lotdesign.measures.base import Measure
from lotdesign.scenario.sections import MeasureName


def _list_measures() -> dict[str, Measure]:
    found = {
        each.name: each
        for module in (lots, market, geography)
        for each in vars(module).values()
        if isinstance(each, Measure)
    }
    return {name: found[name] for name in get_args(MeasureName)}


MEASURES: Mapping[str, Measure] = MappingProxyType(_list_measures())
"""Name -> measure, in the order in which they are shown."""
