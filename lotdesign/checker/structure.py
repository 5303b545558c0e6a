"""Whether lots are a design of the scenario."""

from collections import Counter
from collections.abc import Sequence

from lotdesign.checker.tally import Tally
from lotdesign.design import Design, Lot, Route, design_with
from lotdesign.scenario.scenario import Scenario


def read_design(
    scenario: Scenario,
    lots: Sequence[tuple[str, ...]],
    routes: Sequence[Route],
    tally: Tally,
    what: str = "",
) -> Design | None:
    """The design with these lots of unit ids; None when they are no partition of the units.

    `routes` has one a lot, or none where all are external; None too where the scenario does not
    offer one of them. `what` begins each fault, where the design is not the answer itself.
    """
    position = {unit.id: u for u, unit in enumerate(scenario.units)}
    named = [unit for lot in lots for unit in lot]
    unknown = sorted(set(named) - set(position))
    twice = sorted(unit for unit, times in Counter(named).items() if times > 1)
    missing = [unit for unit in position if unit not in set(named)]
    tally.true(not unknown, f"{what}units that the scenario does not have: {', '.join(unknown)}")
    tally.true(not twice, f"{what}units in more than one place: {', '.join(twice)}")
    tally.true(not missing, f"{what}units in no lot: {', '.join(missing)}")
    tally.true(all(lots), f"{what}a lot without units")
    offered = len(routes) in (0, len(lots)) and set(routes) <= set(scenario.routes.allowed)
    if not offered or set(routes) - {"external"}:
        tally.true(offered, f"{what}routes that the scenario does not offer, or not one a lot")
    if unknown or twice or missing or not all(lots) or not offered:
        return None
    groups = [tuple(position[unit] for unit in lot) for lot in lots]
    external: Sequence[Route] = ["external"] * len(lots)
    design = design_with(
        Lot(tuple(sorted(g)), r) for g, r in zip(groups, routes or external, strict=True)
    )
    tally.true(
        [lot.units for lot in design.lots] == groups,
        f"{what}lots and their units do not stand in the order of first unit and file",
    )
    return design
