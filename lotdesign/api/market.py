"""Who can follow a lot, what a provider can bid for, and what may be won together."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from lotdesign.scenario.scenario import Scenario

if TYPE_CHECKING:
    from lotdesign.answers import Ladders, LargestLots, LotGroups


def who(
    scenario: Scenario,
    *,
    units: Sequence[str] | None = None,
    option: str | None = None,
    design: Sequence[Sequence[str]] | None = None,
    routes: Sequence[str] = (),
) -> "Ladders":
    """Up to which value, turnover multiple and year each provider can follow a lot.

    Of one lot of unit ids, or of every external lot of an option or a design. Raises InputFaults
    for a unit or option that is not there.
    """
    from lotdesign.answers import Ladders
    from solver.who import who_can

    return Ladders(who_can(scenario, units, option, design, routes))


def reach(scenario: Scenario, provider: str) -> "LargestLots":
    """The largest of all lots, by the structural rules, that a provider can bid for.

    Raises InputFaults for a provider that is not there, TooManyLots where there are too many.
    """
    from lotdesign.answers import LargestLots
    from solver.reach import reach as reached

    return LargestLots(reached(scenario, provider))


def groups(
    scenario: Scenario,
    *,
    option: str | None = None,
    design: Sequence[Sequence[str]] | None = None,
    routes: Sequence[str] = (),
) -> "LotGroups":
    """Which lots of an option or a design one provider could win together, and what that saves.

    Raises InputFaults when the option or a unit is unknown or the lots are no partition.
    """
    from lotdesign.answers import LotGroups
    from lotdesign.result.grouped import grouped
    from solver.given import option_design

    return LotGroups(grouped(scenario, option_design(scenario, option, design, routes)))
