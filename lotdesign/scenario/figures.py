"""The figures of a scenario: all that designs are measured on, whatever is asked of them."""

from hashlib import sha256

from lotdesign.scenario.scenario import Scenario

_FIGURES = (
    *("term", "money", "market", "units", "localities", "providers", "consortia", "routes"),
    *("funding", "law"),
)
"""The parts that measures are worked out from; rules, objectives and options ask and change none.
Neighbours are figures too, but have no order."""


def digest_figures(scenario: Scenario) -> str:
    """A digest; where it is equal, a design has the same measures under both scenarios."""
    parts = [getattr(scenario, name) for name in _FIGURES]
    return sha256(repr((parts, sorted(scenario.neighbours))).encode()).hexdigest()[:16]
