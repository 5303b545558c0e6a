"""Who can bid for one lot of unit ids, or for each external lot of a design (the command `who`)."""

from collections.abc import Sequence

from lotdesign.bidding.bidder_limits import build_who_answer
from lotdesign.faults import Fault, InputFaults, suggest_name
from lotdesign.result.market import WhoAnswer
from lotdesign.scenario.design_by_ids import resolve_design
from lotdesign.scenario.scenario import Scenario


def list_who_can_bid(
    scenario: Scenario,
    units: Sequence[str] | None,
    option: str | None,
    design: Sequence[Sequence[str]] | None,
    routes: Sequence[str] = (),
) -> WhoAnswer:
    """Everybody against one lot of unit ids, or each external lot of a design.

    Raises InputFaults for a unit or option that is not there, and without providers.
    """
    if scenario.providers is None:
        right = "name a table of providers in [data]; without it nobody can be asked about"
        raise InputFaults([Fault("providers", right)])
    if units is None:
        lots = resolve_design(scenario, option, design, routes).lots
        return build_who_answer(scenario, [lot.units for lot in lots if lot.route == "external"])
    known = {unit.id for unit in scenario.units} | set(scenario.divided)
    faults = [
        Fault("--units", suggest_name(name, known), name) for name in units if name not in known
    ]
    if faults or not units:
        raise InputFaults(faults or [Fault("--units", "name a unit")])
    return build_who_answer(scenario, [sorted(scenario.find_positions(units))])
