"""Designs that somebody gives: options, today's contracts, one contract for all, one a unit."""

import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from lotdesign.design import Award, Design, Lot, Route, design_of, design_with
from lotdesign.faults import Fault, InputFaults, nearest
from lotdesign.market.withdrawal import Fallback
from lotdesign.money.baseline import todays_design
from lotdesign.naming import others
from lotdesign.scenario.scenario import Scenario
from lotdesign.words import listed
from solver.engines.base import Engine
from solver.selection.certificate import certificate, fallbacks
from solver.selection.search import Undecided


@dataclass(frozen=True)
class Given:
    """A design to compare with, and its certificate where one is needed and exists."""

    id: str
    name: str
    design: Design
    award: Award | None
    without: Mapping[int, Fallback] = field(default_factory=dict)


def given(scenario: Scenario, engine: Engine, deadline: float | None = None) -> Iterator[Given]:
    """Today's contracts, the named options, one contract for all and one a unit.

    A design whose award is not settled until the deadline is left out. Ctrl-C raises
    KeyboardInterrupt.
    """
    everything = range(len(scenario.units))
    designs = (
        todays_design(scenario),
        *(lots_by_id(scenario, each.lots, each.routes) for each in scenario.options),
        design_of([everything]),
        design_of([[unit] for unit in everything]),
    )
    for (id_, name), design in zip(others(scenario), designs, strict=True):
        try:
            yield Given(id_, name, design, *certified(scenario, design, engine, deadline))
        except Undecided:
            if deadline is None or time.monotonic() < deadline:  # by Ctrl-C
                raise KeyboardInterrupt from None


def lots_by_id(
    scenario: Scenario, lots: Sequence[Sequence[str]], routes: Sequence[Route] = ()
) -> Design:
    """The design with these lots of unit ids; a divided unit's id stands for all its parts.

    `routes` has one a lot, or none where all are external.
    """
    external: Sequence[Route] = ["external"] * len(lots)
    return design_with(
        Lot(tuple(sorted(scenario.positions(lot))), route)
        for lot, route in zip(lots, routes or external, strict=True)
    )


def option_design(
    scenario: Scenario,
    option: str | None,
    lots: Sequence[Sequence[str]] | None,
    routes: Sequence[str] = (),
) -> Design:
    """The design of a named option, or of lots of unit ids with their routes.

    Raises InputFaults when the option or a unit is unknown, the lots are no partition or a route
    is none that the scenario offers.
    """
    if lots is None:
        named = {each.id: each for each in scenario.options}
        if option not in named:
            right = nearest(option or "", named)
            raise InputFaults([Fault("--option", right, option or "")])
        lots, routes = named[option].lots, named[option].routes
    known: dict[str, Route] = {route: route for route in scenario.routes.allowed}
    faults = (*_partition_faults(scenario, lots), *_route_faults(lots, routes, list(known)))
    if faults:
        raise InputFaults(faults)
    return lots_by_id(scenario, lots, [known[route] for route in routes])


def _route_faults(
    lots: Sequence[Sequence[str]], routes: Sequence[str], offered: Sequence[str]
) -> Iterator[Fault]:
    if routes and len(routes) != len(lots):
        yield Fault("design, routes", "give one route a lot")
    for route in dict.fromkeys(routes):
        if route not in offered:
            right = f"nobody offers this route; the scenario has {listed(offered)}"
            yield Fault("design, routes", right, route)


def _partition_faults(scenario: Scenario, lots: Sequence[Sequence[str]]) -> Iterator[Fault]:
    known = {unit.id for unit in scenario.units} | set(scenario.divided)
    unknown = [name for lot in lots for name in lot if name not in known]
    yield from (Fault("design, lots", nearest(name, known), name) for name in unknown)
    if unknown:
        return
    if not all(lots):
        yield Fault("design, lots", "every lot needs a unit")
    held = Counter(u for lot in lots for u in scenario.positions(lot))
    for u, unit in enumerate(scenario.units):
        if held[u] != 1:
            where = "stands in no lot" if not held[u] else "stands in more than one lot"
            yield Fault("design, lots", f"{where}; every unit needs just one", unit.id)


def certified(
    scenario: Scenario, design: Design, engine: Engine, deadline: float | None = None
) -> tuple[Award | None, Mapping[int, Fallback]]:
    """The design's certificate and its fallbacks, where the scenario asks for them.

    Raises Undecided where they are not settled until the deadline.
    """
    asked = scenario.needs_certificate
    award = certificate(scenario, design, engine, deadline) if asked else None
    return award, fallbacks(scenario, design, engine, deadline)
