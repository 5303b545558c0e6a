"""The units in which rules and measures count, and how figures in them are written.

A new unit is added here alone: limits, results, reports and the interface follow from these lists.
"""

from typing import Literal, get_args

CountedUnit = Literal["lots", "units", "services", "pairs", "providers", "years"]
"""Units of whole things, in the plural."""

WholeUnit = Literal[CountedUnit, "pence", "metres"]
"""Units of which results have whole numbers alone."""

RuleUnit = Literal[WholeUnit, "share", "need", ""]
"""What a figure of a rule is measured in; "" is a plain number."""

COUNTED_UNITS: frozenset[str] = frozenset(get_args(CountedUnit))
WHOLE_UNITS: frozenset[str] = frozenset(get_args(WholeUnit))
