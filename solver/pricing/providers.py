"""A scenario without one of its providers."""

from collections.abc import Iterator
from dataclasses import replace

from lotdesign.measures.registry import MEASURES
from lotdesign.scenario.scenario import Scenario

ALONE = "\0alone"
"""The row of a copy that is gone; no file can hold such a name."""


def named(scenario: Scenario) -> Iterator[str]:
    """The ids of the providers, one for each row of the table; of copies the first."""
    providers = scenario.providers or ()
    for copies in scenario.copies.values():
        yield providers[copies[0]].id


def absent(scenario: Scenario, name: str) -> Scenario:
    """The scenario where this provider does nothing, nor any consortium that it belongs to.

    It keeps its place, so that everybody else keeps theirs, but is no copy of anybody any more.
    """
    providers = scenario.providers or ()
    gone = {p for p, provider in enumerate(providers) if provider.id == name}
    return replace(
        scenario,
        providers=tuple(
            each.model_copy(update={"services": ()}) if p in gone else each
            for p, each in enumerate(providers)
        ),
        consortia=tuple(
            replace(each, services=()) if gone & set(each.members) else each
            for each in scenario.consortia
        ),
        copies=_parted(scenario, gone),
    )


def _parted(scenario: Scenario, gone: set[int]) -> dict[str, tuple[int, ...]]:
    """The rows of the table, with a row of its own for one of several copies that is gone."""
    rows = {
        name: tuple(p for p in copies if p not in gone) or copies
        for name, copies in scenario.copies.items()
    }
    alone = tuple(gone - {p for copies in rows.values() for p in copies})
    return rows | ({ALONE: alone} if alone else {})


def plays_a_part(scenario: Scenario) -> bool:
    """Whether anything depends on who could bid."""
    if scenario.providers is None:
        return False
    return (
        scenario.needs_certificate
        or any(rule.reads_market for rule in scenario.active_rules)
        or any(MEASURES[each.measure].reads_market for each in scenario.objectives)
    )
