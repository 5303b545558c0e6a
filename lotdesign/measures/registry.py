"""Every measure, found by its module."""

from collections.abc import Mapping
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType
from typing import get_args

from lotdesign import measures
from lotdesign.measures.base import Measure
from lotdesign.measures.names import MeasureName


def _found() -> dict[str, Measure]:
    modules = {module.name for module in iter_modules(measures.__path__)}
    names = [name for name in get_args(MeasureName) if name in modules]
    return {name: import_module(f"{measures.__name__}.{name}").MEASURE for name in names}


MEASURES: Mapping[str, Measure] = MappingProxyType(_found())
"""Name -> measure, in the order in which they are shown."""
