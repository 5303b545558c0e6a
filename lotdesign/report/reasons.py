"""What keeps each provider from a lot, in full and in short."""

from collections.abc import Mapping

from lotdesign.holding import places
from lotdesign.market.eligibility import obstacles
from lotdesign.money.account import account
from lotdesign.result.model import LotResult
from lotdesign.scenario.scenario import Scenario

_SHORT = {
    "turnover ": "turnover too small",
    "capacity ": "not enough capacity",
    "can absorb ": "too many staff would transfer",
    "takes no lot under ": "lot too small for them",
}
"""How obstacles that carry a provider's own figures begin, and what they come to."""

_AREA = "does not cover "


def reasons(scenario: Scenario, lot: LotResult) -> Mapping[str, tuple[str, ...]]:
    """Provider id -> everything that keeps it from the lot; those eligible are left out."""
    units = tuple(sorted(scenario.positions(lot.units)))
    value = account(scenario, units).value
    found = {
        provider.id: tuple(obstacles(scenario, provider, units, value))
        for provider in scenario.providers or ()
    }
    return {provider: each for provider, each in found.items() if each}


def in_short(obstacle: str, one_place: bool) -> str:
    """The kind of obstacle, without the provider's own figures.

    Where the lot lies in one place that place is named; of several each provider may lack others.
    """
    for beginning, short in _SHORT.items():
        if obstacle.startswith(beginning):
            return short
    if obstacle.startswith(_AREA) and not one_place:
        return f"{_AREA}the whole area"
    return obstacle


def in_one_place(scenario: Scenario, lot: LotResult) -> bool:
    """Whether all that the lot counts as holding lies in one locality."""
    held = places(scenario, scenario.positions(lot.units))
    return len(held) == 1 and "" not in held
