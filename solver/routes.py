"""The routes of lots that are drawn without any."""

from lotdesign.design import Design
from lotdesign.scenario.scenario import Scenario
from solver.candidates.listing import by_every_route
from solver.engines.base import Engine
from solver.solve import Means, designed


def by_best_routes(scenario: Scenario, design: Design, engine: Engine) -> Design:
    """The same lots by the routes that are best; as they are where no routes are admissible."""
    if not scenario.routes.several:
        return design
    found = designed(scenario, by_every_route(scenario, design), Means(engine=engine))
    return design if found.design is None else found.design
