"""The design of a result with its award, evaluated exactly."""

from lotdesign.evaluation import Evaluation
from lotdesign.faults import Fault, InputFaults
from lotdesign.result.model import Result
from lotdesign.scenario.design_by_ids import build_design_from_ids
from lotdesign.scenario.scenario import Scenario

NO_DESIGN = "has no design, so there is nothing to export"


def evaluate_result(scenario: Scenario, result: Result) -> Evaluation:
    """The evaluation of a result's design with its award; raises InputFaults without a design."""
    if not result.lots:
        raise InputFaults([Fault("result", NO_DESIGN)])
    design = build_design_from_ids(
        scenario, [lot.units for lot in result.lots], [lot.route for lot in result.lots]
    )
    at = {party.id: position for position, party in enumerate(scenario.parties)}
    by_units = {frozenset(scenario.find_positions(lot.units)): lot.award for lot in result.lots}
    winners = [by_units[frozenset(lot.units)] for lot in design.lots]
    if all(winner is None for winner in winners):
        return Evaluation(scenario, design)
    award = tuple(None if winner is None else at[winner] for winner in winners)
    return Evaluation(scenario, design, award)
