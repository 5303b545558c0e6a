"""All pre-flight checks, in the order in which they are read."""

from lotdesign.preflight.capacity import short_capacity
from lotdesign.preflight.idle_rules import idle_rules
from lotdesign.preflight.note import Note
from lotdesign.preflight.reserved_lots import reserved_lots
from lotdesign.preflight.routes_at_odds import routes_at_odds
from lotdesign.preflight.short_envelopes import short_envelopes
from lotdesign.preflight.short_funding import short_funding
from lotdesign.preflight.todays_providers import todays_providers
from lotdesign.preflight.unserved_units import unserved_units
from lotdesign.scenario.scenario import Scenario

CHECKS = (
    short_envelopes,
    short_funding,
    routes_at_odds,
    unserved_units,
    short_capacity,
    reserved_lots,
    todays_providers,
    idle_rules,
)


def preflight(scenario: Scenario) -> tuple[Note, ...]:
    """Every finding; what is impossible comes first."""
    notes = [note for check in CHECKS for note in check(scenario)]
    order = ("impossible", "warning", "info")
    return tuple(sorted(notes, key=lambda note: order.index(note.level)))
