"""What the brute force assessed, as the core sees it."""

from lotdesign.design import ROUTES, Award, Design, Lot, build_design
from lotdesign.evaluation import Evaluation
from lotdesign.scenario.scenario import Scenario
from tests.brute import Assessed


def design_of(scenario: Scenario, assessed: Assessed) -> Design:
    """The same lots by the same routes."""
    known = {route: route for route in ROUTES}
    return build_design(
        Lot(tuple(sorted(scenario.find_positions(lot))), known[route])
        for lot, route in zip(assessed.lots, assessed.routes, strict=True)
    )


def award_of(scenario: Scenario, assessed: Assessed) -> Award | None:
    """The same award; the brute force names a party for each external lot."""
    if assessed.award is None:
        return None
    positions = {party.id: p for p, party in enumerate(scenario.parties)}
    winners = iter(assessed.award)
    return tuple(
        positions[next(winners)] if route == "external" else None for route in assessed.routes
    )


def ledger_of(scenario: Scenario, assessed: Assessed) -> Evaluation:
    """The same design with the brute force's certificate."""
    design = design_of(scenario, assessed)
    assert design.labels == assessed.labels
    return Evaluation(scenario, design, award_of(scenario, assessed))
