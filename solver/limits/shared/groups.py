"""Lots and groups of units."""

from solver.facts.lots import Flags
from solver.facts.table import Facts


def all_or_none(facts: Facts, group: frozenset[int]) -> Flags:
    """Whether each lot holds the whole group or nothing of it."""
    held = facts.lots.holds(group, len(facts.scenario.units))
    flags: Flags = (held == 0) | (held == len(group))
    return flags
