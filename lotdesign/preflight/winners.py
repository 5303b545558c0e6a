"""How many lots the providers may win together, where every lot needs a winner."""

from lotdesign.preflight.lone_units import name_some
from lotdesign.scenario.cache import cache_by_scenario
from lotdesign.scenario.rows import ProviderRow
from lotdesign.scenario.scenario import Scenario


def _list_possible_winners(scenario: Scenario) -> list[tuple[ProviderRow, int | None]]:
    """The providers that may win anything, and how many lots each; None: any number.

    Those that do the service of some unit where it lies, and the members of consortia.
    """
    serving = 0
    for mask in scenario.parties_serving_unit:
        serving |= mask
    members = {p for consortium in scenario.consortia for p in consortium.members}
    caps = [rule.provider_lot_cap for rule in scenario.active_rules]
    ruled = [cap for cap in caps if cap is not None]
    found = []
    for p, provider in enumerate(scenario.providers or ()):
        if serving >> p & 1 or p in members:
            own = [] if provider.max_lots is None else [provider.max_lots]
            found.append((provider, min([*own, *ruled], default=None)))
    return found


@cache_by_scenario
def sum_lot_caps(scenario: Scenario) -> int | None:
    """The most lots that all providers may win together; None where there is no limit.

    Each lot counts for one provider at least, as a consortium's counts for all its members.
    """
    if not scenario.needs_certificate or scenario.routes.offered != ("external",):
        return None
    caps = [cap for _, cap in _list_possible_winners(scenario)]
    known = [cap for cap in caps if cap is not None]
    return sum(known) if len(known) == len(caps) else None


def describe_lot_caps(scenario: Scenario) -> str:
    """The limits on what each may win, in words."""
    named = [f"{provider.name} {cap:,}" for provider, cap in _list_possible_winners(scenario)]
    return f"max_lots lets {name_some(named)} win, and no more" if named else "nobody may win any"
