"""Reads the scenario of a command and remembers it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from lotdesign.cli.recent import remember

if TYPE_CHECKING:
    from lotdesign.scenario.scenario import Scenario


def read(path: str, settings: Sequence[str] = (), off: Sequence[str] = ()) -> "Scenario":
    """The scenario; raises InputFaults with everything that is wrong with it."""
    from lotdesign.scenario.load import load

    scenario = load(path, settings, off)
    if path != "-":
        authority = scenario.authority
        words = [each for each in (authority.title, authority.name) if each]
        remember(path, ", ".join(words) or scenario.name)
    return scenario
