"""Reads the scenario of a command and remembers it."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from lotdesign.cli.recent import remember

if TYPE_CHECKING:
    from lotdesign.scenario.scenario import Scenario


def read(path: str, settings: Sequence[str] = (), off: Sequence[str] = ()) -> "Scenario":
    """The scenario; raises InputFaults with everything that is wrong with it."""
    from lotdesign.law.parameters import shipped
    from lotdesign.scenario.load import load

    scenario = load(path, settings, off)
    shipped()  # every report reads the law, and after a long search is too late to find it taken
    if path != "-":
        authority = scenario.authority
        words = [each for each in (authority.title, authority.name) if each]
        remember(path, ", ".join(words) or scenario.name)
    return scenario


def reloading(
    path: str, settings: Sequence[str], off: Sequence[str]
) -> "Callable[[str], Scenario] | None":
    """Reads the same scenario with one more setting; None for what came from stdin."""
    if path == "-":
        return None

    def reload(setting: str) -> "Scenario":
        from lotdesign.scenario.load import load

        return load(path, [*settings, setting], off)

    return reload
