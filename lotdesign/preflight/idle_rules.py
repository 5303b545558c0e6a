"""Rules that no design at all could break."""

from collections.abc import Iterator

from lotdesign.preflight.note import Note
from lotdesign.scenario.scenario import Scenario


def idle_rules(scenario: Scenario) -> Iterator[Note]:
    """A note for each active rule that can never bite."""
    for rule in scenario.active_rules:
        if rule.idle(scenario):
            text = f"Rule {rule.id} can never bite: {rule.sentence(scenario)}"
            yield Note("info", text, (rule.id,))
