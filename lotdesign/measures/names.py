"""The names of the measures."""

from typing import Literal

MeasureName = Literal[
    "whole_life_cost",
    "net_present_cost",
    "lots",
    "accessible_share",
    "accessible_lots",
    "fewest_small_bidders",
    "fewest_bidders",
    "value_spread",
    "need_spread",
    "travel",
    "cut_neighbours",
    "changed_pairs",
    "units_moved",
    "largest_provider_share",
]
