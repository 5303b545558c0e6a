"""Short titles of measures for narrow columns; their full titles stand in reports."""

from lotdesign.measures.registry import MEASURES

_SHORT_TITLES = {
    "whole_life_cost": "Cost",
    "net_present_cost": "Present cost",
    "lots": "Lots",
    "accessible_share": "Value open to small",
    "accessible_lots": "Lots open to small",
    "fewest_small_bidders": "Fewest small able",
    "fewest_bidders": "Fewest able",
    "value_spread": "Spread of lot value",
    "need_spread": "Spread of need",
    "travel": "Distance in lots",
    "cut_neighbours": "Neighbours parted",
    "changed_pairs": "Pairs changed",
    "units_moved": "Units moved from today",
    "largest_provider_share": "Largest provider",
}


def short_title(measure: str) -> str:
    """A measure's short name."""
    known = _SHORT_TITLES.get(measure)
    return known if known else MEASURES[measure].title if measure in MEASURES else measure
