"""Drawn scenarios with the rule kinds that both the core and the brute force know."""

from hypothesis import strategies as st

from lotdesign.rules.registry import RULE_KINDS
from tests.rules.office import Row
from tests.strategies import scenarios
from tests.strategies.rules import PARAMETERS

KNOWN = [kind for kind in PARAMETERS if kind in RULE_KINDS]


def drawn(max_units: int = 5, **limits: bool) -> st.SearchStrategy[Row]:
    """Small scenarios with rules of every known kind, some with routes and funding."""
    return scenarios(max_units=max_units, kinds=KNOWN, routes=None, funding=None, **limits)
