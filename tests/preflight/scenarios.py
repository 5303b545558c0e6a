"""Drawn scenarios with the rule kinds that both the core and the brute force know."""

from hypothesis import strategies as st

from tests.rules.office import Row
from tests.strategies import scenarios
from tests.strategies.rules import PARAMETERS

KNOWN = tuple(PARAMETERS)


def drawn(max_units: int = 5, **limits: bool) -> st.SearchStrategy[Row]:
    """Small scenarios with rules of every known kind, some with routes, funding and terms."""
    return scenarios(
        max_units=max_units, kinds=KNOWN, routes=None, funding=None, terms=None, **limits
    )
