"""Units that rules send different ways."""

from collections.abc import Iterator

from lotdesign.preflight.note import Note
from lotdesign.rules.route import RouteRule, open_routes
from lotdesign.scenario.scenario import Scenario
from lotdesign.words import listed


def routes_at_odds(scenario: Scenario) -> Iterator[Note]:
    """A note for each unit that no route is left to."""
    for u, unit in enumerate(scenario.units):
        if not open_routes(scenario, u):
            rules = tuple(
                rule.id
                for rule in scenario.active_rules
                if isinstance(rule, RouteRule) and u in scenario.positions(rule.units)
            )
            text = f"{unit.name}: rules {listed(rules)} ask for it to be delivered different ways."
            yield Note("impossible", text, rules)
