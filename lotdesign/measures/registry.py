"""Every measure by name, in the order in which they are shown.

First those that objectives may name, then those that a solver works out for each design.
"""

from collections.abc import Mapping
from types import MappingProxyType

from lotdesign.measures import geography, lots, market, stress
from lotdesign.measures.base import Measure, MeasureDescription, StressMeasure

_MEASURES = (
    lots.WHOLE_LIFE_COST,
    lots.NET_PRESENT_COST,
    lots.LOTS,
    market.ACCESSIBLE_SHARE,
    market.ACCESSIBLE_LOTS,
    market.FEWEST_SMALL_BIDDERS,
    market.FEWEST_BIDDERS,
    lots.VALUE_SPREAD,
    lots.NEED_SPREAD,
    geography.TRAVEL,
    geography.CUT_NEIGHBOURS,
    geography.CHANGED_PAIRS,
    geography.UNITS_MOVED,
    market.LARGEST_PROVIDER_SHARE,
)

MEASURES: Mapping[str, Measure] = MappingProxyType({each.name: each for each in _MEASURES})
"""Name -> measure, in the order in which they are shown."""

_STRESS_MEASURES = (stress.WITHDRAWALS_SURVIVED, stress.CAPACITY_MARGIN)

STRESS_MEASURES: Mapping[str, StressMeasure] = MappingProxyType(
    {each.name: each for each in _STRESS_MEASURES}
)
"""Name -> measure, of those that a solver works out for each design."""

ALL_MEASURES: Mapping[str, MeasureDescription] = MappingProxyType({**MEASURES, **STRESS_MEASURES})
"""Name -> what any measure is called and means, in the order in which they are shown."""
