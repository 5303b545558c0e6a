"""Whether the lots are a design of the scenario."""

from collections import Counter

from lotdesign.checker.tally import Tally
from lotdesign.design import Design, design_of
from lotdesign.result.model import Result
from lotdesign.scenario.scenario import Scenario


def read_design(scenario: Scenario, result: Result, tally: Tally) -> Design | None:
    """The design that the result describes; None when it is no partition of the units."""
    tally.same("scenario sha256", result.scenario.sha256, scenario.sha256)
    position = {unit.id: u for u, unit in enumerate(scenario.units)}
    named = [unit for lot in result.lots for unit in lot.units]
    unknown = sorted(set(named) - set(position))
    twice = sorted(unit for unit, times in Counter(named).items() if times > 1)
    missing = [unit for unit in position if unit not in set(named)]
    tally.true(not unknown, f"units that the scenario does not have: {', '.join(unknown)}")
    tally.true(not twice, f"units in more than one place: {', '.join(twice)}")
    tally.true(not missing, f"units in no lot: {', '.join(missing)}")
    tally.true(all(lot.units for lot in result.lots), "a lot without units")
    if unknown or twice or missing or not all(lot.units for lot in result.lots):
        return None
    groups = [tuple(position[unit] for unit in lot.units) for lot in result.lots]
    design = design_of(groups)
    tally.true(
        [lot.units for lot in design.lots] == groups,
        "lots and their units do not stand in the order of first unit and file",
    )
    return design
