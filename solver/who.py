"""The lots that `who` is asked about."""

from collections.abc import Sequence

from lotdesign.faults import Fault, InputFaults, nearest
from lotdesign.result.who import Who
from lotdesign.result.who_for import who
from lotdesign.scenario.scenario import Scenario
from solver.given import option_design


def who_can(
    scenario: Scenario,
    units: Sequence[str] | None,
    option: str | None,
    design: Sequence[Sequence[str]] | None,
    routes: Sequence[str] = (),
) -> Who:
    """Everybody against one lot of unit ids, or each external lot of a design.

    Raises InputFaults for a unit or option that is not there, and without providers.
    """
    if scenario.providers is None:
        right = "name a table of providers in [data]; without it nobody can be asked about"
        raise InputFaults([Fault("providers", right)])
    if units is None:
        lots = option_design(scenario, option, design, routes).lots
        return who(scenario, [lot.units for lot in lots if lot.route == "external"])
    known = {unit.id for unit in scenario.units} | set(scenario.divided)
    faults = [Fault("--units", nearest(name, known), name) for name in units if name not in known]
    if faults or not units:
        raise InputFaults(faults or [Fault("--units", "name a unit")])
    return who(scenario, [sorted(scenario.positions(units))])
