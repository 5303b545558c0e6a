"""Reads a design that is given as a named option or as lots of unit ids."""

from collections import Counter
from collections.abc import Iterator, Sequence

from lotdesign.design import Design, Lot, Route, build_design
from lotdesign.faults import Fault, InputFaults, suggest_name
from lotdesign.scenario.scenario import Scenario
from lotdesign.words import join_words


def build_design_from_ids(
    scenario: Scenario, lots: Sequence[Sequence[str]], routes: Sequence[Route] = ()
) -> Design:
    """The design with these lots of unit ids; a divided unit's id stands for all its parts.

    `routes` has one entry a lot, or is empty where all lots are external.
    """
    external: Sequence[Route] = ["external"] * len(lots)
    return build_design(
        Lot(tuple(sorted(scenario.find_positions(lot))), route)
        for lot, route in zip(lots, routes or external, strict=True)
    )


def resolve_design(
    scenario: Scenario,
    option: str | None,
    lots: Sequence[Sequence[str]] | None,
    routes: Sequence[str] = (),
) -> Design:
    """The design of a named option, or of lots of unit ids with their routes.

    Raises InputFaults where the option or a unit is unknown, the lots are no partition of the
    units, or the scenario does not offer a route.
    """
    if lots is None:
        named = {each.id: each for each in scenario.options}
        if option not in named:
            right = suggest_name(option or "", named)
            raise InputFaults([Fault("--option", right, option or "")])
        lots, routes = named[option].lots, named[option].routes
    known: dict[str, Route] = {route: route for route in scenario.routes.offered}
    faults = (
        *_find_partition_faults(scenario, lots),
        *_find_route_faults(lots, routes, list(known)),
    )
    if faults:
        raise InputFaults(faults)
    return build_design_from_ids(scenario, lots, [known[route] for route in routes])


def _find_route_faults(
    lots: Sequence[Sequence[str]], routes: Sequence[str], offered: Sequence[str]
) -> Iterator[Fault]:
    if routes and len(routes) != len(lots):
        yield Fault("design, routes", "give one route a lot")
    for route in dict.fromkeys(routes):
        if route not in offered:
            right = f"nobody offers this route; the scenario has {join_words(offered)}"
            yield Fault("design, routes", right, route)


def _find_partition_faults(scenario: Scenario, lots: Sequence[Sequence[str]]) -> Iterator[Fault]:
    known = {unit.id for unit in scenario.units} | set(scenario.divided)
    unknown = [name for lot in lots for name in lot if name not in known]
    yield from (Fault("design, lots", suggest_name(name, known), name) for name in unknown)
    if unknown:
        return
    if not all(lots):
        yield Fault("design, lots", "every lot needs a unit")
    for number, lot in enumerate(lots, start=1):
        for name, times in Counter(lot).items():
            if times > 1:
                yield Fault(
                    f"design, lot {number}", "stands more than once; name a unit once", name
                )
    held = Counter(u for lot in lots for u in scenario.find_positions(lot))
    for u, unit in enumerate(scenario.units):
        if held[u] != 1:
            where = "stands in no lot" if not held[u] else "stands in more than one lot"
            yield Fault("design, lots", f"{where}; every unit needs just one", unit.id)
